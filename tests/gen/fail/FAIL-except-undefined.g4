// refused: fail/FAIL-except-undefined.g4:9:1: @except names 'z', which is no rule
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
/** RFC 0.
 *  @except z */
y : L_a ;
L_a : 'a' ;
L_b : 'b' ;
