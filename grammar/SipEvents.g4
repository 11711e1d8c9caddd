// Header fields of publication and event notification (RFC 3903, 5839, 6665).
grammar SipEvents;

/** RFC 3903 12. No quotes, no list, no parameters; opaque.
 *  @header "SIP-ETag" @single */
sipEtagValue : entityTag sws ;

/** RFC 3903 12. A star means nothing special here.
 *  @header "SIP-If-Match" @single */
sipIfMatchValue : entityTag sws ;

/** RFC 3903 12 entity-tag. Compared octet for octet. */
entityTag : tag=token ;

/** RFC 5839 6. A star alone is a wildcard, although it is an entity-tag by form.
 *  @header "Suppress-If-Match" @single */
suppressIfMatchValue : (star=STAR | tag=suppressTag) sws ;

/** RFC 3903 12 entity-tag other than the wildcard.
 *  @except wildcard */
suppressTag : token ;

/** RFC 5839 6 the wildcard. */
wildcard : STAR ;

/** RFC 6665 8.4.
 *  @header "Event" "o" @single */
eventValue : package=eventType sws (semi eventParam)* ;

/** RFC 6665 8.4 event-type: dot-free tokens joined by dots. */
eventType : tokenNodot (DOT tokenNodot)* ;

/** RFC 6665 8.4 token-nodot. */
tokenNodot : (alphanum | DASH | EXCLAM | PERCENT | STAR | UNDERSCORE | PLUS | BACKTICK | APOSTROPHE | TILDE)+ ;

/** RFC 6665 8.4 event-param. */
eventParam : eventId | params+=eventExtension ;

/** RFC 6665 8.4 event-param, its id. */
eventId : idName sws equal id=token sws ;
idName : i d ;

/** RFC 6665 8.4 event-param, generic. */
eventExtension : paramName=eventExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except idName */
eventExtensionName : token ;

/** RFC 6665 8.4.
 *  @header "Allow-Events" "u" @list */
allowEventsValue : items+=allowedEvent (comma items+=allowedEvent)* ;

/** One entry of Allow-Events. */
allowedEvent : package=eventType sws ;

/** RFC 6665 8.4.
 *  @header "Subscription-State" @single */
subscriptionStateValue : substate=token sws (semi subexpParam)* ;

/** RFC 6665 8.4 subexp-params. */
subexpParam : subexpReason | subexpExpires | subexpRetryAfter | params+=subexpExtension ;

/** RFC 6665 8.4 subexp-params, why it ended. */
subexpReason : reasonName sws equal reason=token sws ;
reasonName : r e a s o n ;

/** RFC 6665 8.4 subexp-params, seconds left. */
subexpExpires : expiresName sws equal expires=deltaSeconds sws ;

/** RFC 6665 8.4 subexp-params, when to come again. */
subexpRetryAfter : retryAfterName sws equal retryAfter=deltaSeconds sws ;
retryAfterName : r e t r y DASH a f t e r ;

/** The names of the parameters above. */
subexpKnown : reasonName | expiresName | retryAfterName ;

/** RFC 6665 8.4 subexp-params, generic. */
subexpExtension : paramName=subexpExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except subexpKnown */
subexpExtensionName : token ;
