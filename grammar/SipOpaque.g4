// Header fields that are known and kept as they are: name, compact form and multiplicity are checked, the value is
// text. Nothing is split in them; a list may stand in several rows.
grammar SipOpaque;

/** RFC 3261 25.1 extension-header, at least one character of it. */
opaqueText : (textUtf8char | utf8Cont) (textUtf8char | utf8Cont | lwsText)* ;

/** RFC 8876.
 *  @header "AlertMsg-Error" @single */
alertmsgErrorValue : opaqueText ;

/** RFC 5373.
 *  @header "Answer-Mode" @single */
answerModeValue : opaqueText ;

/** RFC 8262.
 *  @header "Content-ID" @single */
contentIdValue : opaqueText ;

/** RFC 3261 20, kept from RFC 2543.
 *  @header "Encryption" @single */
encryptionValue : opaqueText ;

/** RFC 6809.
 *  @header "Feature-Caps" @list */
featureCapsValue : opaqueText ;

/** RFC 6442.
 *  @header "Geolocation" @list */
geolocationValue : opaqueText ;

/** RFC 6442.
 *  @header "Geolocation-Error" @single */
geolocationErrorValue : opaqueText ;

/** RFC 6442.
 *  @header "Geolocation-Routing" @single */
geolocationRoutingValue : opaqueText ;

/** RFC 3261 20, kept from RFC 2543.
 *  @header "Hide" @single */
hideValue : opaqueText ;

/** RFC 7044.
 *  @header "History-Info" @list */
historyInfoValue : opaqueText ;

/** RFC 8224 4. The quoted form of RFC 4474 is on the wire too.
 *  @header "Identity" "y" @rows */
identityValue : opaqueText ;

/** RFC 4474 9, withdrawn by RFC 8224.
 *  @header "Identity-Info" @single */
identityInfoValue : opaqueText ;

/** RFC 6086.
 *  @header "Info-Package" @single */
infoPackageValue : opaqueText ;

/** RFC 3911.
 *  @header "Join" @single */
joinValue : opaqueText ;

/** RFC 5393.
 *  @header "Max-Breadth" @single */
maxBreadthValue : opaqueText ;

/** RFC 7315 4.4.
 *  @header "P-Access-Network-Info" @list */
pAccessNetworkInfoValue : opaqueText ;

/** RFC 4964.
 *  @header "P-Answer-State" @single */
pAnswerStateValue : opaqueText ;

/** RFC 6050.
 *  @header "P-Asserted-Service" @list */
pAssertedServiceValue : opaqueText ;

/** RFC 7315.
 *  @header "P-Associated-URI" @list @empty */
pAssociatedUriValue : opaqueText? ;

/** RFC 7315.
 *  @header "P-Called-Party-ID" @single */
pCalledPartyIdValue : opaqueText ;

/** RFC 8496.
 *  @header "P-Charge-Info" @single */
pChargeInfoValue : opaqueText ;

/** RFC 7315.
 *  @header "P-Charging-Function-Addresses" @list */
pChargingFunctionAddressesValue : opaqueText ;

/** RFC 7315.
 *  @header "P-Charging-Vector" @single */
pChargingVectorValue : opaqueText ;

/** RFC 5503.
 *  @header "P-DCS-Billing-Info" @single */
pDcsBillingInfoValue : opaqueText ;

/** RFC 5503.
 *  @header "P-DCS-LAES" @single */
pDcsLaesValue : opaqueText ;

/** RFC 5503.
 *  @header "P-DCS-OSPS" @single */
pDcsOspsValue : opaqueText ;

/** RFC 5503.
 *  @header "P-DCS-Redirect" @single */
pDcsRedirectValue : opaqueText ;

/** RFC 5503.
 *  @header "P-DCS-Trace-Party-ID" @single */
pDcsTracePartyIdValue : opaqueText ;

/** RFC 5009.
 *  @header "P-Early-Media" @list @empty */
pEarlyMediaValue : opaqueText? ;

/** RFC 3313.
 *  @header "P-Media-Authorization" @list */
pMediaAuthorizationValue : opaqueText ;

/** RFC 6050.
 *  @header "P-Preferred-Service" @list */
pPreferredServiceValue : opaqueText ;

/** RFC 7316.
 *  @header "P-Private-Network-Indication" @single */
pPrivateNetworkIndicationValue : opaqueText ;

/** RFC 5002.
 *  @header "P-Profile-Key" @single */
pProfileKeyValue : opaqueText ;

/** RFC 5318.
 *  @header "P-Refused-URI-List" @list */
pRefusedUriListValue : opaqueText ;

/** RFC 5502.
 *  @header "P-Served-User" @single */
pServedUserValue : opaqueText ;

/** RFC 4457.
 *  @header "P-User-Database" @single */
pUserDatabaseValue : opaqueText ;

/** RFC 7315.
 *  @header "P-Visited-Network-ID" @list */
pVisitedNetworkIdValue : opaqueText ;

/** RFC 5360.
 *  @header "Permission-Missing" @list */
permissionMissingValue : opaqueText ;

/** RFC 6794.
 *  @header "Policy-Contact" @list */
policyContactValue : opaqueText ;

/** RFC 6794.
 *  @header "Policy-ID" @list */
policyIdValue : opaqueText ;

/** RFC 5373.
 *  @header "Priv-Answer-Mode" @single */
privAnswerModeValue : opaqueText ;

/** RFC 6086.
 *  @header "Recv-Info" @list @empty */
recvInfoValue : opaqueText? ;

/** RFC 7614.
 *  @header "Refer-Events-At" @single */
referEventsAtValue : opaqueText ;

/** RFC 4488.
 *  @header "Refer-Sub" @single */
referSubValue : opaqueText ;

/** RFC 3261 20, kept from RFC 2543.
 *  @header "Response-Key" @single */
responseKeyValue : opaqueText ;

/** RFC 3329.
 *  @header "Security-Client" @list */
securityClientValue : opaqueText ;

/** RFC 3329.
 *  @header "Security-Server" @list */
securityServerValue : opaqueText ;

/** RFC 3329.
 *  @header "Security-Verify" @list */
securityVerifyValue : opaqueText ;

/** RFC 7989.
 *  @header "Session-ID" @single */
sessionIdValue : opaqueText ;

/** RFC 4538.
 *  @header "Target-Dialog" @single */
targetDialogValue : opaqueText ;

/** RFC 5360.
 *  @header "Trigger-Consent" @list */
triggerConsentValue : opaqueText ;
