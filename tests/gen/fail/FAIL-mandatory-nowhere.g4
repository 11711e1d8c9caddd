// refused: fail/FAIL-mandatory-nowhere.g4:5:25: @mandatory needs 'request', 'response' or both
grammar FAIL;

/** RFC 0.
 *  @header "X" @single @mandatory always */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
