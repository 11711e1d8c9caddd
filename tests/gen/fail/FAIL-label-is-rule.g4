// refused: fail/FAIL-label-is-rule.g4:6:12: label 'y' is also the name of a rule: ANTLR takes only one of them
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y=y ;
y : L_b ;
L_a : 'a' ;
L_b : 'b' ;
