// refused: fail/FAIL-token-of-two-bytes.g4:4:9: one character stands between two quotes; more are a set in brackets (found 'b')
grammar FAIL;

L_a : 'ab' ;
