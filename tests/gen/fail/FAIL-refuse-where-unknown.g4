// refused: fail/FAIL-refuse-where-unknown.g4:8:5: @refuse ... where is followed by type, mandatory or single
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" where double */
xValue : token ;
