// refused: fail/FAIL-label-twice.g4:8:23: two labels for one thing: 'outer' and 'inner'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : outer=(inner=y) ;
/** RFC 0. */
y : L_a L_b ;
