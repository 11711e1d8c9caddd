// refused: fail/FAIL-range-backwards.g4:5:8: this range runs backwards
grammar FAIL;

xValue : L_a ;
L_a : [z-a] ;
