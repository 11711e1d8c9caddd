// refused: fail/FAIL-token-of-two-bytes.g4:4: token 'L_a' is a literal of several bytes: use one byte, or a set in brackets
grammar FAIL;

L_a : 'ab' ;
