// refused: fail/FAIL-only-without-else.g4:8:29: @only is LABEL/LABEL "WORD" "WORD" else REFUSAL
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @only part "a" or odd_x */
xValue : part=token ;
