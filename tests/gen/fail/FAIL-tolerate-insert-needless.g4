// refused: fail/FAIL-tolerate-insert-needless.g4:8:5: @tolerate odd-x: nothing is missing without it: it is not @mandatory
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x insert "a" "peers do it" */
xValue : part=token ;
