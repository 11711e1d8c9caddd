// refused: fail/FAIL-default-without-text.g4:9: @default LABEL needs a text in double quotes on the same line
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @default part */
xValue : part=token ;
