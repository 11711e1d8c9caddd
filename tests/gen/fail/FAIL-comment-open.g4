// refused: fail/FAIL-comment-open.g4:5: comment is not closed: add */
grammar FAIL;

xValue : L_a ;
/* and no end
