// The rules that every grammar must have, as small as they can be: what a FAIL grammar imports when only its own fault
// is to be found.
grammar Base;

/** RFC 3261 7.
 *  @refuse repeated_row 400 "repeated" where single */
messageHead : startLine CR LF fields+=messageHeader* CR LF ;

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
