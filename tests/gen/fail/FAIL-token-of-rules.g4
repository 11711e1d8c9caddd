// refused: fail/FAIL-token-of-rules.g4:5: token 'L_a' must be one byte class: 'c' or [a-z]
grammar FAIL;

xValue : L_a ;
L_a : L_b ;
L_b : 'b' ;
