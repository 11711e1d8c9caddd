// The compositor's states, events, memory, settings and effects: the words that its table is written in.
//
// ESC: event state compositor (RFC 3903 2). The machine judges one request at a time from Idle to Idle. What a check
// needs from outside (credentials, the store, the lists of what is served) the core looks up when an effect asks for
// it, and tells by `passed` or `failed`; what follows from that is said here and nowhere else.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::compositor {

// clang-format off
#define SIPWRIGHT_COMPOSITOR_STATES(STATE)                                                              \
  STATE(Idle,      "no request is at hand")                                                             \
  STATE(Identity,  "who sends it?")                                                                     \
  STATE(Authority, "may this user publish for this presentity?")                                        \
  STATE(Scheme,    "is the scheme of the Request-URI served?")                                          \
  STATE(Resource,  "step 1: are we responsible for the resource?")                                      \
  STATE(Extension, "did it come twice, does it require an extension?")                                  \
  STATE(Package,   "step 2: is the event package served?")                                              \
  STATE(Condition, "step 3: which tag does it name, if any?")                                           \
  STATE(Matching,  "step 3: does the tag name something that lives?")                                   \
  STATE(Lifetime,  "step 4: how long shall it live?")                                                   \
  STATE(Content,   "step 5: what becomes of the state?")                                                \
  STATE(Media,     "step 5: is the body understood?")                                                   \
  STATE(Storing,   "step 5 is decided; step 6 answers when it is done")

#define SIPWRIGHT_COMPOSITOR_EVENTS(EVENT)                                                              \
  EVENT(publish,    "PUBLISH: merged, and what the message says")                                       \
  EVENT(options,    "OPTIONS: merged, and what the message says")                                       \
  EVENT(cancel,     "CANCEL")                                                                           \
  EVENT(unserved,   "a method that is known and not served")                                            \
  EVENT(unknown,    "a method that is not known")                                                       \
  EVENT(malformed,  "a request that can be answered and must not be acted on: status, publishes")       \
  EVENT(overloaded, "there is no room for one more transaction: publishes")                             \
  EVENT(passed,     "what was asked for holds, or is done")                                             \
  EVENT(failed,     "it does not hold, or could not be done")                                           \
  EVENT(stale,      "right password, but the nonce is too old or was used before")                      \
  EVENT(misused,    "right password, but made for another Request-URI")

#define SIPWRIGHT_COMPOSITOR_FIELDS(FIELD)                                                              \
  FIELD(bool,          publishes,   false, "the method is PUBLISH")                                     \
  FIELD(bool,          merged,      false, "it came by another path before")                            \
  FIELD(bool,          extended,    false, "it has Require")                                            \
  FIELD(std::uint32_t, event_rows,  0,     "how many Event it has")                                     \
  FIELD(std::uint32_t, tag_rows,    0,     "how many SIP-If-Match it has")                              \
  FIELD(bool,          names_tag,   false, "there is a tag in SIP-If-Match")                            \
  FIELD(bool,          has_expires, false, "it has Expires")                                            \
  FIELD(std::uint32_t, expires,     0,     "seconds, Expires")                                          \
  FIELD(bool,          has_body,    false, "its body is not empty")                                     \
  FIELD(std::uint32_t, status,      0,     "what the parser says of a malformed request; 0: nothing")

#define SIPWRIGHT_COMPOSITOR_CONTEXT(MEMBER)                                                            \
  MEMBER(bool,          publishes,   false, "the request at hand is a PUBLISH")                         \
  MEMBER(bool,          merged,      false, "it came by another path before")                           \
  MEMBER(bool,          extended,    false, "it has Require")                                           \
  MEMBER(std::uint32_t, event_rows,  0,     "how many Event it has")                                    \
  MEMBER(std::uint32_t, tag_rows,    0,     "how many SIP-If-Match it has")                             \
  MEMBER(bool,          names_tag,   false, "there is a tag in SIP-If-Match")                           \
  MEMBER(bool,          has_expires, false, "it has Expires")                                           \
  MEMBER(std::uint32_t, expires,     0,     "seconds, Expires")                                         \
  MEMBER(bool,          has_body,    false, "its body is not empty")                                    \
  MEMBER(std::uint32_t, granted,     0,     "seconds, the interval chosen in step 4")                   \
  MEMBER(Outcome,       outcome,     Outcome::none, "what the request does, decided in step 5")

#define SIPWRIGHT_COMPOSITOR_CONFIG(MEMBER)                                                             \
  MEMBER(bool,          guarded,          false, "publishers have to tell who they are")                \
  MEMBER(std::uint32_t, expires_min,      limit::esc_expires_s_min, "seconds, the shortest interval honoured") \
  MEMBER(std::uint32_t, expires_max,      limit::esc_expires_s_max, "seconds, the longest interval granted")   \
  MEMBER(std::uint32_t, expires_standard, limit::esc_expires_s_max, "seconds, where Expires is missing")       \
  MEMBER(std::uint32_t, pause,            limit::pause_s,           "seconds, Retry-After under overload")

#define SIPWRIGHT_COMPOSITOR_OUTCOMES(WORD)                                                             \
  WORD(none,      "it was no PUBLISH")                                                                  \
  WORD(refused,   "nothing has changed")                                                                \
  WORD(published, "a new publication lives")                                                            \
  WORD(refreshed, "the publication lives on")                                                           \
  WORD(modified,  "the publication has a new state")                                                    \
  WORD(removed,   "the publication, if there was one, is gone")

#define SIPWRIGHT_COMPOSITOR_EFFECTS(EFFECT)                                                            \
  EFFECT(identify,        "(): check the credentials: passed, failed, stale, misused")                  \
  EFFECT(check_authority, "(): may the user publish for the Request-URI: passed, failed")               \
  EFFECT(check_scheme,    "(): is the scheme of the Request-URI served: passed, failed")                \
  EFFECT(check_resource,  "(): is the Request-URI one of ours: passed, failed")                         \
  EFFECT(find_package,    "(): is the package in Event served, compared octet by octet: passed, failed") \
  EFFECT(find_tag,        "(): find what lives for resource, package and tag: passed, failed")          \
  EFFECT(check_media,     "(): does the package allow Content-Type: passed, failed")                    \
  EFFECT(go_on,           "(): nothing from outside is needed: passed")                                 \
  EFFECT(store,           "(seconds): a new publication, under a fresh tag: passed, failed")            \
  EFFECT(renew,           "(seconds): what was found lives on, under a fresh tag: passed, failed")      \
  EFFECT(replace,         "(seconds): what was found gets the new state and a fresh tag: passed, failed") \
  EFFECT(remove,          "(): what was found ends; a fresh tag that names nothing: passed, failed")    \
  EFFECT(draw_tag,        "(): a fresh tag that names nothing: passed")                                 \
  EFFECT(challenge,       "(stale): the answer has WWW-Authenticate")                                   \
  EFFECT(allow,           "(): the answer has Allow")                                                   \
  EFFECT(allow_events,    "(): the answer has Allow-Events")                                            \
  EFFECT(accept,          "(): the answer has Accept, of the package at hand or of the first one")      \
  EFFECT(unsupported,     "(): the answer has Unsupported")                                             \
  EFFECT(min_expires,     "(seconds): the answer has Min-Expires")                                      \
  EFFECT(retry_after,     "(seconds): the answer has Retry-After")                                      \
  EFFECT(etag,            "(): the answer has SIP-ETag, the fresh tag")                                 \
  EFFECT(expires,         "(seconds): the answer has Expires")                                          \
  EFFECT(answer,          "(status, Outcome): send the answer, tell what the request did")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_COMPOSITOR_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_COMPOSITOR_EVENTS)
SIPWRIGHT_ENUM(Outcome, SIPWRIGHT_COMPOSITOR_OUTCOMES)

struct Event {
  SIPWRIGHT_COMPOSITOR_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_COMPOSITOR_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_COMPOSITOR_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_COMPOSITOR_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_COMPOSITOR_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_COMPOSITOR_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_COMPOSITOR_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_COMPOSITOR_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_COMPOSITOR_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_COMPOSITOR_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_COMPOSITOR_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_COMPOSITOR_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_COMPOSITOR_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr EnumInfo enum_info[] = {{"Outcome", std::begin(OutcomeInfo), std::end(OutcomeInfo)}};

}  // namespace sipwright::model::compositor
