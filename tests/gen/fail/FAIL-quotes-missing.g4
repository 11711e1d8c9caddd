// refused: fail/FAIL-quotes-missing.g4:8:1: no rule has @quotes: the serializer needs one
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : part=token ;
