// refused: fail/FAIL-lazy-loop.g4:6: lazy loops are not in use here: say what may not follow instead
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a*? L_b ;
L_a : 'a' ;
L_b : 'b' ;
