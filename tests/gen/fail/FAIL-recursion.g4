// refused: fail/FAIL-recursion.g4:8:9: rule 'y' calls itself: only a rule with @nested may, between its brackets
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
y : L_a z? ;
z : L_b y ;
L_a : 'a' ;
L_b : 'b' ;
