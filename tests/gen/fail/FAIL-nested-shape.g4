// refused: fail/FAIL-nested-shape.g4:9:1: @nested needs the form: OPEN ( ... )* CLOSE
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : y ;
/** RFC 0.
 *  @nested */
y : L_a y* ;
L_a : 'a' ;
L_b : 'b' ;
