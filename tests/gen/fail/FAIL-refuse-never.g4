// refused: fail/FAIL-refuse-never.g4:8:5: @refuse odd_x is never said: no annotation ends with 'else odd_x'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" */
xValue : token ;
