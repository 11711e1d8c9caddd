// refused: fail/FAIL-demand-of-list.g4:8:29: @only part: it asks for @single: of several rows, which is meant?
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @list
 *  @refuse odd_x 400 "odd" @only part "a" else odd_x */
xValue : part=token ;
