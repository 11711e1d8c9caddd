// refused: fail/FAIL-mandatory-without-refuse.g4:8:1: @mandatory, but no @refuse ends with 'where mandatory'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single @mandatory request */
xValue : token ;
