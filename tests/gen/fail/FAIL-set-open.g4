// refused: fail/FAIL-set-open.g4:5: not closed: add the missing ]
grammar FAIL;

xValue : L_a ;
L_a : [abc