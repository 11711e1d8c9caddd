// refused: fail/FAIL-label-is-member.g4:8:1: label 'text' is a member of every structure that is written: call it otherwise
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : text=token ;
