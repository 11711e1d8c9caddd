// refused: fail/FAIL-tolerate-two-reasons.g4:8:42: @tolerate odd-x has two reasons
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x ignore "peers do it" @tolerate odd-x drop "b" "they do" */
xValue : part=token ;
