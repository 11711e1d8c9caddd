// refused: fail/FAIL-demand-of-no-start.g4:12:5: @only inner: only a rule with @start or @header asks for that
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 400 "odd" */
xValue : part=number ;

/** RFC 0.
 *  @only inner "a" else odd_x */
number : inner=token ;
