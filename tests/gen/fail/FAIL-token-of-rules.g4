// refused: fail/FAIL-token-of-rules.g4:5:7: a byte class is one character in quotes, or a set: NAME : 'c' ; NAME : [a-z] ; (found 'L')
grammar FAIL;

xValue : L_a ;
L_a : L_b ;
L_b : 'b' ;
