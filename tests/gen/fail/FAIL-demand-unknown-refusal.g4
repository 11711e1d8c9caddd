// refused: fail/FAIL-demand-unknown-refusal.g4:8:5: @only part: 'odd_x' is no @refuse
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @only part "a" else odd_x */
xValue : part=token ;
