// refused: fail/FAIL-type-unknown.g4:8:5: @type is 'u32 max N' with N up to 4294967295
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : number=y ;
/** RFC 0.
 *  @type u64 max 1 */
y : L_a ;
L_a : 'a' ;
L_b : 'b' ;
