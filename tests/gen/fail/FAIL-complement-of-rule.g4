// refused: fail/FAIL-complement-of-rule.g4:6:11: '~' takes byte classes only
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : ~y ;
y : L_a ;
L_a : 'a' ;
L_b : 'b' ;
