// URIs: sip and sips, tel, pres, and every other scheme as absoluteURI; name-addr and addr-spec.
//
// A scheme that has rules here commits to them: a malformed SIP, tel or pres URI is no absoluteURI. Outside angle
// brackets a URI has neither comma, semicolon nor question mark (RFC 8217), so each kind has a second, bare form.
grammar SipUri;

/** RFC 3261 25.1 unreserved. */
unreserved : alphanum | DASH | UNDERSCORE | DOT | EXCLAM | TILDE | STAR | APOSTROPHE | LPAREN | RPAREN ;

/** RFC 3261 25.1 escaped. */
escaped : PERCENT hexdig hexdig ;

// ---- sip and sips ----

/** RFC 3261 25.1 user. Case-sensitive; may hold the separators of parameters. telephone-subscriber is part of it:
 *  only user=phone tells. */
user : (unreserved | escaped | AMPERSAND | EQ | PLUS | DOLLAR | COMMA | SEMICOLON | QUESTION | SLASH)+ ;

/** RFC 3261 25.1 user as RFC 8217 leaves it outside angle brackets: no comma, semicolon or question mark. */
userBare : (unreserved | escaped | AMPERSAND | EQ | PLUS | DOLLAR | SLASH)+ ;

/** RFC 3261 25.1 password. */
password : (unreserved | escaped | AMPERSAND | EQ | PLUS | DOLLAR | COMMA)* ;

/** RFC 3261 25.1 password outside angle brackets (RFC 8217). */
passwordBare : (unreserved | escaped | AMPERSAND | EQ | PLUS | DOLLAR)* ;

/** RFC 3261 25.1 the schemes "sip" and "sips". */
sipScheme : s i p s? ;

/** RFC 3261 25.1 paramchar. */
paramchar : LBRACKET | RBRACKET | SLASH | COLON | AMPERSAND | PLUS | DOLLAR | unreserved | escaped ;

/** RFC 3261 25.1 pname. */
pname : paramchar+ ;

/** RFC 3261 25.1 pvalue. */
pvalue : paramchar+ ;

/** RFC 3261 25.1 uri-parameter. */
uriParameter : uriTransport | uriUser | uriMethod | uriTtl | uriMaddr | uriLr | uriGr | uriOb | uriComp | uriCause
             | uriTarget | uriParams+=otherParam ;

/** RFC 3261 25.1 transport-param. */
uriTransport : uriTransportName EQ transport=token ;
uriTransportName : t r a n s p o r t ;

/** RFC 3261 25.1 user-param. */
uriUser : userName EQ userKind=token ;
userName : u s e r ;

/** RFC 3261 25.1 method-param. */
uriMethod : methodName EQ uriVerb=token ;
methodName : m e t h o d ;

/** RFC 3261 25.1 ttl-param. */
uriTtl : ttlName EQ ttl=ttlNumber ;
ttlName : t t l ;

/** RFC 3261 25.1 ttl: 0 to 255.
 *  @type u32 max 255 */
ttlNumber : digit (digit digit?)? ;

/** RFC 3261 25.1 maddr-param. */
uriMaddr : maddrName EQ maddr=host ;
maddrName : m a d d r ;

/** RFC 3261 25.1 lr-param. "lr=true" is an other-param there and means the same on the wire. */
uriLr : lr=lrName (EQ lrValue=pvalue)? ;
lrName : l r ;

/** RFC 5627 gr-param. */
uriGr : gr=grName (EQ grValue=pvalue)? ;
grName : g r ;

/** RFC 5626 5.1 ob-param. With a value it is an other-param, and means the same. */
uriOb : ob=obName (EQ obValue=pvalue)? ;
obName : o b ;

/** RFC 3486 comp-param. */
uriComp : compName EQ comp=token ;
compName : c o m p ;

/** RFC 4458 cause-param. */
uriCause : causeName EQ cause=causeNumber ;
causeName : c a u s e ;

/** RFC 4458: a status code.
 *  @type u32 max 699 */
causeNumber : digit digit digit ;

/** RFC 4458 target-param. */
uriTarget : targetName EQ retarget=pvalue ;
targetName : t a r g e t ;

/** The names of the parameters above. */
uriKnown : uriTransportName | userName | methodName | ttlName | maddrName | lrName | grName | obName | compName
         | causeName | targetName ;

/** RFC 3261 25.1 other-param. */
otherParam : paramName=otherParamName (EQ paramValue=pvalue)? ;

/** A pname that names none of the known parameters.
 *  @except uriKnown */
otherParamName : pname ;

/** RFC 3261 25.1 hname and hvalue, one character of them. */
hnvChar : LBRACKET | RBRACKET | SLASH | QUESTION | COLON | PLUS | DOLLAR | unreserved | escaped ;

/** RFC 3261 25.1 hname. */
hname : hnvChar+ ;

/** RFC 3261 25.1 hvalue: a header field's value under escapes, which are not undone here. */
hvalue : hnvChar* ;

/** RFC 3261 25.1 header, within a URI. */
uriHeader : headerName=hname EQ headerValue=hvalue ;

/** RFC 3261 25.1 SIP-URI and SIPS-URI. */
sipUri : scheme=sipScheme COLON (userPart=user (COLON passwordPart=password)? AT)? hostPart=host
         (COLON portNumber=port)? (SEMICOLON uriParameter)*
         (QUESTION uriHeaders+=uriHeader (AMPERSAND uriHeaders+=uriHeader)*)? ;

/** RFC 8217 4.1: a SIP URI that stands without angle brackets has no parameters and no headers. */
sipUriBare : scheme=sipScheme COLON (userPart=userBare (COLON passwordPart=passwordBare)? AT)? hostPart=host
             (COLON portNumber=port)? ;

// ---- tel ----

/** RFC 3966 3 telephone-uri, its scheme. */
telScheme : t e l ;

/** RFC 3966 3 visual-separator. */
visualSeparator : DASH | DOT | LPAREN | RPAREN ;

/** RFC 3966 3 phonedigit. */
phoneDigits : (digit | visualSeparator)+ ;

/** RFC 3966 3 global-number-digits: at least one digit among the separators. */
globalNumberDigits : PLUS visualSeparator* digit (digit | visualSeparator)* ;

/** RFC 3966 3 local-number-digits: at least one character that is no separator. */
localNumberDigits : visualSeparator* (hexdig | STAR | HASH) (hexdig | STAR | HASH | visualSeparator)* ;

/** RFC 3966 3 telephone-uri. A local number needs its context, once, anywhere among the parameters. */
telUri : scheme=telScheme COLON (telGlobal | telLocal) ;

/** RFC 3966 3 global-number. */
telGlobal : globalNumber=globalNumberDigits (SEMICOLON telParameter)* ;

/** RFC 3966 3 local-number. */
telLocal : localNumber=localNumberDigits (SEMICOLON telParameter)* SEMICOLON telContext (SEMICOLON telParameter)* ;

/** RFC 3966 3 par. */
telParameter : telExtension | telIsub | uriParams+=telOther ;

/** RFC 3966 3 context. */
telContext : contextName EQ phoneContext=telDescriptor ;
contextName : p h o n e DASH c o n t e x t ;

/** RFC 3966 3 descriptor. */
telDescriptor : hostname | globalNumberDigits ;

/** RFC 3966 3 extension. */
telExtension : extName EQ ext=phoneDigits ;
extName : e x t ;

/** RFC 3966 3 isdn-subaddress, without the semicolon of uric: it would take the next parameter in. */
telIsub : isubName EQ isub=isubText ;
isubName : i s u b ;
isubText : (unreserved | escaped | SLASH | QUESTION | COLON | AT | AMPERSAND | EQ | PLUS | DOLLAR | COMMA)+ ;

/** The names of the parameters above. */
telKnown : contextName | extName | isubName ;

/** RFC 3966 3 parameter. */
telOther : paramName=telOtherName (EQ paramValue=pvalue)? ;

/** RFC 3966 3 pname, one that names none of the known parameters.
 *  @except telKnown */
telOtherName : telPname ;

/** RFC 3966 3 pname. */
telPname : (alphanum | DASH)+ ;

/** A telephone-uri without parameters, which is a global number: a local one needs its context. */
telUriBare : scheme=telScheme COLON globalNumber=globalNumberDigits ;

// ---- pres ----

/** RFC 3859 A pres URI, its scheme. */
presScheme : p r e s ;

/** RFC 3859 A: the local part of a mailbox, escaped as in a URI. */
presLocal : (unreserved | escaped | AMPERSAND | EQ | PLUS | DOLLAR | SLASH)+ ;

/** RFC 3859 A pres URI. */
presUri : scheme=presScheme COLON userPart=presLocal AT hostPart=host
          (QUESTION uriHeaders+=uriHeader (AMPERSAND uriHeaders+=uriHeader)*)? ;

/** A pres URI without headers. */
presUriBare : scheme=presScheme COLON userPart=presLocal AT hostPart=host ;

// ---- every other scheme ----

/** The schemes that commit to their own rules. */
committedScheme : sipScheme | telScheme | presScheme ;

/** RFC 3261 25.1 scheme.
 *  @except committedScheme */
otherScheme : alpha (alpha | digit | PLUS | DASH | DOT)* ;

/** RFC 2396 uric, with the brackets that RFC 3986 adds. */
uric : unreserved | escaped | SEMICOLON | SLASH | QUESTION | COLON | AT | AMPERSAND | EQ | PLUS | DOLLAR | COMMA
     | LBRACKET | RBRACKET ;

/** RFC 3261 25.1 absoluteURI: hier-part and opaque-part together are one or more uric. Erratum 1051 is within it. */
absoluteUri : scheme=otherScheme COLON opaque=uricPart ;

/** The part of an absoluteURI behind its scheme. */
uricPart : uric+ ;

/** RFC 8217 4.1: an absoluteURI that stands without angle brackets has no comma, semicolon or question mark. */
absoluteUriBare : scheme=otherScheme COLON opaque=uricPartBare ;

/** The part of a bare absoluteURI behind its scheme. */
uricPartBare : (unreserved | escaped | SLASH | COLON | AT | AMPERSAND | EQ | PLUS | DOLLAR | LBRACKET | RBRACKET)+ ;

// ---- where a header field holds a URI ----

/** RFC 3261 25.1 addr-spec inside angle brackets.
 *  @tolerate blanks-in-brackets drop " " behind "<"
 *   "RFC 4475 3.1.2.14: the blanks around a URI in brackets belong to nothing" */
addrSpec : sipUri | telUri | presUri | absoluteUri ;

/** RFC 8217 4.1 addr-spec outside angle brackets. */
addrSpecBare : sipUriBare | telUriBare | presUriBare | absoluteUriBare ;

/** RFC 3261 25.1 display-name. Erratum 5598 and RFC 4475 3.1.1.6: no blank is needed between it and the bracket. */
displayName : quotedString | token (lws token)* ;

/** RFC 3261 25.1 name-addr.
 *  @tolerate blanks-in-brackets drop " " before ">" */
nameAddr : (display=displayName sws)? LT uri=addrSpec GT sws ;

/** RFC 3261 25.1 name-addr or addr-spec. */
address : nameAddr | uri=addrSpecBare sws ;

/** RFC 3261 25.1 absoluteURI in LAQUOT and RAQUOT, as Alert-Info, Call-Info and Error-Info have it. */
bracketedUri : LT uri=addrSpec GT sws ;
