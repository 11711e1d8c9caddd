// complaint: name xParam abc: fail/LINT-name-untaken.g4:12: rule 'genericName' leaves 'abc' out (@except known), and no other alternative of 'xParam' takes it
grammar LINT;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : xParam ;

/** RFC 0: "ab" has an alternative, "abc" has none. */
xParam
  : one=ab SP | params+=generic ;

ab : L_a L_b ;

known : ab | L_a L_b L_c ;

generic : paramName=genericName SP ;

/** RFC 0.
 *  @except known */
genericName : (L_a | L_b | L_c)+ ;
