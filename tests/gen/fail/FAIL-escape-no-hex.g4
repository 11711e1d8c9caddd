// refused: fail/FAIL-escape-no-hex.g4:4:12: \u needs four hexadecimal digits (found 'z')
grammar FAIL;

L_a : '\u00zz' ;
