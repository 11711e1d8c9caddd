// refused: fail/FAIL-error-without-text.g4:8:5: @error is NAME "TEXT"
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @error broken_x no quotes */
xValue : L_a ;
