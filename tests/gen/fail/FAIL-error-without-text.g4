// refused: fail/FAIL-error-without-text.g4:9: @error NAME needs a text in double quotes on the same line
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @error broken_x no quotes */
xValue : L_a ;
