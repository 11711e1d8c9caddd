// refused: fail/FAIL-byte-too-large.g4:5:8: a byte class holds bytes only: nothing above \u00FF
grammar FAIL;

xValue : L_a ;
L_a : [\u0100] ;
