// refused: fail/FAIL-rule-twice.g4:8:1: rule 'y' stands already at line 7
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
y : L_a ;
y : L_b ;
L_a : 'a' ;
L_b : 'b' ;
