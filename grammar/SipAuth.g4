// Authentication (RFC 3261 section 20, RFC 7616, RFC 7615, RFC 8760). The commas separate the parameters of one value:
// these header fields repeat in rows, and rows are never joined.
//
// The RFCs say of each parameter whether it stands in quotes. Receivers meet all mixes, so here every parameter may
// stand either way, and a capture holds the quotes that are there. A parameter that is known keeps its form: an nc that
// is not eight digits is malformed and no extension.
grammar SipAuth;

/** RFC 3261 20.44; RFC 8760. The order of rows is a preference.
 *  @header "WWW-Authenticate" @rows */
wwwAuthenticateValue : challenge ;

/** RFC 3261 20.27.
 *  @header "Proxy-Authenticate" @rows */
proxyAuthenticateValue : challenge ;

/** RFC 3261 20.7.
 *  @header "Authorization" @rows */
authorizationValue : credentials ;

/** RFC 3261 20.28.
 *  @header "Proxy-Authorization" @rows */
proxyAuthorizationValue : credentials ;

/** RFC 3261 25.1 challenge. */
challenge : digestChallenge | otherAuth ;

/** RFC 3261 25.1 credentials. */
credentials : digestCredentials | otherAuth ;

/** RFC 3261 25.1 other-challenge and other-response. */
otherAuth : authScheme=otherAuthScheme lws params+=authParam (comma params+=authParam)* ;

/** RFC 3261 25.1 the scheme of digest. */
digestScheme : d i g e s t ;

/** RFC 3261 25.1 auth-scheme. It has the parameters of RFC 3261, never the token68 of HTTP.
 *  @except digestScheme */
otherAuthScheme : token ;

/** RFC 3261 25.1 auth-param. */
authParam : paramName=token sws equal paramValue=authValue sws ;

/** RFC 3261 25.1 auth-param, its value. */
authValue : token | quotedString ;

// ---- parameters of both sides ----

/** RFC 3261 25.1 realm. */
digestRealm : realmName sws equal realm=authValue sws ;
realmName : r e a l m ;

/** RFC 3261 25.1 nonce. */
digestNonce : nonceName sws equal nonce=authValue sws ;
nonceName : n o n c e ;

/** RFC 3261 25.1 opaque. */
digestOpaque : opaqueName sws equal opaque=authValue sws ;
opaqueName : o p a q u e ;

/** RFC 3261 25.1 algorithm; RFC 8760 2.1 names the values. */
digestAlgorithm : algorithmName sws equal algorithm=authValue sws ;
algorithmName : a l g o r i t h m ;

qopName : q o p ;
cnonceName : c n o n c e ;
ncName : n c ;

// ---- challenges ----

/** RFC 3261 25.1 challenge of digest. */
digestChallenge : authScheme=digestScheme lws digestCln (comma digestCln)* ;

/** RFC 3261 25.1 digest-cln. */
digestCln : digestRealm | digestDomain | digestNonce | digestOpaque | digestStale | digestAlgorithm | digestQopOptions
          | params+=challengeExtension ;

/** RFC 3261 25.1 domain: URIs with blanks between them, or one without quotes. */
digestDomain : domainName sws equal (DQUOTE quotedDomains DQUOTE | bareDomain) sws ;
domainName : d o m a i n ;

/** RFC 3261 25.1 domain, in quotes. */
quotedDomains : domains+=domainUri (lws domains+=domainUri)* ;

/** RFC 3261 25.1 domain, as it is met without quotes. */
bareDomain : domains+=bareUri ;

/** RFC 3261 25.1 URI: absoluteURI or abs-path. */
domainUri : uric+ ;

/** A URI without quotes ends where the next parameter begins. */
bareUri : (unreserved | escaped | SEMICOLON | SLASH | QUESTION | COLON | AT | AMPERSAND | EQ | PLUS | DOLLAR
          | LBRACKET | RBRACKET)+ ;

/** RFC 3261 25.1 stale. What is not "true" is well-formed and means false (RFC 7616 3.3). */
digestStale : staleName sws equal stale=authValue sws ;
staleName : s t a l e ;

/** RFC 3261 25.1 qop-options: a list in quotes, with a bare comma there and with blanks in RFC 7616 3.3. */
digestQopOptions : qopName sws equal (DQUOTE sws qops+=token sws (comma qops+=token sws)* DQUOTE | qops+=token) sws ;

/** The names of the parameters of a challenge. */
challengeKnown : realmName | domainName | nonceName | opaqueName | staleName | algorithmName | qopName ;

/** RFC 3261 25.1 auth-param of a challenge. */
challengeExtension : paramName=challengeExtensionName sws equal paramValue=authValue sws ;

/** A token that names none of the known parameters.
 *  @except challengeKnown */
challengeExtensionName : token ;

// ---- credentials ----

/** RFC 3261 25.1 credentials of digest. */
digestCredentials : authScheme=digestScheme lws digResp (comma digResp)* ;

/** RFC 3261 25.1 dig-resp. */
digResp : digestUsername | digestRealm | digestNonce | digestUri | digestDresponse | digestAlgorithm | digestCnonce
        | digestOpaque | digestQop | digestNc | params+=credentialsExtension ;

/** RFC 3261 25.1 username. */
digestUsername : usernameName sws equal username=authValue sws ;
usernameName : u s e r n a m e ;

/** RFC 3261 25.1 digest-uri (erratum 316: its value is the Request-URI). */
digestUri : uriName sws equal (DQUOTE quotedDigestUri DQUOTE | bareDigestUri) sws ;
uriName : u r i ;

/** RFC 3261 25.1 digest-uri-value. */
quotedDigestUri : digestUriValue=domainUri ;

/** RFC 3261 25.1 digest-uri-value, as it is met without quotes. */
bareDigestUri : digestUriValue=bareUri ;

/** RFC 3261 25.1 dresponse. */
digestDresponse : responseName sws equal (DQUOTE response=requestDigest DQUOTE | response=requestDigest) sws ;
responseName : r e s p o n s e ;

/** RFC 8760 2.7 request-digest: as long as the algorithm makes it. */
requestDigest : lhex* ;

/** RFC 3261 25.1 cnonce. */
digestCnonce : cnonceName sws equal cnonce=authValue sws ;

/** RFC 3261 25.1 message-qop. */
digestQop : qopName sws equal qop=authValue sws ;

/** RFC 3261 25.1 nonce-count. */
digestNc : ncName sws equal (DQUOTE nc=ncValue DQUOTE | nc=ncValue) sws ;

/** RFC 3261 25.1 nc-value. */
ncValue : lhex lhex lhex lhex lhex lhex lhex lhex ;

/** The names of the parameters of credentials. */
credentialsKnown : usernameName | realmName | nonceName | uriName | responseName | algorithmName | cnonceName
                 | opaqueName | qopName | ncName ;

/** RFC 3261 25.1 auth-param of credentials. */
credentialsExtension : paramName=credentialsExtensionName sws equal paramValue=authValue sws ;

/** A token that names none of the known parameters.
 *  @except credentialsKnown */
credentialsExtensionName : token ;

// ---- what the server says afterwards ----

/** RFC 3261 20.6; RFC 7615.
 *  @header "Authentication-Info" @single */
authenticationInfoValue : ainfo (comma ainfo)* ;

/** RFC 3261 25.1 ainfo. */
ainfo : infoNextnonce | digestQop | infoRspauth | digestCnonce | digestNc | params+=infoExtension ;

/** RFC 3261 25.1 nextnonce. */
infoNextnonce : nextnonceName sws equal nextnonce=authValue sws ;
nextnonceName : n e x t n o n c e ;

/** RFC 3261 25.1 response-auth. */
infoRspauth : rspauthName sws equal (DQUOTE rspauth=requestDigest DQUOTE | rspauth=requestDigest) sws ;
rspauthName : r s p a u t h ;

/** The names of the parameters of Authentication-Info. */
infoKnown : nextnonceName | qopName | rspauthName | cnonceName | ncName ;

/** RFC 7615 3 auth-param. */
infoExtension : paramName=infoExtensionName sws equal paramValue=authValue sws ;

/** A token that names none of the known parameters.
 *  @except infoKnown */
infoExtensionName : token ;
