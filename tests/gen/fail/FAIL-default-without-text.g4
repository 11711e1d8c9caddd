// refused: fail/FAIL-default-without-text.g4:8:5: @default is LABEL "TEXT"
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @default part */
xValue : part=token ;
