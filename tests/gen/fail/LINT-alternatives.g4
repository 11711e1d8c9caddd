// complaint: ambiguity eitherOne: fail/LINT-alternatives.g4:12: in rule 'eitherOne' two alternatives take the same octets; the first wins
grammar LINT;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : eitherOne ;

/** RFC 0: "b" is a short and a long one. */
eitherOne
  : first=shortOne | second=longOne ;

shortOne : L_b ;

longOne : L_b L_c? ;
