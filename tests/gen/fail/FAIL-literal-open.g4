// refused: fail/FAIL-literal-open.g4:5: not closed on its line: add the missing '
grammar FAIL;

xValue : L_a ;
L_a : 'a ;
