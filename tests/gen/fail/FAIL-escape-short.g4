// refused: fail/FAIL-escape-short.g4:5:12: \u needs four hexadecimal digits (found ']')
grammar FAIL;

xValue : L_a ;
L_a : [\u00] ;
