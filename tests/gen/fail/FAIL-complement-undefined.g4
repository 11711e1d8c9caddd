// refused: fail/FAIL-complement-undefined.g4:6:18: byte class 'L_q' is not defined
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : ~(L_a | L_q) ;
L_a : 'a' ;
L_b : 'b' ;
