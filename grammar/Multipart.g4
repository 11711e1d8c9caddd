// Bodies in parts (RFC 2046 5.1, RFC 5621 3): what stands between the parts and in front of each. Sip.g4 does not
// import it: to a message its body is octets, and it is cut up only for who asks (sipwright/multipart.hpp). Each of
// these rules becomes an automaton; which boundary stands between them is what Content-Type says.
grammar Multipart;

import SipCore;

/** RFC 2046 5.1: the type of all bodies in parts; what stands behind its slash says what they are to each other. */
multipartType : m u l t i p a r t ;

/** RFC 2046 5.1.1 boundary: no blank at its end. That it has no more than seventy characters, the reader sees to. */
boundaryText : boundaryChar (SP* boundaryChar)* ;

/** RFC 2046 5.1.1 bcharsnospace. */
boundaryChar : alphanum | APOSTROPHE | LPAREN | RPAREN | PLUS | UNDERSCORE | COMMA | DASH | DOT | SLASH | COLON | EQ
             | QUESTION ;

/** RFC 2046 5.1.1 dash-boundary, in front of the boundary. */
delimiterBegin : DASH DASH ;

/** RFC 2046 5.1.1 delimiter, behind the boundary: transport-padding, and the line end. */
delimiterEnd : wsp* crlf ;

/** RFC 2046 5.1.1 close-delimiter, behind the boundary. An epilogue stands in lines of its own. */
closeEnd : DASH DASH wsp* crlf? ;

/** RFC 2046 5.1.1 MIME-part-headers: one, in the form of a SIP header field (RFC 3261 25.1 message-header). */
partField : partFieldName (~(CR | LF) | crlf wsp)* crlf ;

/** Its name, with the colon and the blanks around it. */
partFieldName : token hcolon ;
