// refused: fail/FAIL-refuse-where-twice.g4:8:5: 'where single' stands behind two @refuse
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" where single */
xValue : token ;
