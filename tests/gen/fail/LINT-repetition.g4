// complaint: ambiguity xValue: fail/LINT-repetition.g4:9: in rule 'xValue' what is repeated and what follows take the same octets; the repetition wins
grammar LINT;

import Base;

/** RFC 0: the last "b" may belong to either.
 *  @header "X" @single */
xValue
  : items+=one* rest=many ;

one : L_b ;

many : L_b+ ;
