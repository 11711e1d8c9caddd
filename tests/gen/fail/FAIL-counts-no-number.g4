// refused: fail/FAIL-counts-no-number.g4:8:29: @counts part: it has no @type
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @counts part else odd_x */
xValue : part=token ;
