// Header field values of RFC 3261 section 20 and of the extensions that presence needs. Each rule with @header is a
// start rule: it takes the value that the first level (Sip.g4, messageHead) has cut out, and must take all of it.
//
//   @header "Name" "c"    the header field's name and compact form
//   @single | @list | @rows   one value in one row; a comma list that may be split over rows; rows never joined
//   @empty                the value may be empty
//   @mandatory WHERE      a message without it is refused (request, response)
grammar SipHeaders;

import SipCore;

/** RFC 3261 25.1 accept-param, RFC 2616 q. qvalue is part of it. */
qvalue : D_0 (DOT (digit (digit digit?)?)?)? | D_1 (DOT (D_0 (D_0 D_0?)?)?)? ;

/** RFC 3261 20.8.
 *  @header "Call-ID" "i" @single @mandatory request response */
callIdValue : callId sws ;

/** RFC 3261 25.1 callid. Compared octet for octet. */
callId : word (AT word)? ;

/** RFC 3261 20.10.
 *  @header "Contact" "m" @list */
contactValue : star=STAR sws | items+=contactParam (comma items+=contactParam)* ;

/** RFC 3261 25.1 contact-param. */
contactParam : (nameAddr | uri=addrSpecBare sws) (semi contactParams)* ;

/** RFC 3261 25.1 contact-params. */
contactParams : contactQ | contactExpires | params+=contactExtension ;

/** RFC 3261 25.1 c-p-q. */
contactQ : (L_q | U_Q) sws equal quality=qvalue sws ;

/** RFC 3261 25.1 c-p-expires. */
contactExpires : (L_e | U_E) (L_x | U_X) (L_p | U_P) (L_i | U_I) (L_r | U_R) (L_e | U_E) (L_s
      | U_S) sws equal expires=deltaSeconds sws ;

/** The names of the parameters above. */
contactKnown : (L_q | U_Q) | (L_e | U_E) (L_x | U_X) (L_p | U_P) (L_i | U_I) (L_r | U_R) (L_e | U_E) (L_s | U_S) ;

/** RFC 3261 25.1 contact-extension. */
contactExtension : paramName=contactExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except contactKnown */
contactExtensionName : token ;

/** RFC 3261 20.14.
 *  @header "Content-Length" "l" @single */
contentLengthValue : octets=deltaSeconds sws ;

/** RFC 3261 20.15.
 *  @header "Content-Type" "c" @single */
contentTypeValue : media=mediaType sws (semi params+=mediaParameter)* ;

/** RFC 3261 25.1 m-type SLASH m-subtype. */
mediaType : mainType=token sws slash subType=token ;

/** RFC 3261 25.1 m-parameter. */
mediaParameter : paramName=token sws equal paramValue=mediaValue sws ;

/** RFC 3261 25.1 m-value. */
mediaValue : token | quotedString ;

/** RFC 3261 20.16.
 *  @header "CSeq" @single @mandatory request response */
cseqValue : sequence=cseqNumber lws verb=method sws ;

/** RFC 3261 8.1.1.5: below 2^31.
 *  @type u32 max 2147483647 */
cseqNumber : digit+ ;

/** RFC 3261 25.1 Method. Case-sensitive; which names are known is no matter of syntax. */
method : token ;

/** RFC 3261 20.17.
 *  @header "Date" @single */
dateValue : rfc1123Date sws ;

/** RFC 3261 25.1 rfc1123-date: GMT only, single blanks. */
rfc1123Date : wkday COMMA SP digit digit SP month SP digit digit digit digit SP digit digit COLON digit digit
      COLON digit digit
              SP (L_g | U_G) (L_m | U_M) (L_t | U_T) ;

/** RFC 3261 25.1 wkday. */
wkday : (L_m | U_M) (L_o | U_O) (L_n | U_N) | (L_t | U_T) (L_u | U_U) (L_e | U_E) | (L_w | U_W) (L_e
      | U_E) (L_d | U_D) | (L_t | U_T) (L_h | U_H) (L_u | U_U) | (L_f | U_F) (L_r | U_R) (L_i | U_I) | (L_s
      | U_S) (L_a | U_A) (L_t | U_T) | (L_s | U_S) (L_u | U_U) (L_n | U_N) ;

/** RFC 3261 25.1 month. */
month : (L_j | U_J) (L_a | U_A) (L_n | U_N) | (L_f | U_F) (L_e | U_E) (L_b | U_B) | (L_m | U_M) (L_a
      | U_A) (L_r | U_R) | (L_a | U_A) (L_p | U_P) (L_r | U_R) | (L_m | U_M) (L_a | U_A) (L_y | U_Y) | (L_j
      | U_J) (L_u | U_U) (L_n | U_N) | (L_j | U_J) (L_u | U_U) (L_l | U_L) | (L_a | U_A) (L_u | U_U) (L_g
      | U_G) | (L_s | U_S) (L_e | U_E) (L_p | U_P) | (L_o | U_O) (L_c | U_C) (L_t | U_T) | (L_n | U_N) (L_o
      | U_O) (L_v | U_V) | (L_d | U_D) (L_e | U_E) (L_c | U_C) ;

/** RFC 3261 20.19.
 *  @header "Expires" @single */
expiresValue : seconds=deltaSeconds sws ;

/** RFC 3261 20.23.
 *  @header "Min-Expires" @single */
minExpiresValue : seconds=deltaSeconds sws ;

/** RFC 3261 20.20.
 *  @header "From" "f" @single @mandatory request response */
fromValue : (nameAddr | uri=addrSpecBare sws) (semi fromParam)* ;

/** RFC 3261 25.1 from-param and to-param. */
fromParam : tagParam | params+=fromExtension ;

/** RFC 3261 25.1 tag-param. */
tagParam : (L_t | U_T) (L_a | U_A) (L_g | U_G) sws equal tag=token sws ;

/** The names of the parameters above. */
fromKnown : (L_t | U_T) (L_a | U_A) (L_g | U_G) ;

/** RFC 3261 25.1 generic-param of From and To. */
fromExtension : paramName=fromExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except fromKnown */
fromExtensionName : token ;

/** RFC 3261 20.39.
 *  @header "To" "t" @single @mandatory request response */
toValue : (nameAddr | uri=addrSpecBare sws) (semi fromParam)* ;

/** RFC 3261 20.22: 0 to 255.
 *  @header "Max-Forwards" @single @mandatory request */
maxForwardsValue : hops=hopCount sws ;

/** RFC 3261 20.22.
 *  @type u32 max 255 */
hopCount : digit+ ;

/** RFC 3261 20.30.
 *  @header "Record-Route" @list */
recordRouteValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3261 20.34.
 *  @header "Route" @list */
routeValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3261 25.1 route-param: the brackets are obligatory. */
routeParam : nameAddr (semi params+=genericParam)* ;

/** RFC 3261 20.32.
 *  @header "Require" @list */
requireValue : items+=optionTag (comma items+=optionTag)* ;

/** RFC 3261 20.29.
 *  @header "Proxy-Require" @list */
proxyRequireValue : items+=optionTag (comma items+=optionTag)* ;

/** RFC 3261 20.37.
 *  @header "Supported" "k" @list @empty */
supportedValue : (items+=optionTag (comma items+=optionTag)*)? ;

/** RFC 3261 20.40.
 *  @header "Unsupported" @list */
unsupportedValue : items+=optionTag (comma items+=optionTag)* ;

/** RFC 3261 25.1 option-tag. */
optionTag : option=token sws ;

/** RFC 3261 20.5.
 *  @header "Allow" @list @empty */
allowValue : (items+=allowedMethod (comma items+=allowedMethod)*)? ;

/** One entry of Allow. */
allowedMethod : verb=method sws ;

/** RFC 3261 20.33.
 *  @header "Retry-After" @single */
retryAfterValue : seconds=deltaSeconds sws (remark=comment sws)? (semi retryParam)* ;

/** RFC 3261 25.1 retry-param. */
retryParam : retryDuration | params+=retryExtension ;

/** RFC 3261 25.1 retry-param, its duration. */
retryDuration : (L_d | U_D) (L_u | U_U) (L_r | U_R) (L_a | U_A) (L_t | U_T) (L_i | U_I) (L_o | U_O) (L_n
      | U_N) sws equal duration=deltaSeconds sws ;

/** The names of the parameters above. */
retryKnown : (L_d | U_D) (L_u | U_U) (L_r | U_R) (L_a | U_A) (L_t | U_T) (L_i | U_I) (L_o | U_O) (L_n | U_N) ;

/** RFC 3261 25.1 generic-param of Retry-After. */
retryExtension : paramName=retryExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except retryKnown */
retryExtensionName : token ;

/** RFC 3261 20.35.
 *  @header "Server" @single */
serverValue : serverVal (lws serverVal)* sws ;

/** RFC 3261 20.41.
 *  @header "User-Agent" @single */
userAgentValue : serverVal (lws serverVal)* sws ;

/** RFC 3261 25.1 server-val. */
serverVal : products+=product | remarks+=comment ;

/** RFC 3261 25.1 product. */
product : productName=token (sws slash productVersion=token)? ;

/** RFC 3261 20.36.
 *  @header "Subject" "s" @single @empty */
subjectValue : textUtf8Trim? ;

/** RFC 3261 20.42.
 *  @header "Via" "v" @list @mandatory request response */
viaValue : items+=viaParm (comma items+=viaParm)* ;

/** RFC 3261 25.1 via-parm. Blanks are legal around the slashes and the colon. */
viaParm : protocolName=token sws slash protocolVersion=token sws slash transportName=token lws by=sentBy (semi
      viaParams)* ;

/** RFC 3261 25.1 sent-by. */
sentBy : hostPart=host sws (colon portNumber=port sws)? ;

/** RFC 3261 25.1 via-params. A known name with a bad value does not fall back to an extension. */
viaParams : viaTtl | viaMaddr | viaReceived | viaBranch | viaRport | params+=viaExtension ;

/** RFC 3261 25.1 via-ttl. */
viaTtl : (L_t | U_T) (L_t | U_T) (L_l | U_L) sws equal ttl=ttlNumber sws ;

/** RFC 3261 25.1 ttl: 0 to 255.
 *  @type u32 max 255 */
ttlNumber : digit (digit digit?)? ;

/** RFC 3261 25.1 via-maddr. */
viaMaddr : (L_m | U_M) (L_a | U_A) (L_d | U_D) (L_d | U_D) (L_r | U_R) sws equal maddr=host sws ;

/** RFC 3261 25.1 via-received. RFC 5118 4.5: brackets around an IPv6 address are taken too. */
viaReceived : (L_r | U_R) (L_e | U_E) (L_c | U_C) (L_e | U_E) (L_i | U_I) (L_v | U_V) (L_e | U_E) (L_d
      | U_D) sws equal received=receivedAddress sws ;

/** RFC 3261 25.1 via-received, its value. */
receivedAddress : ipv4address | ipv6address | ipv6reference ;

/** RFC 3261 25.1 via-branch. */
viaBranch : (L_b | U_B) (L_r | U_R) (L_a | U_A) (L_n | U_N) (L_c | U_C) (L_h | U_H) sws equal branch=token sws ;

/** RFC 3581 4 response-port. */
viaRport : rport=rportName sws (equal rportValue=port sws)? ;

/** RFC 3581 4: the name alone asks for the answer's way back. */
rportName : (L_r | U_R) (L_p | U_P) (L_o | U_O) (L_r | U_R) (L_t | U_T) ;

/** The names of the parameters above. */
viaKnown : (L_t | U_T) (L_t | U_T) (L_l | U_L) | (L_m | U_M) (L_a | U_A) (L_d | U_D) (L_d | U_D) (L_r | U_R)
      | (L_r | U_R) (L_e | U_E) (L_c | U_C) (L_e | U_E) (L_i | U_I) (L_v | U_V) (L_e | U_E) (L_d | U_D) | (L_b
      | U_B) (L_r | U_R) (L_a | U_A) (L_n | U_N) (L_c | U_C) (L_h | U_H) | (L_r | U_R) (L_p | U_P) (L_o
      | U_O) (L_r | U_R) (L_t | U_T) ;

/** RFC 3261 25.1 via-extension. */
viaExtension : paramName=viaExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except viaKnown */
viaExtensionName : token ;

/** RFC 3261 20.44; RFC 8760.
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

/** RFC 3261 25.1 challenge: the commas separate the parameters of one value. */
challenge : authScheme=token lws params+=authParam (comma params+=authParam)* ;

/** RFC 3261 25.1 credentials. */
credentials : authScheme=token lws params+=authParam (comma params+=authParam)* ;

/** RFC 3261 25.1 auth-param. Receivers meet every parameter quoted and unquoted. */
authParam : paramName=token sws equal paramValue=authValue sws ;

/** RFC 3261 25.1 auth-param, its value. */
authValue : token | quotedString ;

/** RFC 3261 25.1 extension-header: opaque, never split at commas or semicolons. */
extensionValue : (textUtf8char | utf8Cont | lwsText)* ;
