// The publisher's states, events, memory, settings and effects: the words that its table is written in.
//
// EPA: event publication agent (RFC 3903 2). One machine per Request-URI: RFC 3903 4 allows one open PUBLISH to it.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::publisher {

// An entity-tag, of which nothing but equality is known (RFC 3903 8.2). The runtime's holds the octets.
struct Tag {
  std::uint32_t value = 0;
  Tag() = default;
  explicit Tag(std::uint32_t number) : value(number) {}
  explicit Tag(std::string_view octets) {
    for (const char c : octets) value = value * 31 + static_cast<unsigned char>(c);
  }
  friend bool operator==(const Tag&, const Tag&) = default;
};
using TagView = Tag;

// clang-format off
#define SIPWRIGHT_PUBLISHER_STATES(STATE)                                                               \
  STATE(Idle,       "nothing wanted, nothing published as far as the agent knows")                      \
  STATE(Publishing, "an initial PUBLISH is open")                                                       \
  STATE(Published,  "a tag is known, nothing is open")                                                  \
  STATE(Refreshing, "a refresh is open")                                                                \
  STATE(Modifying,  "a modification is open")                                                           \
  STATE(Removing,   "a removal is open")                                                                \
  STATE(Untagged,   "accepted without a tag: it can be neither refreshed nor removed, only waited for") \
  STATE(Waiting,    "back-off after a failure: nothing is open until retry_due")

#define SIPWRIGHT_PUBLISHER_EVENTS(EVENT)                                                               \
  EVENT(want,         "the user wants a state published, the newest one counts: now, expires")          \
  EVENT(unwant,       "the user wants nothing published any more: now, last")                           \
  EVENT(provisional,  "1xx")                                                                            \
  EVENT(accepted,     "2xx with a tag: now, status, tag, has_expires, expires")                         \
  EVENT(untagged,     "2xx without a usable tag: now, status, has_expires, expires")                    \
  EVENT(ended,        "2xx that grants nothing: now, random, status")                                   \
  EVENT(challenged,   "401, 407: now, random, status, proxy, answerable, stale")                        \
  EVENT(stale_tag,    "412: now, random, status")                                                       \
  EVENT(too_brief,    "423: now, random, status, min_expires")                                          \
  EVENT(pushed_back,  "a failure with Retry-After: now, random, status, retry_after")                   \
  EVENT(failed,       "any other final answer, timeout, transport error: now, random, status, lost")    \
  EVENT(refresh_due,  "timer: now")                                                                     \
  EVENT(retry_due,    "timer: now")                                                                     \
  EVENT(expiry_due,   "timer: now")

#define SIPWRIGHT_PUBLISHER_FIELDS(FIELD)                                                               \
  FIELD(Instant,       now,         {},    "when it happens; never goes back")                          \
  FIELD(std::uint32_t, random,      0,     "0 .. 65535, drawn anew for each event: jitter")             \
  FIELD(std::uint32_t, status,      0,     "of the answer")                                             \
  FIELD(bool,          has_expires, false, "the answer has Expires")                                    \
  FIELD(std::uint32_t, expires,     0,     "seconds: wanted (want) or granted (2xx)")                   \
  FIELD(std::uint32_t, min_expires, 0,     "seconds, Min-Expires; 0: none")                             \
  FIELD(std::uint32_t, retry_after, 0,     "seconds, Retry-After; 0: none")                             \
  FIELD(bool,          proxy,       false, "407 rather than 401")                                       \
  FIELD(bool,          answerable,  false, "there are credentials for the challenge")                   \
  FIELD(bool,          stale,       false, "the challenge says stale=true")                             \
  FIELD(bool,          lost,        false, "no answer came, and the request may have arrived")          \
  FIELD(bool,          last,        false, "the agent ends: no wish follows")                           \
  FIELD(TagView,       tag,         {},    "SIP-ETag")

#define SIPWRIGHT_PUBLISHER_CONTEXT(MEMBER)                                                             \
  MEMBER(Tag,           tag,             {},    "of the newest 2xx; counts only while has_tag")         \
  MEMBER(bool,          has_tag,         false, "a tag is known and has not been told dead")            \
  MEMBER(bool,          wanted,          false, "the user wants a state published")                     \
  MEMBER(bool,          dirty,           false, "the newest state is in no request yet, or its fate is unknown") \
  MEMBER(bool,          doubtful,        false, "a request without an answer may have stored under an unknown tag") \
  MEMBER(bool,          ending,          false, "the agent ends: no waiting for what comes too late") \
  MEMBER(bool,          answered_server, false, "a 401 to the open request was answered")               \
  MEMBER(bool,          answered_proxy,  false, "a 407 to the open request was answered")               \
  MEMBER(std::uint32_t, amended,         0,     "how often the open request was sent again at once")    \
  MEMBER(std::uint32_t, failures,        0,     "in a row")                                             \
  MEMBER(std::uint32_t, desired,         0,     "seconds, what the user asks for")                      \
  MEMBER(std::uint32_t, expires_min,     0,     "seconds, the largest Min-Expires heard")               \
  MEMBER(std::uint32_t, asked,           0,     "seconds, Expires of the newest request")               \
  MEMBER(std::uint32_t, granted,         0,     "seconds, of the newest 2xx")                           \
  MEMBER(Instant,       sent_at,         {},    "first sending of the newest request")                  \
  MEMBER(Instant,       dies_at,         {},    "when the granted state is surely dead")                \
  MEMBER(Instant,       hold_until,      {},    "Retry-After: nothing new before")

#define SIPWRIGHT_PUBLISHER_CONFIG(MEMBER)                                                              \
  MEMBER(Instant,       refresh_margin, timer::refresh_margin, "how long before its end a grant is refreshed") \
  MEMBER(Instant,       gap_min,        timer::gap_min,        "shortest pause between answer and refresh")    \
  MEMBER(Instant,       back_off_min,   timer::back_off_min,   "first back-off")                               \
  MEMBER(Instant,       back_off_max,   timer::back_off_max,   "longest back-off")                             \
  MEMBER(Instant,       shutdown_max,   timer::shutdown_max,   "longest end of an agent")                      \
  MEMBER(std::uint32_t, amended_max,    limit::amended_max,    "retries at once of one request")

#define SIPWRIGHT_PUBLISHER_SHAPES(WORD)                                                                \
  WORD(initial, "body, no SIP-If-Match")                                                                \
  WORD(refresh, "SIP-If-Match, no body")                                                                \
  WORD(modify,  "SIP-If-Match and body")                                                                \
  WORD(removal, "SIP-If-Match, no body, Expires: 0")

#define SIPWRIGHT_PUBLISHER_TIMERS(WORD)                                                                \
  WORD(refresh, "decide what is to be done with the publication: refresh_due")                          \
  WORD(retry,   "the back-off is over: retry_due")                                                      \
  WORD(expiry,  "an untagged publication has ended: expiry_due")

#define SIPWRIGHT_PUBLISHER_OUTCOMES(WORD)                                                              \
  WORD(published, "an initial PUBLISH was accepted")                                                    \
  WORD(refreshed, "a refresh was accepted")                                                             \
  WORD(modified,  "a modification was accepted")                                                        \
  WORD(removed,   "nothing is published any more, or never was")                                        \
  WORD(failed,    "an attempt failed; the machine tries again by itself while there is something to do") \
  WORD(expired,   "the lifetime ran out before an update was answered")                                 \
  WORD(left,      "what is or may be published cannot be removed: it ends with its lifetime")

#define SIPWRIGHT_PUBLISHER_EFFECTS(EFFECT)                                                             \
  EFFECT(send,      "(Shape, expires in s, tag): a new request, CSeq one higher; expires 0 only for a removal") \
  EFFECT(authorize, "(Shape, expires in s, tag): the same with credentials for the challenge just heard")       \
  EFFECT(arm,       "(Timer, at): the machine's one timer; replaces what was armed")                    \
  EFFECT(disarm,    "(): no timer")                                                                     \
  EFFECT(tell,      "(Outcome, status): tell the user; status 0: no answer caused it")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_PUBLISHER_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_PUBLISHER_EVENTS)
SIPWRIGHT_ENUM(Shape, SIPWRIGHT_PUBLISHER_SHAPES)
SIPWRIGHT_ENUM(Timer, SIPWRIGHT_PUBLISHER_TIMERS)
SIPWRIGHT_ENUM(Outcome, SIPWRIGHT_PUBLISHER_OUTCOMES)

struct Event {
  SIPWRIGHT_PUBLISHER_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_PUBLISHER_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_PUBLISHER_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_PUBLISHER_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_PUBLISHER_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_PUBLISHER_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_PUBLISHER_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_PUBLISHER_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_PUBLISHER_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_PUBLISHER_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_PUBLISHER_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_PUBLISHER_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_PUBLISHER_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr EnumInfo enum_info[] = {
    {"Shape", std::begin(ShapeInfo), std::end(ShapeInfo)},
    {"Timer", std::begin(TimerInfo), std::end(TimerInfo)},
    {"Outcome", std::begin(OutcomeInfo), std::end(OutcomeInfo)},
};

}  // namespace sipwright::model::publisher
