// refused: fail/FAIL-label-of-group.g4:6:16: label 'pair' stands before a group: give the group a rule of its own
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : pair=(L_a y) ;
y : L_b ;
L_a : 'a' ;
L_b : 'b' ;
