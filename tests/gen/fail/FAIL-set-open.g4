// refused: fail/FAIL-set-open.g4:5:7: a set is closed by ] on its line; write \] and \- for these characters
grammar FAIL;

xValue : L_a ;
L_a : [abc