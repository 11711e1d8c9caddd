// Header fields of content: what a body is, and what a sender takes (RFC 3261 section 20).
grammar SipMedia;

/** RFC 3261 20.1.
 *  @header "Accept" @list @empty */
acceptValue : (items+=acceptRange (comma items+=acceptRange)*)? ;

/** RFC 3261 25.1 accept-range: parameters in front of "q" belong to the media range, those behind it to the entry. A
 *  star is a character of tokens, so that every wildcard is a media type by form. */
acceptRange : media=mediaType sws (semi acceptParam)* ;

/** RFC 3261 25.1 accept-param, and m-parameter within Accept. */
acceptParam : acceptQ | params+=acceptExtension ;

/** RFC 3261 25.1 accept-param, its q. */
acceptQ : qName sws equal quality=qvalue sws ;

/** RFC 3261 25.1 accept-param, generic. */
acceptExtension : paramName=acceptExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except qName */
acceptExtensionName : token ;

/** RFC 3261 20.2.
 *  @header "Accept-Encoding" @list @empty */
acceptEncodingValue : (items+=acceptCoding (comma items+=acceptCoding)*)? ;

/** RFC 3261 25.1 encoding: a coding, or the star, which is a token too. */
acceptCoding : coding=token sws (semi acceptParam)* ;

/** RFC 3261 20.3.
 *  @header "Accept-Language" @list @empty */
acceptLanguageValue : (items+=acceptLanguage (comma items+=acceptLanguage)*)? ;

/** RFC 3261 25.1 language. */
acceptLanguage : range=languageRange sws (semi acceptParam)* ;

/** RFC 3261 25.1 language-range. */
languageRange : languageTag | STAR ;

/** RFC 3261 25.1 language-tag. Subtags may hold digits, as RFC 5646 2.1 has them ("es-419"). */
languageTag : languagePrimary (DASH languageSubtag)* ;

/** RFC 3261 25.1 primary-tag: one to eight letters. */
languagePrimary : alpha (alpha (alpha (alpha (alpha (alpha (alpha alpha?)?)?)?)?)?)? ;

/** RFC 5646 2.1 subtag: one to eight letters or digits. */
languageSubtag : alphanum (alphanum (alphanum (alphanum (alphanum (alphanum (alphanum alphanum?)?)?)?)?)?)? ;

/** RFC 3261 20.11.
 *  @header "Content-Disposition" @single */
contentDispositionValue : disposition=token sws (semi dispositionParam)* ;

/** RFC 3261 25.1 disp-param. */
dispositionParam : handlingParam | params+=dispositionExtension ;

/** RFC 3261 25.1 handling-param. */
handlingParam : handlingName sws equal handling=token sws ;
handlingName : h a n d l i n g ;

/** RFC 3261 25.1 generic-param of Content-Disposition. */
dispositionExtension : paramName=dispositionExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except handlingName */
dispositionExtensionName : token ;

/** RFC 3261 20.12, in the order in which they were applied.
 *  @header "Content-Encoding" "e" @list */
contentEncodingValue : items+=contentCoding (comma items+=contentCoding)* ;

/** RFC 3261 25.1 content-coding. */
contentCoding : coding=token sws ;

/** RFC 3261 20.13.
 *  @header "Content-Language" @list */
contentLanguageValue : items+=contentLanguage (comma items+=contentLanguage)* ;

/** One entry of Content-Language. */
contentLanguage : language=languageTag sws ;

/** RFC 3261 20.14. A datagram must hold as many (RFC 3261 18.3).
 *  @header "Content-Length" "l" @single
 *  @counts octets else body_too_short
 *  @tolerate short-body count "captures and manuals lose octets of bodies; the head is all there" */
contentLengthValue : octets=deltaSeconds sws ;

/** RFC 3261 20.15.
 *  @header "Content-Type" "c" @single */
contentTypeValue : media=mediaType sws (semi contentTypeParam)* ;

/** RFC 3261 25.1 m-type SLASH m-subtype. */
mediaType : mainType=token sws slash subType=token ;

/** RFC 3261 25.1 m-parameter. The boundary is named because it decides how the body is read (RFC 2046 5.1.1). */
contentTypeParam : boundaryParam | params+=mediaParameter ;

/** RFC 2046 5.1.1 boundary. */
boundaryParam : boundaryName sws equal boundary=mediaValue sws ;
boundaryName : b o u n d a r y ;

/** RFC 3261 25.1 m-parameter. */
mediaParameter : paramName=mediaParameterName sws equal paramValue=mediaValue sws ;

/** A token that names none of the known parameters.
 *  @except boundaryName */
mediaParameterName : token ;

/** RFC 3261 25.1 m-value. */
mediaValue : token | quotedString ;

/** RFC 3261 20.24.
 *  @header "MIME-Version" @single */
mimeVersionValue : mimeVersion=mimeVersionNumber sws ;

/** RFC 3261 25.1 MIME-Version, its number. */
mimeVersionNumber : digit+ DOT digit+ ;
