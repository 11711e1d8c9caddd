// refused: fail/FAIL-type-without-refuse.g4:12:1: @type, but no @refuse ends with 'where type'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : part=number ;

/** RFC 0.
 *  @type u32 max 9 */
number : L_a ;
