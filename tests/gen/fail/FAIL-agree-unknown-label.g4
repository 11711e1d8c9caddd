// refused: fail/FAIL-agree-unknown-label.g4:8:29: @agree part: "Request-Line" has no label method
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @agree part "Request-Line" method else odd_x */
xValue : part=token ;
