// refused: fail/FAIL-except-end.g4:8:14: 'y' has @except, and a byte that may follow also continues it: its end cannot be told
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : tag=y L_a L_b ;
/** RFC 0.
 *  @except z */
y : L_a+ ;
z : L_a ;
