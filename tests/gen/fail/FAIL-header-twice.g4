// refused: fail/FAIL-header-twice.g4:9:1: the name "y" belongs to two header fields
grammar FAIL;

/** RFC 0.
 *  @header "X" "y" @single */
xValue : L_a ;
/** RFC 0.
 *  @header "y" @single */
zValue : L_b ;
L_a : 'a' ;
L_b : 'b' ;
