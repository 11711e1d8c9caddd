// Header fields of extensions to calls and registrations (RFC 3262, 3323, 3325, 3326, 3515, 3841, 3891, 3892, 4028,
// 4412, 5626, 7433).
grammar SipExtensions;

// ---- RFC 3262: reliable provisional responses ----

/** RFC 3262 10.
 *  @header "RSeq" @single */
rseqValue : responseNumber=deltaSeconds sws ;

/** RFC 3262 10.
 *  @header "RAck" @single */
rackValue : responseNumber=deltaSeconds lws sequence=cseqNumber lws verb=method sws ;

// ---- RFC 3323, 3325: privacy and asserted identity ----

/** RFC 3323 4.2. The semicolons separate values, not parameters.
 *  @header "Privacy" @single */
privacyValue : items+=privValue (semi items+=privValue)* ;

/** RFC 3323 4.2 priv-value. */
privValue : privacy=token sws ;

/** RFC 3325 9.1. Nothing may follow the address but the next one.
 *  @header "P-Asserted-Identity" @list */
pAssertedIdentityValue : items+=identity (comma items+=identity)* ;

/** RFC 3325 9.2.
 *  @header "P-Preferred-Identity" @list */
pPreferredIdentityValue : items+=identity (comma items+=identity)* ;

/** RFC 3325 9.1 PAssertedID-value. */
identity : address ;

// ---- RFC 3326: why ----

/** RFC 3326 2.
 *  @header "Reason" @list */
reasonValue : items+=reasonItem (comma items+=reasonItem)* ;

/** RFC 3326 2 reason-value. */
reasonItem : protocolName=token sws (semi reasonParam)* ;

/** RFC 3326 2 reason-params. */
reasonParam : reasonCause | reasonText | reasonLocation | params+=reasonExtension ;

/** RFC 3326 2 protocol-cause. */
reasonCause : causeName sws equal cause=deltaSeconds sws ;

/** RFC 3326 2 reason-text. */
reasonText : textName sws equal explanation=quotedString sws ;
textName : t e x t ;

/** RFC 8606 4 isup-cause-location. */
reasonLocation : locationName sws equal location=token sws ;
locationName : l o c a t i o n ;

/** The names of the parameters above. */
reasonKnown : causeName | textName | locationName ;

/** RFC 3326 2 reason-extension. */
reasonExtension : paramName=reasonExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except reasonKnown */
reasonExtensionName : token ;

// ---- RFC 3515, 3892: referral ----

/** RFC 3515 2.1.
 *  @header "Refer-To" "r" @single */
referToValue : address (semi params+=genericParam)* ;

/** RFC 3892 3.
 *  @header "Referred-By" "b" @single */
referredByValue : address (semi referredByParam)* ;

/** RFC 3892 3 referredby-id-param and generic-param. */
referredByParam : referredById | params+=referredByExtension ;

/** RFC 3892 3 sip-clean-msg-id, without its quotes. */
referredById : cidName sws equal DQUOTE cid=cleanMsgId DQUOTE sws ;
cidName : c i d ;

/** RFC 3892 3 sip-clean-msg-id. */
cleanMsgId : dotAtom AT (dotAtom | host) ;

/** RFC 3892 3 dot-atom. */
dotAtom : tokenNodot (DOT tokenNodot)* ;

/** RFC 3892 3 generic-param of Referred-By. */
referredByExtension : paramName=referredByExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except cidName */
referredByExtensionName : token ;

// ---- RFC 3841: caller preferences ----

/** RFC 3841 10.
 *  @header "Accept-Contact" "a" @list */
acceptContactValue : items+=contactPreference (comma items+=contactPreference)* ;

/** RFC 3841 10.
 *  @header "Reject-Contact" "j" @list */
rejectContactValue : items+=contactRejection (comma items+=contactRejection)* ;

/** RFC 3841 10 ac-value. */
contactPreference : star=STAR sws (semi preferenceParam)* ;

/** RFC 3841 10 ac-params. */
preferenceParam : preferenceRequire | preferenceExplicit | features+=preferenceFeature | params+=preferenceExtension ;

/** RFC 3841 10 req-param. With a value it is a generic-param, and means the same. */
preferenceRequire : demanded=requireName sws (equal demandedValue=genValue sws)? ;
requireName : r e q u i r e ;

/** RFC 3841 10 explicit-param. With a value it is a generic-param, and means the same. */
preferenceExplicit : exact=explicitName sws (equal exactValue=genValue sws)? ;
explicitName : e x p l i c i t ;

/** RFC 3840 9 feature-param, where no other parameter begins with a plus sign. */
preferenceFeature : feature=featureWord sws (equal featureValue=genValue sws)? ;

/** The names of the parameters above. */
preferenceKnown : requireName | explicitName | featureWord ;

/** RFC 3841 10 generic-param of ac-params. */
preferenceExtension : paramName=preferenceExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except preferenceKnown */
preferenceExtensionName : token ;

/** RFC 3841 10 rc-value. */
contactRejection : star=STAR sws (semi rejectionParam)* ;

/** RFC 3841 10 rc-params. */
rejectionParam : features+=preferenceFeature | params+=rejectionExtension ;

/** RFC 3841 10 generic-param of rc-params. */
rejectionExtension : paramName=rejectionExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except featureWord */
rejectionExtensionName : token ;

/** RFC 3841 10.
 *  @header "Request-Disposition" "d" @list */
requestDispositionValue : items+=directive (comma items+=directive)* ;

/** RFC 3841 10 directive. */
directive : wish=directiveWord sws ;

/** RFC 3841 10 proxy-, cancel-, fork-, recurse-, parallel- and queue-directive. */
directiveWord : p r o x y | r e d i r e c t | c a n c e l | n o DASH c a n c e l | f o r k | n o DASH f o r k
              | r e c u r s e | n o DASH r e c u r s e | p a r a l l e l | s e q u e n t i a l | q u e u e
              | n o DASH q u e u e ;

// ---- RFC 3891: Replaces ----

/** RFC 3891 6.1.
 *  @header "Replaces" @single */
replacesValue : call=callId sws (semi replacesParam)* ;

/** RFC 3891 6.1 replaces-param. */
replacesParam : replacesToTag | replacesFromTag | replacesEarly | params+=replacesExtension ;

/** RFC 3891 6.1 to-tag. */
replacesToTag : toTagName sws equal toTag=token sws ;
toTagName : t o DASH t a g ;

/** RFC 3891 6.1 from-tag. */
replacesFromTag : fromTagName sws equal fromTag=token sws ;
fromTagName : f r o m DASH t a g ;

/** RFC 3891 6.1 early-flag. With a value it is a generic-param, and means the same. */
replacesEarly : earlyOnly=earlyOnlyName sws (equal earlyOnlyValue=genValue sws)? ;
earlyOnlyName : e a r l y DASH o n l y ;

/** The names of the parameters above. */
replacesKnown : toTagName | fromTagName | earlyOnlyName ;

/** RFC 3891 6.1 generic-param of Replaces. */
replacesExtension : paramName=replacesExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except replacesKnown */
replacesExtensionName : token ;

// ---- RFC 4028: session timer ----

/** RFC 4028 4.
 *  @header "Session-Expires" "x" @single */
sessionExpiresValue : seconds=deltaSeconds sws (semi sessionParam)* ;

/** RFC 4028 4 se-params. */
sessionParam : sessionRefresher | params+=sessionExtension ;

/** RFC 4028 4 refresher-param. */
sessionRefresher : refresherName sws equal refresher=refresherRole sws ;
refresherName : r e f r e s h e r ;

/** RFC 4028 4 refresher-param, its value. */
refresherRole : u a s | u a c ;

/** RFC 4028 4 generic-param of Session-Expires. */
sessionExtension : paramName=sessionExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except refresherName */
sessionExtensionName : token ;

/** RFC 4028 5.
 *  @header "Min-SE" @single */
minSeValue : seconds=deltaSeconds sws (semi params+=genericParam)* ;

// ---- RFC 4412: priority of resources ----

/** RFC 4412 3.1.
 *  @header "Resource-Priority" @list */
resourcePriorityValue : items+=resourceValue (comma items+=resourceValue)* ;

/** RFC 4412 3.2.
 *  @header "Accept-Resource-Priority" @list @empty */
acceptResourcePriorityValue : (items+=resourceValue (comma items+=resourceValue)*)? ;

/** RFC 4412 3.1 r-value. */
resourceValue : resourceNamespace=tokenNodot DOT resourcePriority=tokenNodot sws ;

// ---- RFC 5626: flows ----

/** RFC 5626 10.
 *  @header "Flow-Timer" @single */
flowTimerValue : seconds=deltaSeconds sws ;

// ---- RFC 7433: call control UUI ----

/** RFC 7433 4.1.
 *  @header "User-to-User" @list */
userToUserValue : items+=uuiValue (comma items+=uuiValue)* ;

/** RFC 7433 4.1 uui-value. */
uuiValue : uui=uuiData sws (semi uuiParam)* ;

/** RFC 7433 4.1 uui-data. */
uuiData : token | quotedString ;

/** RFC 7433 4.1 uui-param. */
uuiParam : purposeParam | uuiContent | uuiEncoding | params+=uuiExtension ;

/** RFC 7433 4.1 cont-param. */
uuiContent : contentName sws equal content=token sws ;
contentName : c o n t e n t ;

/** RFC 7433 4.1 enc-param. */
uuiEncoding : encodingName sws equal encoding=token sws ;
encodingName : e n c o d i n g ;

/** The names of the parameters above. */
uuiKnown : purposeName | contentName | encodingName ;

/** RFC 7433 4.1 generic-param of User-to-User. */
uuiExtension : paramName=uuiExtensionName sws (equal paramValue=genValue sws)? ;

/** A token that names none of the known parameters.
 *  @except uuiKnown */
uuiExtensionName : token ;
