// refused: fail/FAIL-nested-within-nested.g4:12:1: @nested within @nested: 'y' holds 'z'
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;

/** Round brackets.
 *  @nested */
y : LPAREN (L_a | z | y)* RPAREN ;

/** Other brackets.
 *  @nested */
z : L_b (L_a | z)* L_c ;
