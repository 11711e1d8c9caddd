// refused: fail/FAIL-tolerate-bad-name.g4:8:5: @tolerate Odd_X: a name is small letters, digits and dashes
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate Odd_X ignore "peers do it" */
xValue : part=token ;
