// complaint: ambiguity xParam: fail/LINT-keyword-collision.g4:12: in rule 'xParam' two alternatives take the same octets; the first wins
grammar LINT;

import Base;

/** RFC 0.
 *  @header "X" @single */
xValue : xParam ;

/** RFC 0: two parameters that bear the same name. */
xParam
  : first=shortFlag | second=longFlag ;

shortFlag : keyword ;

longFlag : otherKeyword ;

keyword : L_b L_c ;

otherKeyword : L_b (L_b | L_c) ;
