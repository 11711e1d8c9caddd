// refused: fail/FAIL-demand-twice.g4:8:29: @only part: stands twice in one rule
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @only part "a" else odd_x
 *  @only part "aa" else odd_x */
xValue : part=token ;
