// refused: fail/FAIL-except-nothing.g4:8:5: @except needs the name of a rule
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
/** RFC 0.
 *  @except */
y : L_a ;
L_a : 'a' ;
L_b : 'b' ;
