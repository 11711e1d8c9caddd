// refused: fail/FAIL-look-ahead.g4:8:10: too much look-ahead is needed to choose here: separate the alternatives
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : first=y L_b | second=z L_c ;
y : (L_a | L_b)* L_a ab ab ab ab ab ab ab ab ab ab ab ab ;
z : (L_a | L_b)* L_b ab ab ab ab ab ab ab ab ab ab ab ab ;
ab : L_a | L_b ;
