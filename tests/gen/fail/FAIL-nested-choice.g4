// refused: fail/FAIL-nested-choice.g4:8:10: to choose here one must look through a @nested rule: let another byte come first
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : first=y L_b | second=y L_c ;
/** RFC 0.
 *  @nested */
y : LPAREN (L_a | y)* RPAREN ;
