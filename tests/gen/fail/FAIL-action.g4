// refused: fail/FAIL-action.g4:4:14: a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options (found '{')
grammar FAIL;

xValue : L_a { act(); } ;
L_a : 'a' ;
L_b : 'b' ;
