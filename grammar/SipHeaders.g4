// Header fields that every message or its route needs (RFC 3261 section 20, RFC 3327, 3608), and Contact. Each rule
// with @header is a start rule: it takes the value that the first level (Sip.g4, messageHead) has cut out, and must
// take all of it. What the annotations mean stands in README.md.
grammar SipHeaders;

/** RFC 3261 20.8.
 *  @header "Call-ID" "i" @single @mandatory request response */
callIdValue : call=callId sws ;

/** RFC 3261 25.1 callid. Compared octet for octet; quotes and brackets do not pair in it. */
callId : word (AT word)? ;

/** RFC 3261 20.16. Its method is that of the request (RFC 3261 8.1.1.5).
 *  @header "CSeq" @single @mandatory request response
 *  @agree verb "Request-Line" verb else method_mismatch */
cseqValue : sequence=cseqNumber lws verb=method sws ;

/** RFC 3261 8.1.1.5: below 2^31.
 *  @type u32 max 2147483647 */
cseqNumber : digit+ ;

/** RFC 3261 25.1 Method. Case-sensitive; which names are known is no matter of syntax. */
method : token ;

/** RFC 3261 20.22: 0 to 255.
 *  @header "Max-Forwards" @single @mandatory request
 *  @tolerate missing-max-forwards insert "70"
 *   "RFC 3261 16.3: peers of RFC 2543 do not send it, and no answer depends on it" */
maxForwardsValue : hops=hopCount sws ;

/** RFC 3261 20.22.
 *  @type u32 max 255 */
hopCount : digit+ ;

// ---- From and To ----

/** RFC 3261 20.20.
 *  @header "From" "f" @single @mandatory request response */
fromValue : address (semi fromParam)* ;

/** RFC 3261 20.39.
 *  @header "To" "t" @single @mandatory request response */
toValue : address (semi fromParam)* ;

/** RFC 3261 25.1 from-param and to-param. */
fromParam : tagParam | params+=fromExtension ;

/** RFC 3261 25.1 tag-param. */
tagParam : tagName sws equal tag=token sws ;
tagName : t a g ;

/** RFC 3261 25.1 generic-param of From and To. */
fromExtension : paramName=fromExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except tagName */
fromExtensionName : token ;

// ---- Via ----

/** RFC 3261 20.42.
 *  @header "Via" "v" @list @mandatory request response */
viaValue : items+=viaParm (comma items+=viaParm)* ;

/** RFC 3261 25.1 via-parm. Blanks are legal around the slashes and the colon.
 *  @default protocolName "SIP" @default protocolVersion "2.0" */
viaParm : protocolName=token sws slash protocolVersion=token sws slash transportName=token lws by=sentBy
          (semi viaParams)* ;

/** RFC 3261 25.1 sent-by. */
sentBy : hostPart=host sws (colon portNumber=port sws)? ;

/** RFC 3261 25.1 via-params. A known name with a bad value does not fall back to an extension. */
viaParams : viaTtl | viaMaddr | viaReceived | viaBranch | viaRport | viaAlias | viaKeep | viaComp | viaOc | viaOcAlgo
          | viaOcValidity | viaOcSeq | params+=viaExtension ;

/** RFC 3261 25.1 via-ttl. */
viaTtl : ttlName sws equal ttl=ttlNumber sws ;

/** RFC 3261 25.1 via-maddr. */
viaMaddr : maddrName sws equal maddr=host sws ;

/** RFC 3261 25.1 via-received. RFC 5118 4.5: brackets around an IPv6 address are taken too. */
viaReceived : receivedName sws equal received=receivedAddress sws ;
receivedName : r e c e i v e d ;

/** RFC 3261 25.1 via-received, its value. */
receivedAddress : ipv4address | ipv6address | ipv6reference ;

/** RFC 3261 25.1 via-branch. Obligatory in prose only. */
viaBranch : branchName sws equal branch=token sws ;
branchName : b r a n c h ;

/** RFC 3581 4 response-port: the name alone asks for the answer's way back. */
viaRport : rport=rportName sws (equal rportValue=port sws)? ;
rportName : r p o r t ;

/** RFC 5923 8.2 via-alias. With a value it is a via-extension, and means the same. */
viaAlias : alias=aliasName sws (equal aliasValue=genValue sws)? ;
aliasName : a l i a s ;

/** RFC 6223 keep. */
viaKeep : keep=keepName sws (equal keepValue=deltaSeconds sws)? ;
keepName : k e e p ;

/** RFC 3486 via-compression. */
viaComp : compName sws equal comp=token sws ;

/** RFC 7339 4.1 oc. */
viaOc : oc=ocName sws (equal ocValue=deltaSeconds sws)? ;
ocName : o c ;

/** RFC 7339 4.2 oc-algo: one or more names in quotes. */
viaOcAlgo : ocAlgoName sws equal DQUOTE ocAlgos+=token sws (comma ocAlgos+=token sws)* DQUOTE sws ;
ocAlgoName : o c DASH a l g o ;

/** RFC 7339 4.3 oc-validity, milliseconds. */
viaOcValidity : ocValidity=ocValidityName sws (equal ocValidityValue=deltaSeconds sws)? ;
ocValidityName : o c DASH v a l i d i t y ;

/** RFC 7339 4.4 oc-seq. */
viaOcSeq : ocSeqName sws equal ocSeq=ocSeqNumber sws ;
ocSeqName : o c DASH s e q ;
ocSeqNumber : digit+ DOT digit+ ;

/** The names of the parameters above. */
viaKnown : ttlName | maddrName | receivedName | branchName | rportName | aliasName | keepName | compName | ocName
         | ocAlgoName | ocValidityName | ocSeqName ;

/** RFC 3261 25.1 via-extension. */
viaExtension : paramName=viaExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except viaKnown */
viaExtensionName : token ;

// ---- routes ----

/** RFC 3261 20.30.
 *  @header "Record-Route" @list */
recordRouteValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3261 20.34.
 *  @header "Route" @list */
routeValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3327 4.
 *  @header "Path" @list */
pathValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3608 5.
 *  @header "Service-Route" @list */
serviceRouteValue : items+=routeParam (comma items+=routeParam)* ;

/** RFC 3261 25.1 route-param: the brackets are obligatory. */
routeParam : nameAddr (semi params+=genericParam)* ;

// ---- Contact ----

/** RFC 3261 20.10. A star alone is no display-name: only what follows tells.
 *  @header "Contact" "m" @list
 *  @tolerate unreadable-contact ignore in PUBLISH "RFC 3903 4: in a PUBLISH it means nothing" */
contactValue : star=STAR sws | items+=contactParam (comma items+=contactParam)* ;

/** RFC 3261 25.1 contact-param. */
contactParam : address (semi contactParams)* ;

/** RFC 3261 25.1 contact-params. */
contactParams : contactQ | contactExpires | contactInstance | contactRegId | contactPubGruu | contactTempGruu
              | features+=featureParam | params+=contactExtension ;

/** RFC 3261 25.1 c-p-q. */
contactQ : qName sws equal quality=qvalue sws ;
qName : q ;

/** RFC 3261 25.1 c-p-expires. */
contactExpires : expiresName sws equal expires=deltaSeconds sws ;
expiresName : e x p i r e s ;

/** RFC 5626 10 c-p-instance: a URN in angle brackets in quotes. */
contactInstance : instanceName sws equal DQUOTE LT instance=instanceValue GT DQUOTE sws ;
instanceName : PLUS s i p DOT i n s t a n c e ;
instanceValue : uric+ ;

/** RFC 5626 10 c-p-reg. */
contactRegId : regIdName sws equal regId=regIdNumber sws ;
regIdName : r e g DASH i d ;

/** RFC 5626 4.2.1: below 2^31.
 *  @type u32 max 2147483647 */
regIdNumber : digit+ ;

/** RFC 5627 6.1 pub-gruu. */
contactPubGruu : pubGruuName sws equal pubGruu=quotedString sws ;
pubGruuName : p u b DASH g r u u ;

/** RFC 5627 6.1 temp-gruu. */
contactTempGruu : tempGruuName sws equal tempGruu=quotedString sws ;
tempGruuName : t e m p DASH g r u u ;

/** The names of the parameters above. */
contactKnown : qName | expiresName | instanceName | regIdName | pubGruuName | tempGruuName | featureWord ;

/** RFC 3261 25.1 contact-extension. */
contactExtension : paramName=contactExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except contactKnown */
contactExtensionName : token ;

/** RFC 3840 9 feature-param. Its value is a grammar of its own behind the quotes (commas, brackets, "#" and "!"), which
 *  is not read here; without quotes it is a contact-extension. */
featureParam : feature=featureTag sws (equal featureValue=genValue sws)? ;

/** RFC 3840 9 enc-feature-tag, without the parameters that have rules of their own.
 *  @except instanceName */
featureTag : featureWord ;

/** RFC 3840 9 base-tags and other-tags. */
featureWord : a u d i o | a u t o m a t a | c l a s s | d u p l e x | d a t a | c o n t r o l | m o b i l i t y
            | d e s c r i p t i o n | e v e n t s | p r i o r i t y | m e t h o d s | s c h e m e s
            | a p p l i c a t i o n | v i d e o | l a n g u a g e | t y p e | i s f o c u s | a c t o r | t e x t
            | e x t e n s i o n s | PLUS tokenChar+ ;
