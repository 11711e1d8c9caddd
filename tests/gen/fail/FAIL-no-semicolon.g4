// refused: fail/FAIL-no-semicolon.g4:4:16: a rule is NAME : ALTERNATIVES ; no literals, lazy loops, actions, predicates or options (found ';')
grammar FAIL;

xValue : ( L_a ;
L_a : 'a' ;
L_b : 'b' ;
