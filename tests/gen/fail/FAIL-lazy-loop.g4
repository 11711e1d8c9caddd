// refused: fail/FAIL-lazy-loop.g4:6:14: a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options (found '?')
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a*? L_b ;
L_a : 'a' ;
L_b : 'b' ;
