// refused: fail/FAIL-tolerate-count-nothing.g4:8:5: @tolerate odd-x: the rule has no @counts
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @tolerate odd-x count "peers do it" */
xValue : part=token ;
