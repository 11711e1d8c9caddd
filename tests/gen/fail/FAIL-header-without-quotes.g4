// refused: fail/FAIL-header-without-quotes.g4:5:5: @header needs a name in double quotes
grammar FAIL;

/** RFC 0.
 *  @header X @single */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
