// refused: fail/FAIL-label-in-loop.g4:8:16: label 'part' stands in a loop: write 'part+='
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : (part=y)+ ;
/** RFC 0. */
y : L_a L_b ;
