// refused: fail/FAIL-refuse-without-status.g4:8:5: @refuse is NAME STATUS "TEXT" with a status from 400 to 699
grammar FAIL;

import Base;

/** RFC 0.
 *  @header "X" @single
 *  @refuse odd_x 200 "an answer that is no refusal" */
xValue : L_a ;
