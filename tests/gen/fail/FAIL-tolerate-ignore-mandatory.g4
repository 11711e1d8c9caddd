// refused: fail/FAIL-tolerate-ignore-mandatory.g4:8:51: @tolerate odd-x: without it the message is refused: it is @mandatory
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single @mandatory request
 *  @refuse missing 400 "missing" where mandatory @tolerate odd-x ignore "peers do it" */
xValue : part=token ;
