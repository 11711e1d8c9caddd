// refused: fail/FAIL-first-level-missing.g4:6:1: rule 'startLine' is missing: every message is cut by it
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a ;
L_a : 'a' ;
