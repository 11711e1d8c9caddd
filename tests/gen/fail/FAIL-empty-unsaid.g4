// refused: fail/FAIL-empty-unsaid.g4:6:1: the rule derives the empty value: say @empty, or change it
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a? ;
L_a : 'a' ;
L_b : 'b' ;
