// Whether an agent may send to its server at all (RFC 3903 9, RFC 3261 21.5.4): a 503 with Retry-After quenches the
// source, not the one publication that happened to be told.
//
// One machine per server. The publisher obeys the Retry-After that it hears itself; this one holds the others.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::push_back {

// clang-format off
#define SIPWRIGHT_PUSH_BACK_STATES(STATE)                                                \
  STATE(Open, "requests may be sent")                                                    \
  STATE(Held, "none before the time that the server named")

#define SIPWRIGHT_PUSH_BACK_EVENTS(EVENT)                                                \
  EVENT(pushed_back, "an answer that asks for a pause: now, retry_after")                \
  EVENT(answered,    "any other answer")                                                 \
  EVENT(request,     "a request is about to be sent: now")

#define SIPWRIGHT_PUSH_BACK_FIELDS(FIELD)                                                \
  FIELD(Instant,       now,         {}, "when it happens; never goes back")              \
  FIELD(std::uint32_t, retry_after, 0,  "seconds, Retry-After")

#define SIPWRIGHT_PUSH_BACK_CONTEXT(MEMBER)                                              \
  MEMBER(Instant, until, {}, "nothing before; counts only while Held")

#define SIPWRIGHT_PUSH_BACK_CONFIG(MEMBER)

#define SIPWRIGHT_PUSH_BACK_EFFECTS(EFFECT)                                              \
  EFFECT(pass, "(): the request goes")                                                   \
  EFFECT(hold, "(until): it does not; its publisher is told pushed_back")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_PUSH_BACK_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_PUSH_BACK_EVENTS)
struct Event {
  SIPWRIGHT_PUSH_BACK_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_PUSH_BACK_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {};

namespace in {
SIPWRIGHT_PUSH_BACK_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_PUSH_BACK_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_PUSH_BACK_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_PUSH_BACK_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace fx {
SIPWRIGHT_PUSH_BACK_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_PUSH_BACK_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_PUSH_BACK_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr NoMembers config_info;
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_PUSH_BACK_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr NoEnums enum_info;

#define NAMED(word) static constexpr std::string_view name = #word;
struct over : Def<Le<ctx::until, ev::now>> { NAMED(over) };
struct pause_end : Def<Add<ev::now, Seconds<ev::retry_after>>> { NAMED(pause_end) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state event        next  steps, guard
using All = rows<
  Tr<"RFC3903-9-03 RFC3261-21.5.4-01",
     Open, pushed_back, Held, Do<Set<ctx::until, pause_end>>>,
  Tr<"RFC3261-21.5.4-01",
     Open, answered,    Stay, Do<>>,
  Tr<"RFC3903-9-03",
     Open, request,     Stay, Do<fx::pass<>>>,

  // Of several pauses the one that ends last.
  Tr<"RFC3903-9-03 RFC3261-21.5.4-01",
     Held, pushed_back, Stay, Do<Set<ctx::until, Max<ctx::until, pause_end>>>>,
  // It belongs to a request that was sent before.
  Tr<"RFC3903-9-03",
     Held, answered,    Stay, Do<>>,
  Tr<"RFC3903-9-03",
     Held, request,     Open, Do<fx::pass<>>, When<over>>,
  Tr<"RFC3903-9-03",
     Held, request,     Stay, Do<fx::hold<ctx::until>>, When<Not<over>>>>;

using Answers = classification<
  Means<"RFC3903-9-03 RFC3261-21.5.4-01", pushed_back, And<StatusIs<status::service_unavailable>,
                                                           Present<msg::retry_after>>>,
  Means<"RFC3261-21.5.4-01",              answered,    Always>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "push_back";
  static constexpr std::string_view title = "PushBack";
  static constexpr std::string_view sources = "model/push_back.hpp";
  static constexpr std::string_view purpose = "Whether an agent may send to its server, RFC 3903 section 9.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Open;
  using Classification = table::Answers;
  using Reading = Do<Set<ev::retry_after, Value<msg::retry_after>>>;
  using Locals = list<>;
};

}  // namespace sipwright::model::push_back
