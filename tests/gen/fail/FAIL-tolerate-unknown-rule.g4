// refused: fail/FAIL-tolerate-unknown-rule.g4:8:5: @tolerate odd-x: no text ever stops within 'nowhere'
grammar FAIL;

/** RFC 3261 7. */
messageHead : startLine CR LF fields+=messageHeader* CR LF ;

/** RFC 3261 7.
 *  @tolerate odd-x drop "b" in nowhere "peers do it" */
startLine : requestLine | statusLine ;

/** RFC 3261 7.1.
 *  @start "Request-Line" */
requestLine : verb=token SP token ;

/** RFC 3261 7.2.
 *  @start "Status-Line" */
statusLine : SLASH code=token ;

messageHeader : fieldName=token hcolon fieldValue=rawValue CR LF ;

hcolon : COLON ;

rawValue : ~(CR | LF)* ;

token : L_a+ ;

/** RFC 3261 25.1. */
extensionValue : ~(CR | LF)* ;

L_a : 'a' ;
L_b : 'b' ;
L_c : 'c' ;
COLON : ':' ;
SLASH : '/' ;
LPAREN : '(' ;
RPAREN : ')' ;
SP : ' ' ;
CR : '\r' ;
LF : '\n' ;
OTHER : [\u0000-\u0008] ;
