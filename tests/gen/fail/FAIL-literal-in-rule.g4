// refused: fail/FAIL-literal-in-rule.g4:6: no literals in parser rules: they make tokens that steal bytes; use the byte classes
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : 'a' ;
L_a : 'a' ;
L_b : 'b' ;
