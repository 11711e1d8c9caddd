// refused: fail/FAIL-header-without-shape.g4:6:1: @header "X" needs exactly one of @single, @list, @rows
grammar FAIL;

/** RFC 0.
 *  @header "X" */
xValue : L_a ;
L_a : 'a' ;
L_b : 'b' ;
