// refused: fail/FAIL-counts-twice.g4:13:25: @counts size: the body is counted by "X" already
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse big 400 "big" where type
 *  @refuse odd_x 400 "odd" @counts part else odd_x */
xValue : part=number ;

/** RFC 0.
 *  @header "Y" @single @counts size else odd_x */
yValue : size=number ;

/** RFC 0.
 *  @type u32 max 9 */
number : L_a ;
