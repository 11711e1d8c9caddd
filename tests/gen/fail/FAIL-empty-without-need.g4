// refused: fail/FAIL-empty-without-need.g4:6:1: @empty, but the rule does not derive the empty value
grammar FAIL;

/** RFC 0.
 *  @header "X" @single @empty */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
