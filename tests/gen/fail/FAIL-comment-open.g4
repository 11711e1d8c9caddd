// refused: fail/FAIL-comment-open.g4:5:1: comment is not closed: add the star and slash that end it
grammar FAIL;

xValue : L_a ;
/* and no end
