// refused: fail/FAIL-no-colon.g4:4: expected ':' but found 'L_a'
grammar FAIL;

xValue L_a ;
L_a : 'a' ;
L_b : 'b' ;
