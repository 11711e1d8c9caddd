// RFC 3903 section 12 and the header fields of event notification that publication uses.
grammar SipPublish;

import SipHeaders;

/** RFC 3903 12. No quotes, no list, no parameters; opaque.
 *  @header "SIP-ETag" @single */
sipEtagValue : entityTag sws ;

/** RFC 3903 12.
 *  @header "SIP-If-Match" @single */
sipIfMatchValue : entityTag sws ;

/** RFC 3903 12 entity-tag. Compared octet for octet. */
entityTag : tag=token ;

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
eventId : (L_i | U_I) (L_d | U_D) sws equal id=token sws ;

/** The names of the parameters above. */
eventKnown : (L_i | U_I) (L_d | U_D) ;

/** RFC 6665 8.4 event-param, generic. */
eventExtension : paramName=eventExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except eventKnown */
eventExtensionName : token ;

/** RFC 6665 8.4.
 *  @header "Allow-Events" "u" @list */
allowEventsValue : items+=allowedEvent (comma items+=allowedEvent)* ;

/** One entry of Allow-Events. */
allowedEvent : package=eventType sws ;
