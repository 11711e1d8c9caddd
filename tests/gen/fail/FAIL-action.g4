// refused: fail/FAIL-action.g4:4: '{' has no place in these grammars (no actions, predicates or options)
grammar FAIL;

xValue : L_a { act(); } ;
L_a : 'a' ;
L_b : 'b' ;
