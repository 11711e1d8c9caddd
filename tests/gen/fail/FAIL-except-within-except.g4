// refused: fail/FAIL-except-within-except.g4:12:1: @except within @except: 'y' holds 'y2'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;

/** All but z.
 *  @except z */
y : y2 L_c ;

/** All but z.
 *  @except z */
y2 : L_a | L_b ;

z : L_a ;
