// refused: fail/FAIL-no-semicolon.g4:4: expected ')' but found ';'
grammar FAIL;

xValue : ( L_a ;
L_a : 'a' ;
L_b : 'b' ;
