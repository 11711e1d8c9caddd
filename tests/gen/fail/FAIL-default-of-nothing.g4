// refused: fail/FAIL-default-of-nothing.g4:9:1: @default names 'another', which is no label of the rule
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @default another "a" */
xValue : part=token ;
