// refused: fail/FAIL-error-twice.g4:13:5: @error broken stands twice
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @error broken "one" */
xValue : L_a ;

/** RFC 0.
 *  @header "Y" @single
 *  @error broken "another" */
yValue : L_a ;
