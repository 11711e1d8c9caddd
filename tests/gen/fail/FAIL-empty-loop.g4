// refused: fail/FAIL-empty-loop.g4:6:15: what is repeated here can be empty: the loop would not end
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_b (L_a?)* ;
L_a : 'a' ;
L_b : 'b' ;
