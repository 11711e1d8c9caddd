// refused: fail/FAIL-without-unknown-label.g4:8:29: @without part/inner: the rule has no such label
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" @without part/inner else odd_x */
xValue : (part=token)? LPAREN ;
