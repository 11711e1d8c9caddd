// refused: fail/FAIL-literal-open.g4:5:9: one character stands between two quotes; more are a set in brackets (found ' ')
grammar FAIL;

xValue : L_a ;
L_a : 'a ;
