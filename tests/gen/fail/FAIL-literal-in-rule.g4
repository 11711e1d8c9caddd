// refused: fail/FAIL-literal-in-rule.g4:6:10: a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options (found ''')
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : 'a' ;
L_a : 'a' ;
L_b : 'b' ;
