// refused: fail/FAIL-annotation-twice.g4:7:44: @mandatory stands twice
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single @mandatory request @mandatory response */
xValue : token ;
