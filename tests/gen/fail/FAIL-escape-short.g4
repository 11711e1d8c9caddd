// refused: fail/FAIL-escape-short.g4:5: \u needs four hexadecimal digits
grammar FAIL;

xValue : L_a ;
L_a : [\u00] ;
