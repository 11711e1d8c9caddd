// refused: fail/FAIL-left-recursion.g4:7:5: rule 'y' calls itself: only a rule with @nested may, between its brackets
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
y : y L_a | L_b ;
L_a : 'a' ;
L_b : 'b' ;
