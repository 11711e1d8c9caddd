// Header fields that describe a message, its sender or an answer, and those that negotiate (RFC 3261 section 20).
grammar SipDescription;

/** RFC 3261 20.4.
 *  @header "Alert-Info" @list */
alertInfoValue : items+=infoReference (comma items+=infoReference)* ;

/** RFC 3261 20.18.
 *  @header "Error-Info" @list */
errorInfoValue : items+=infoReference (comma items+=infoReference)* ;

/** RFC 3261 25.1 alert-param and error-uri. */
infoReference : bracketedUri (semi params+=genericParam)* ;

/** RFC 3261 20.9.
 *  @header "Call-Info" @list */
callInfoValue : items+=callInfo (comma items+=callInfo)* ;

/** RFC 3261 25.1 info. */
callInfo : bracketedUri (semi callInfoParam)* ;

/** RFC 3261 25.1 info-param. */
callInfoParam : purposeParam | params+=purposeExtension ;

/** RFC 3261 25.1 info-param, its purpose; RFC 7433 pkg-param. */
purposeParam : purposeName sws equal purpose=token sws ;
purposeName : p u r p o s e ;

/** RFC 3261 25.1 generic-param beside a purpose. */
purposeExtension : paramName=purposeExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except purposeName */
purposeExtensionName : token ;

/** RFC 3261 20.17. It holds a comma and is no list.
 *  @header "Date" @single
 *  @tolerate unreadable-date ignore "RFC 4475 3.1.2.12: an element that does not use the date may go on without it" */
dateValue : date=rfc1123Date sws ;

/** RFC 3261 25.1 rfc1123-date: GMT only, single blanks. */
rfc1123Date : wkday COMMA SP digit digit SP month SP digit digit digit digit SP digit digit COLON digit digit COLON
              digit digit SP g m t ;

/** RFC 3261 25.1 wkday. */
wkday : m o n | t u e | w e d | t h u | f r i | s a t | s u n ;

/** RFC 3261 25.1 month. */
month : j a n | f e b | m a r | a p r | m a y | j u n | j u l | a u g | s e p | o c t | n o v | d e c ;

/** RFC 3261 20.19.
 *  @header "Expires" @single */
expiresValue : seconds=deltaSeconds sws ;

/** RFC 3261 20.23.
 *  @header "Min-Expires" @single */
minExpiresValue : seconds=deltaSeconds sws ;

/** RFC 3261 20.21.
 *  @header "In-Reply-To" @list */
inReplyToValue : items+=repliedCall (comma items+=repliedCall)* ;

/** One entry of In-Reply-To. */
repliedCall : call=callId sws ;

/** RFC 3261 20.25. Opaque: commas are text.
 *  @header "Organization" @single @empty */
organizationValue : (organization=textUtf8Trim lwsText*)? ;

/** RFC 3261 20.36. Opaque.
 *  @header "Subject" "s" @single @empty */
subjectValue : (subject=textUtf8Trim lwsText*)? ;

/** RFC 3261 20.26.
 *  @header "Priority" @single */
priorityValue : priority=token sws ;

/** RFC 3261 20.31.
 *  @header "Reply-To" @single */
replyToValue : address (semi params+=genericParam)* ;

/** RFC 3261 20.33.
 *  @header "Retry-After" @single */
retryAfterValue : seconds=deltaSeconds sws (remark=comment sws)? (semi retryParam)* ;

/** RFC 3261 25.1 retry-param. */
retryParam : retryDuration | params+=retryExtension ;

/** RFC 3261 25.1 retry-param, its duration. */
retryDuration : durationName sws equal duration=deltaSeconds sws ;
durationName : d u r a t i o n ;

/** RFC 3261 25.1 generic-param of Retry-After. */
retryExtension : paramName=retryExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except durationName */
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

/** RFC 3261 20.38. The RFC lets the delay be empty, which is what the blanks behind the value are already.
 *  @header "Timestamp" @single */
timestampValue : stamp=timestampNumber (lws delay=timestampDelay)? sws ;

/** RFC 3261 25.1 Timestamp, its first number. */
timestampNumber : digit+ (DOT digit*)? ;

/** RFC 3261 25.1 delay. */
timestampDelay : digit+ (DOT digit*)? | DOT digit* ;

/** RFC 3261 20.43.
 *  @header "Warning" @list */
warningValue : items+=warning (comma items+=warning)* ;

/** RFC 3261 25.1 warning-value: exactly one blank between the parts. */
warning : code=warnCode SP agent=warnAgent SP warnText=quotedString sws ;

/** RFC 3261 25.1 warn-code. More than three digits are a number out of range, as RFC 4475 3.1.2.5 takes them.
 *  @type u32 max 999 */
warnCode : digit digit digit | (D_1 | D_2 | D_3 | D_4 | D_5 | D_6 | D_7 | D_8 | D_9) digit digit digit+ ;

/** RFC 3261 25.1 warn-agent: hostport or pseudonym, which overlap and are not told apart. */
warnAgent : host (COLON digit+)? | token ;

// ---- negotiation ----

/** RFC 3261 20.5.
 *  @header "Allow" @list @empty */
allowValue : (items+=allowedMethod (comma items+=allowedMethod)*)? ;

/** One entry of Allow. */
allowedMethod : verb=method sws ;

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

/** RFC 3261 25.1 extension-header: opaque, never split at commas or semicolons. */
extensionValue : (textUtf8char | utf8Cont | lwsText)* ;
