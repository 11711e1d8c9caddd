// refused: fail/FAIL-annotation-unknown.g4:5:5: annotation @heder is not known
grammar FAIL;

/** RFC 0.
 *  @heder "X" @single */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
