// refused: fail/FAIL-tolerate-lines-elsewhere.g4:8:5: @tolerate odd-x: only messageHead has lines and an end
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x lines "peers do it" */
xValue : part=token ;
