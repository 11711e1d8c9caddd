// refused: fail/FAIL-without-needless.g4:8:29: @without part: it is always there: every message would be refused
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @without part else odd_x */
xValue : part=token ;
