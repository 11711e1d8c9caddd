// refused: fail/FAIL-class-undefined.g4:6:10: byte class 'L_q' is not defined
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_q ;
L_a : 'a' ;
L_b : 'b' ;
