// refused: fail/FAIL-escape-no-hex.g4:4: \u needs four hexadecimal digits
grammar FAIL;

L_a : '\u00zz' ;
