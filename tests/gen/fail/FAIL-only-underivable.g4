// refused: fail/FAIL-only-underivable.g4:8:29: @only part: no text there is "b"
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @only part "a" "b" else odd_x */
xValue : part=token ;
