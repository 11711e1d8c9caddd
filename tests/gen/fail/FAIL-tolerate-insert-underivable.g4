// refused: fail/FAIL-tolerate-insert-underivable.g4:8:51: @tolerate odd-x: the rule does not derive "b"
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single @mandatory request
 *  @refuse missing 400 "missing" where mandatory @tolerate odd-x insert "b" "peers do it" */
xValue : part=token ;
