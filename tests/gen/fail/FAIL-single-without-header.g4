// refused: fail/FAIL-single-without-header.g4:12:1: @single without @header: only header fields have rows
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : part=number ;

/** RFC 0.
 *  @single */
number : L_a ;
