// Start lines and the first level of a message: the head is cut into raw header fields, then each value has a start
// rule of its own (SipHeaders.g4, SipPublish.g4). One pass over everything would take a malformed Via for an
// extension
// header.
grammar Sip;

import SipPublish;

/** RFC 3261 25.1: the head of a SIP-message, up to and with the empty line. */
messageHead : startLine crlf fields+=messageHeader* crlf ;

/** RFC 3261 7.1, 7.2. Method is a token and "SIP" a possible one: the first slash decides. */
startLine : statusLine | requestLine ;

/** RFC 3261 25.1 Request-Line.
 *  @start "Request-Line" */
requestLine : verb=method SP target=requestUri SP version=sipVersion ;

/** RFC 3261 25.1 Request-URI. */
requestUri : sipUri | absoluteUri ;

/** RFC 3261 25.1 SIP-Version. Other numbers than 2.0 are well-formed. */
sipVersion : (L_s | U_S) (L_i | U_I) (L_p | U_P) SLASH versionNumber=sipVersionNumber ;

/** RFC 3261 25.1 SIP-Version, its number. */
sipVersionNumber : digit+ DOT digit+ ;

/** RFC 3261 25.1 Status-Line.
 *  @start "Status-Line" */
statusLine : version=sipVersion SP code=statusCode SP phrase=reasonPhrase ;

/** RFC 3261 25.1 Status-Code.
 *  @type u32 max 699 */
statusCode : digit digit digit ;

/** RFC 3261 25.1 Reason-Phrase: may be empty, may hold lone continuation octets. */
reasonPhrase : (unreserved | escaped | SEMICOLON | SLASH | QUESTION | COLON | AT | AMPERSAND | EQ | PLUS
      | DOLLAR | COMMA
                | utf8Nonascii | utf8Cont | SP | HTAB)* ;

/** RFC 3261 25.1 message-header, before anything is known of its name. */
messageHeader : fieldName=token hcolon fieldValue=rawValue crlf ;

/** What stands between the colon and the line end, folds included; the value's own rule judges it. */
rawValue : (~(CR | LF) | crlf wsp)* ;
