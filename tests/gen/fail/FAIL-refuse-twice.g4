// refused: fail/FAIL-refuse-twice.g4:8:29: @refuse odd_x stands twice
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @refuse odd_x 400 "odder" */
xValue : L_a ;
