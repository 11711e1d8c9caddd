// refused: fail/FAIL-classes-overlap.g4:8:1: byte class 'C' overlaps 'L_a': each byte belongs to one class
grammar FAIL;

/** RFC 0.
 *  @header "X" @single */
xValue : L_a C ;
L_a : 'a' ;
C : [a-c] ;
