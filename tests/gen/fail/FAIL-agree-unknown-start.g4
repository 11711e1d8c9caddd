// refused: fail/FAIL-agree-unknown-start.g4:8:29: @agree part: "Request-Lime" is no rule's @start
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @agree part "Request-Lime" verb else odd_x */
xValue : part=token ;
