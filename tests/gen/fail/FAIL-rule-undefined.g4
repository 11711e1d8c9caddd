// refused: fail/FAIL-rule-undefined.g4:7:10: rule 'y' is not defined
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a
       | y ;
L_a : 'a' ;
L_b : 'b' ;
