// refused: fail/FAIL-no-colon.g4:4:8: a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options (found 'L')
grammar FAIL;

xValue L_a ;
L_a : 'a' ;
L_b : 'b' ;
