// refused: fail/FAIL-tolerate-ignore-no-header.g4:8:5: @tolerate odd-x: only a rule with @header can be ignored
grammar FAIL;

import Base;

/** RFC 0.
 *  @start "X"
 *  @tolerate odd-x ignore "peers do it" */
xValue : part=token ;
