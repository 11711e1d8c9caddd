// refused: fail/FAIL-tolerate-in-elsewhere.g4:8:5: @tolerate odd-x: 'in' names rules for the start line; elsewhere the annotation stands at the rule
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x drop "b" in token "peers do it" */
xValue : part=token ;
