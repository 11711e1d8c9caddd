// refused: fail/NoSuchGrammar.g4:1: cannot be read: check the path and the import that names it
grammar FAIL;

import NoSuchGrammar;

xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
