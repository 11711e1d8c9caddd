// Labels and annotations of the grammar, for the reference parser.
#include <algorithm>

#include "tables.hpp"

namespace sipwright::oracle {
namespace {

bool is_same(const antlr4::ParserRuleContext* label, const antlr4::tree::ParseTree* child) { return label == child; }

bool is_same(const antlr4::Token* label, const antlr4::tree::ParseTree* child) {
  const auto* leaf = dynamic_cast<const antlr4::tree::TerminalNode*>(child);
  return leaf != nullptr && label != nullptr && const_cast<antlr4::tree::TerminalNode*>(leaf)->getSymbol() == label;
}

template <class Contexts>
bool is_among(const Contexts& label, const antlr4::tree::ParseTree* child) {
  return std::any_of(label.begin(), label.end(), [&](const auto* one) { return is_same(one, child); });
}

}  // namespace

const char* label_of(const antlr4::ParserRuleContext* parent, const antlr4::tree::ParseTree* child) {
  switch (parent->getRuleIndex()) {
    case SipReferenceParser::RuleUriParameter: {
      const auto* context = static_cast<const SipReferenceParser::UriParameterContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleUriHeader: {
      const auto* context = static_cast<const SipReferenceParser::UriHeaderContext*>(parent);
      if (is_same(context->headerName, child)) return "headerName";
      if (is_same(context->headerValue, child)) return "headerValue";
      return nullptr;
    }
    case SipReferenceParser::RuleSipUri: {
      const auto* context = static_cast<const SipReferenceParser::SipUriContext*>(parent);
      if (is_same(context->hostPart, child)) return "hostPart";
      if (is_same(context->passwordPart, child)) return "passwordPart";
      if (is_same(context->portNumber, child)) return "portNumber";
      if (is_same(context->scheme, child)) return "scheme";
      if (is_among(context->uriHeaders, child)) return "uriHeaders";
      if (is_among(context->uriParams, child)) return "uriParams";
      if (is_same(context->userPart, child)) return "userPart";
      return nullptr;
    }
    case SipReferenceParser::RuleSipUriBare: {
      const auto* context = static_cast<const SipReferenceParser::SipUriBareContext*>(parent);
      if (is_same(context->hostPart, child)) return "hostPart";
      if (is_same(context->passwordPart, child)) return "passwordPart";
      if (is_same(context->portNumber, child)) return "portNumber";
      if (is_same(context->scheme, child)) return "scheme";
      if (is_same(context->userPart, child)) return "userPart";
      return nullptr;
    }
    case SipReferenceParser::RuleAbsoluteUri: {
      const auto* context = static_cast<const SipReferenceParser::AbsoluteUriContext*>(parent);
      if (is_same(context->opaque, child)) return "opaque";
      if (is_same(context->scheme, child)) return "scheme";
      return nullptr;
    }
    case SipReferenceParser::RuleAbsoluteUriBare: {
      const auto* context = static_cast<const SipReferenceParser::AbsoluteUriBareContext*>(parent);
      if (is_same(context->opaque, child)) return "opaque";
      if (is_same(context->scheme, child)) return "scheme";
      return nullptr;
    }
    case SipReferenceParser::RuleNameAddr: {
      const auto* context = static_cast<const SipReferenceParser::NameAddrContext*>(parent);
      if (is_same(context->display, child)) return "display";
      if (is_same(context->uri, child)) return "uri";
      return nullptr;
    }
    case SipReferenceParser::RuleGenericParam: {
      const auto* context = static_cast<const SipReferenceParser::GenericParamContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleContactValue: {
      const auto* context = static_cast<const SipReferenceParser::ContactValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      if (is_same(context->star, child)) return "star";
      return nullptr;
    }
    case SipReferenceParser::RuleContactParam: {
      const auto* context = static_cast<const SipReferenceParser::ContactParamContext*>(parent);
      if (is_same(context->uri, child)) return "uri";
      return nullptr;
    }
    case SipReferenceParser::RuleContactParams: {
      const auto* context = static_cast<const SipReferenceParser::ContactParamsContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleContactQ: {
      const auto* context = static_cast<const SipReferenceParser::ContactQContext*>(parent);
      if (is_same(context->quality, child)) return "quality";
      return nullptr;
    }
    case SipReferenceParser::RuleContactExpires: {
      const auto* context = static_cast<const SipReferenceParser::ContactExpiresContext*>(parent);
      if (is_same(context->expires, child)) return "expires";
      return nullptr;
    }
    case SipReferenceParser::RuleContactExtension: {
      const auto* context = static_cast<const SipReferenceParser::ContactExtensionContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleContentLengthValue: {
      const auto* context = static_cast<const SipReferenceParser::ContentLengthValueContext*>(parent);
      if (is_same(context->octets, child)) return "octets";
      return nullptr;
    }
    case SipReferenceParser::RuleContentTypeValue: {
      const auto* context = static_cast<const SipReferenceParser::ContentTypeValueContext*>(parent);
      if (is_same(context->media, child)) return "media";
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleMediaType: {
      const auto* context = static_cast<const SipReferenceParser::MediaTypeContext*>(parent);
      if (is_same(context->mainType, child)) return "mainType";
      if (is_same(context->subType, child)) return "subType";
      return nullptr;
    }
    case SipReferenceParser::RuleMediaParameter: {
      const auto* context = static_cast<const SipReferenceParser::MediaParameterContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleCseqValue: {
      const auto* context = static_cast<const SipReferenceParser::CseqValueContext*>(parent);
      if (is_same(context->sequence, child)) return "sequence";
      if (is_same(context->verb, child)) return "verb";
      return nullptr;
    }
    case SipReferenceParser::RuleExpiresValue: {
      const auto* context = static_cast<const SipReferenceParser::ExpiresValueContext*>(parent);
      if (is_same(context->seconds, child)) return "seconds";
      return nullptr;
    }
    case SipReferenceParser::RuleMinExpiresValue: {
      const auto* context = static_cast<const SipReferenceParser::MinExpiresValueContext*>(parent);
      if (is_same(context->seconds, child)) return "seconds";
      return nullptr;
    }
    case SipReferenceParser::RuleFromValue: {
      const auto* context = static_cast<const SipReferenceParser::FromValueContext*>(parent);
      if (is_same(context->uri, child)) return "uri";
      return nullptr;
    }
    case SipReferenceParser::RuleFromParam: {
      const auto* context = static_cast<const SipReferenceParser::FromParamContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleTagParam: {
      const auto* context = static_cast<const SipReferenceParser::TagParamContext*>(parent);
      if (is_same(context->tag, child)) return "tag";
      return nullptr;
    }
    case SipReferenceParser::RuleFromExtension: {
      const auto* context = static_cast<const SipReferenceParser::FromExtensionContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleToValue: {
      const auto* context = static_cast<const SipReferenceParser::ToValueContext*>(parent);
      if (is_same(context->uri, child)) return "uri";
      return nullptr;
    }
    case SipReferenceParser::RuleMaxForwardsValue: {
      const auto* context = static_cast<const SipReferenceParser::MaxForwardsValueContext*>(parent);
      if (is_same(context->hops, child)) return "hops";
      return nullptr;
    }
    case SipReferenceParser::RuleRecordRouteValue: {
      const auto* context = static_cast<const SipReferenceParser::RecordRouteValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleRouteValue: {
      const auto* context = static_cast<const SipReferenceParser::RouteValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleRouteParam: {
      const auto* context = static_cast<const SipReferenceParser::RouteParamContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleRequireValue: {
      const auto* context = static_cast<const SipReferenceParser::RequireValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleProxyRequireValue: {
      const auto* context = static_cast<const SipReferenceParser::ProxyRequireValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleSupportedValue: {
      const auto* context = static_cast<const SipReferenceParser::SupportedValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleUnsupportedValue: {
      const auto* context = static_cast<const SipReferenceParser::UnsupportedValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleOptionTag: {
      const auto* context = static_cast<const SipReferenceParser::OptionTagContext*>(parent);
      if (is_same(context->option, child)) return "option";
      return nullptr;
    }
    case SipReferenceParser::RuleAllowValue: {
      const auto* context = static_cast<const SipReferenceParser::AllowValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleAllowedMethod: {
      const auto* context = static_cast<const SipReferenceParser::AllowedMethodContext*>(parent);
      if (is_same(context->verb, child)) return "verb";
      return nullptr;
    }
    case SipReferenceParser::RuleRetryAfterValue: {
      const auto* context = static_cast<const SipReferenceParser::RetryAfterValueContext*>(parent);
      if (is_same(context->remark, child)) return "remark";
      if (is_same(context->seconds, child)) return "seconds";
      return nullptr;
    }
    case SipReferenceParser::RuleRetryParam: {
      const auto* context = static_cast<const SipReferenceParser::RetryParamContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleRetryDuration: {
      const auto* context = static_cast<const SipReferenceParser::RetryDurationContext*>(parent);
      if (is_same(context->duration, child)) return "duration";
      return nullptr;
    }
    case SipReferenceParser::RuleRetryExtension: {
      const auto* context = static_cast<const SipReferenceParser::RetryExtensionContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleServerVal: {
      const auto* context = static_cast<const SipReferenceParser::ServerValContext*>(parent);
      if (is_among(context->products, child)) return "products";
      if (is_among(context->remarks, child)) return "remarks";
      return nullptr;
    }
    case SipReferenceParser::RuleProduct: {
      const auto* context = static_cast<const SipReferenceParser::ProductContext*>(parent);
      if (is_same(context->productName, child)) return "productName";
      if (is_same(context->productVersion, child)) return "productVersion";
      return nullptr;
    }
    case SipReferenceParser::RuleViaValue: {
      const auto* context = static_cast<const SipReferenceParser::ViaValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleViaParm: {
      const auto* context = static_cast<const SipReferenceParser::ViaParmContext*>(parent);
      if (is_same(context->by, child)) return "by";
      if (is_same(context->protocolName, child)) return "protocolName";
      if (is_same(context->protocolVersion, child)) return "protocolVersion";
      if (is_same(context->transportName, child)) return "transportName";
      return nullptr;
    }
    case SipReferenceParser::RuleSentBy: {
      const auto* context = static_cast<const SipReferenceParser::SentByContext*>(parent);
      if (is_same(context->hostPart, child)) return "hostPart";
      if (is_same(context->portNumber, child)) return "portNumber";
      return nullptr;
    }
    case SipReferenceParser::RuleViaParams: {
      const auto* context = static_cast<const SipReferenceParser::ViaParamsContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleViaTtl: {
      const auto* context = static_cast<const SipReferenceParser::ViaTtlContext*>(parent);
      if (is_same(context->ttl, child)) return "ttl";
      return nullptr;
    }
    case SipReferenceParser::RuleViaMaddr: {
      const auto* context = static_cast<const SipReferenceParser::ViaMaddrContext*>(parent);
      if (is_same(context->maddr, child)) return "maddr";
      return nullptr;
    }
    case SipReferenceParser::RuleViaReceived: {
      const auto* context = static_cast<const SipReferenceParser::ViaReceivedContext*>(parent);
      if (is_same(context->received, child)) return "received";
      return nullptr;
    }
    case SipReferenceParser::RuleViaBranch: {
      const auto* context = static_cast<const SipReferenceParser::ViaBranchContext*>(parent);
      if (is_same(context->branch, child)) return "branch";
      return nullptr;
    }
    case SipReferenceParser::RuleViaRport: {
      const auto* context = static_cast<const SipReferenceParser::ViaRportContext*>(parent);
      if (is_same(context->rport, child)) return "rport";
      if (is_same(context->rportValue, child)) return "rportValue";
      return nullptr;
    }
    case SipReferenceParser::RuleViaExtension: {
      const auto* context = static_cast<const SipReferenceParser::ViaExtensionContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleChallenge: {
      const auto* context = static_cast<const SipReferenceParser::ChallengeContext*>(parent);
      if (is_same(context->authScheme, child)) return "authScheme";
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleCredentials: {
      const auto* context = static_cast<const SipReferenceParser::CredentialsContext*>(parent);
      if (is_same(context->authScheme, child)) return "authScheme";
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleAuthParam: {
      const auto* context = static_cast<const SipReferenceParser::AuthParamContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleEntityTag: {
      const auto* context = static_cast<const SipReferenceParser::EntityTagContext*>(parent);
      if (is_same(context->tag, child)) return "tag";
      return nullptr;
    }
    case SipReferenceParser::RuleEventValue: {
      const auto* context = static_cast<const SipReferenceParser::EventValueContext*>(parent);
      if (is_same(context->package, child)) return "package";
      return nullptr;
    }
    case SipReferenceParser::RuleEventParam: {
      const auto* context = static_cast<const SipReferenceParser::EventParamContext*>(parent);
      if (is_among(context->params, child)) return "params";
      return nullptr;
    }
    case SipReferenceParser::RuleEventId: {
      const auto* context = static_cast<const SipReferenceParser::EventIdContext*>(parent);
      if (is_same(context->id, child)) return "id";
      return nullptr;
    }
    case SipReferenceParser::RuleEventExtension: {
      const auto* context = static_cast<const SipReferenceParser::EventExtensionContext*>(parent);
      if (is_same(context->paramName, child)) return "paramName";
      if (is_same(context->paramValue, child)) return "paramValue";
      return nullptr;
    }
    case SipReferenceParser::RuleAllowEventsValue: {
      const auto* context = static_cast<const SipReferenceParser::AllowEventsValueContext*>(parent);
      if (is_among(context->items, child)) return "items";
      return nullptr;
    }
    case SipReferenceParser::RuleAllowedEvent: {
      const auto* context = static_cast<const SipReferenceParser::AllowedEventContext*>(parent);
      if (is_same(context->package, child)) return "package";
      return nullptr;
    }
    case SipReferenceParser::RuleMessageHead: {
      const auto* context = static_cast<const SipReferenceParser::MessageHeadContext*>(parent);
      if (is_among(context->fields, child)) return "fields";
      return nullptr;
    }
    case SipReferenceParser::RuleRequestLine: {
      const auto* context = static_cast<const SipReferenceParser::RequestLineContext*>(parent);
      if (is_same(context->target, child)) return "target";
      if (is_same(context->verb, child)) return "verb";
      if (is_same(context->version, child)) return "version";
      return nullptr;
    }
    case SipReferenceParser::RuleSipVersion: {
      const auto* context = static_cast<const SipReferenceParser::SipVersionContext*>(parent);
      if (is_same(context->versionNumber, child)) return "versionNumber";
      return nullptr;
    }
    case SipReferenceParser::RuleStatusLine: {
      const auto* context = static_cast<const SipReferenceParser::StatusLineContext*>(parent);
      if (is_same(context->code, child)) return "code";
      if (is_same(context->phrase, child)) return "phrase";
      if (is_same(context->version, child)) return "version";
      return nullptr;
    }
    case SipReferenceParser::RuleMessageHeader: {
      const auto* context = static_cast<const SipReferenceParser::MessageHeaderContext*>(parent);
      if (is_same(context->fieldName, child)) return "fieldName";
      if (is_same(context->fieldValue, child)) return "fieldValue";
      return nullptr;
    }
    default: return nullptr;
  }
}

const RuleFacts* facts_of(std::size_t rule) {
  switch (rule) {
    case SipReferenceParser::RuleDeltaSeconds: {
      static const RuleFacts facts{"deltaSeconds", nullptr, true, 4294967295u};
      return &facts;
    }
    case SipReferenceParser::RulePort: {
      static const RuleFacts facts{"port", nullptr, true, 65535u};
      return &facts;
    }
    case SipReferenceParser::RuleOtherScheme: {
      static const RuleFacts facts{"otherScheme", "sipScheme", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleContactExtensionName: {
      static const RuleFacts facts{"contactExtensionName", "contactKnown", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleCseqNumber: {
      static const RuleFacts facts{"cseqNumber", nullptr, true, 2147483647u};
      return &facts;
    }
    case SipReferenceParser::RuleFromExtensionName: {
      static const RuleFacts facts{"fromExtensionName", "fromKnown", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleHopCount: {
      static const RuleFacts facts{"hopCount", nullptr, true, 255u};
      return &facts;
    }
    case SipReferenceParser::RuleRetryExtensionName: {
      static const RuleFacts facts{"retryExtensionName", "retryKnown", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleTtlNumber: {
      static const RuleFacts facts{"ttlNumber", nullptr, true, 255u};
      return &facts;
    }
    case SipReferenceParser::RuleViaExtensionName: {
      static const RuleFacts facts{"viaExtensionName", "viaKnown", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleEventExtensionName: {
      static const RuleFacts facts{"eventExtensionName", "eventKnown", false, 0u};
      return &facts;
    }
    case SipReferenceParser::RuleStatusCode: {
      static const RuleFacts facts{"statusCode", nullptr, true, 699u};
      return &facts;
    }
    default: return nullptr;
  }
}

// rule, header field, compact form, single, mandatory in requests, in responses, entry
const StartRule start_rules[] = {
    {"sipScheme", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfSipScheme()->sipScheme(); }},
    {"callIdValue", "Call-ID", "i", true, true, true,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfCallIdValue()->callIdValue(); }},
    {"contactValue", "Contact", "m", false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfContactValue()->contactValue(); }},
    {"contactKnown", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfContactKnown()->contactKnown(); }},
    {"contentLengthValue", "Content-Length", "l", true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfContentLengthValue()->contentLengthValue(); }},
    {"contentTypeValue", "Content-Type", "c", true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfContentTypeValue()->contentTypeValue(); }},
    {"cseqValue", "CSeq", nullptr, true, true, true,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfCseqValue()->cseqValue(); }},
    {"dateValue", "Date", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfDateValue()->dateValue(); }},
    {"expiresValue", "Expires", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfExpiresValue()->expiresValue(); }},
    {"minExpiresValue", "Min-Expires", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfMinExpiresValue()->minExpiresValue(); }},
    {"fromValue", "From", "f", true, true, true,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfFromValue()->fromValue(); }},
    {"fromKnown", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfFromKnown()->fromKnown(); }},
    {"toValue", "To", "t", true, true, true,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfToValue()->toValue(); }},
    {"maxForwardsValue", "Max-Forwards", nullptr, true, true, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfMaxForwardsValue()->maxForwardsValue(); }},
    {"recordRouteValue", "Record-Route", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRecordRouteValue()->recordRouteValue(); }},
    {"routeValue", "Route", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRouteValue()->routeValue(); }},
    {"requireValue", "Require", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRequireValue()->requireValue(); }},
    {"proxyRequireValue", "Proxy-Require", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfProxyRequireValue()->proxyRequireValue(); }},
    {"supportedValue", "Supported", "k", false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfSupportedValue()->supportedValue(); }},
    {"unsupportedValue", "Unsupported", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfUnsupportedValue()->unsupportedValue(); }},
    {"allowValue", "Allow", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfAllowValue()->allowValue(); }},
    {"retryAfterValue", "Retry-After", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRetryAfterValue()->retryAfterValue(); }},
    {"retryKnown", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRetryKnown()->retryKnown(); }},
    {"serverValue", "Server", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfServerValue()->serverValue(); }},
    {"userAgentValue", "User-Agent", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfUserAgentValue()->userAgentValue(); }},
    {"subjectValue", "Subject", "s", true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfSubjectValue()->subjectValue(); }},
    {"viaValue", "Via", "v", false, true, true,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfViaValue()->viaValue(); }},
    {"viaKnown", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfViaKnown()->viaKnown(); }},
    {"wwwAuthenticateValue", "WWW-Authenticate", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfWwwAuthenticateValue()->wwwAuthenticateValue(); }},
    {"proxyAuthenticateValue", "Proxy-Authenticate", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfProxyAuthenticateValue()->proxyAuthenticateValue(); }},
    {"authorizationValue", "Authorization", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfAuthorizationValue()->authorizationValue(); }},
    {"proxyAuthorizationValue", "Proxy-Authorization", nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfProxyAuthorizationValue()->proxyAuthorizationValue(); }},
    {"extensionValue", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfExtensionValue()->extensionValue(); }},
    {"sipEtagValue", "SIP-ETag", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfSipEtagValue()->sipEtagValue(); }},
    {"sipIfMatchValue", "SIP-If-Match", nullptr, true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfSipIfMatchValue()->sipIfMatchValue(); }},
    {"eventValue", "Event", "o", true, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfEventValue()->eventValue(); }},
    {"eventKnown", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfEventKnown()->eventKnown(); }},
    {"allowEventsValue", "Allow-Events", "u", false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfAllowEventsValue()->allowEventsValue(); }},
    {"messageHead", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfMessageHead()->messageHead(); }},
    {"requestLine", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfRequestLine()->requestLine(); }},
    {"statusLine", nullptr, nullptr, false, false, false,
     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser.allOfStatusLine()->statusLine(); }},
};

const std::size_t start_rule_count = sizeof start_rules / sizeof start_rules[0];

}  // namespace sipwright::oracle
