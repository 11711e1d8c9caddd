// Start lines and the first level of a message: the head is cut into raw header fields, then each value has a start
// rule of its own in the other files. One pass over everything would take a malformed Via for an extension
// header.
grammar Sip;

import SipHeaders, SipMedia, SipDescription, SipAuth, SipEvents, SipExtensions, SipOpaque, SipUri, SipCore;

/** RFC 3261 25.1: the head of a SIP-message, up to and with the empty line.
 *  @error head_unfinished "no empty line ends the head"
 *  @error head_too_long "the head is longer than the parser takes"
 *  @error too_many_fields "more header fields, or more parts of them, than the parser takes"
 *  @error bare_line_end "a CR or LF alone, or a control that no header field may hold"
 *
 *  What is well-formed is refused for the first of these that holds:
 *  @refuse unsupported_version 505 "unsupported version"
 *  @refuse number_out_of_range 400 "number out of range in" where type
 *  @refuse missing_header 400 "missing" where mandatory
 *  @refuse repeated_header 400 "repeated" where single
 *  @refuse method_mismatch 400 "other method than the request line in"
 *  @refuse headers_in_request_uri 400 "headers in the Request-URI"
 *  @refuse unsupported_uri_scheme 416 "unsupported scheme of the Request-URI"
 *  @refuse body_too_short 400 "body shorter than"
 *
 *  @tolerate lone-line-feeds lines "editors and captures take the CR away; nothing else in a head is a LF"
 *  @tolerate missing-empty-line end "a message without a body is printed, or cut, without the line that ends it" */
messageHead : startLine crlf fields+=messageHeader* crlf ;

/** RFC 3261 7.1, 7.2. Method is a token and "SIP" a possible one: the first slash decides.
 *  @error start_line "neither a Request-Line nor a Status-Line"
 *  @tolerate leading-line-ends drop "\r\n" first in startLine
 *   "RFC 3261 7.5: empty lines in front of a message should be ignored"
 *  @tolerate blanks-in-start-line drop " " behind " " in requestLine addrSpec sipVersion statusCode
 *   "RFC 4475 3.1.2.9, 3.1.2.10: more blanks than one part the same three words"
 *  @tolerate blanks-in-start-line drop " " before "\r\n" in startLine
 *  @tolerate bracketed-request-uri drop "<" behind " " in addrSpec
 *   "RFC 4475 3.1.2.7: the brackets hold nothing but the URI"
 *  @tolerate bracketed-request-uri drop ">" before " " in requestLine sipVersion
 *  @tolerate three-colons drop ":" behind "::" in ipv6reference */
startLine : statusLine | requestLine ;

/** RFC 3261 25.1 Request-Line. Other versions are well-formed, and so are headers in its URI, which the prose does not
 *  let it have (RFC 3261 19.1.1), and every scheme (RFC 3261 8.2.2.1).
 *  @start "Request-Line"
 *  @default version "SIP/2.0"
 *  @only version "SIP/2.0" else unsupported_version
 *  @without target/uriHeaders else headers_in_request_uri
 *  @only target/scheme "sip" "sips" else unsupported_uri_scheme */
requestLine : verb=method SP target=requestUri SP version=sipVersion ;

/** RFC 3261 25.1 Request-URI. */
requestUri : addrSpec ;

/** RFC 3261 25.1 SIP-Version. */
sipVersion : s i p SLASH versionNumber=sipVersionNumber ;

/** RFC 3261 25.1 SIP-Version, its number. */
sipVersionNumber : digit+ DOT digit+ ;

/** RFC 3261 25.1 Status-Line.
 *  @start "Status-Line"
 *  @default version "SIP/2.0"
 *  @only version "SIP/2.0" else unsupported_version */
statusLine : version=sipVersion SP code=statusCode SP phrase=reasonPhrase ;

/** RFC 3261 25.1 Status-Code.
 *  @type u32 max 699 */
statusCode : digit digit digit ;

/** RFC 3261 25.1 Reason-Phrase: may be empty, may hold lone continuation octets. */
reasonPhrase : (unreserved | escaped | SEMICOLON | SLASH | QUESTION | COLON | AT | AMPERSAND | EQ | PLUS | DOLLAR
                | COMMA | utf8Nonascii | utf8Cont | SP | HTAB)* ;

/** RFC 3261 25.1 message-header, before anything is known of its name.
 *  @error header_line "no header field: name, colon, value" */
messageHeader : fieldName=token hcolon fieldValue=rawValue crlf ;

/** What stands between the colon and the line end, folds included; the value's own rule judges it.
 *  @error header_value "the value does not follow the rule of its header field" */
rawValue : (~(CR | LF) | crlf wsp)* ;
