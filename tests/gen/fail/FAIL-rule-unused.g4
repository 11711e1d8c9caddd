// refused: fail/FAIL-rule-unused.g4:7:1: rule 'y' is used by no other: remove it, or give it @header
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a ;
y : L_b ;
L_a : 'a' ;
L_b : 'b' ;
