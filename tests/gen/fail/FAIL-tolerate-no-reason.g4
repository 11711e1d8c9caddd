// refused: fail/FAIL-tolerate-no-reason.g4:8:5: @tolerate odd-x needs its "REASON" in one place
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x ignore */
xValue : part=token ;
