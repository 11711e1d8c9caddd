// refused: fail/FAIL-start-without-name.g4:5:5: @start needs a name in double quotes
grammar FAIL;

/** RFC 0.
 *  @start */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
