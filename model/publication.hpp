// One publication as the compositor holds it (RFC 3903 3, 6, 8.3): soft state under a tag that every success changes.
//
// The other half of the compositor: `compositor.hpp` judges requests and says what shall be done, this table says what
// becomes of the state. One machine per publication; the store finds the one that a tag names.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::publication {

// clang-format off
#define SIPWRIGHT_PUBLICATION_STATES(STATE)                                              \
  STATE(Void, "there is nothing, and no tag names it")                                   \
  STATE(Live, "there is a document, and exactly one tag that names it")

#define SIPWRIGHT_PUBLICATION_EVENTS(EVENT)                                              \
  EVENT(store,      "an initial PUBLISH passed all checks: now, granted")                \
  EVENT(named,      "a request names the tag: now")                                      \
  EVENT(renew,      "a refresh passed all checks: now, granted")                         \
  EVENT(replace,    "a modification passed all checks: now, granted")                    \
  EVENT(remove,     "a removal passed all checks")                                       \
  EVENT(expiry_due, "timer")                                                             \
  EVENT(restart,    "the compositor lost its memory")

#define SIPWRIGHT_PUBLICATION_FIELDS(FIELD)                                              \
  FIELD(Instant,       now,     {}, "when it happens; never goes back")                  \
  FIELD(std::uint32_t, granted, 0,  "seconds, above 0")

#define SIPWRIGHT_PUBLICATION_CONTEXT(MEMBER)                                            \
  MEMBER(Instant, dies_at, {}, "it is gone at this instant, not before and not after")

#define SIPWRIGHT_PUBLICATION_CONFIG(MEMBER)                                             \
  MEMBER(Instant, horizon, Instant::max(), "what no clock reaches: later ends are this one")

#define SIPWRIGHT_PUBLICATION_TIMERS(WORD)                                               \
  WORD(expiry, "the granted time is over: expiry_due")

#define SIPWRIGHT_PUBLICATION_EFFECTS(EFFECT)                                            \
  EFFECT(assign_tag,    "(): a fresh tag names it from now on, and the one before no more") \
  EFFECT(keep_document, "(): the body of the request at hand is its state")              \
  EFFECT(found,         "(): the tag names something that lives")                        \
  EFFECT(expired,       "(): tell the user that the time ran out")                       \
  EFFECT(forget,        "(): drop the document and the tag")                             \
  EFFECT(arm,           "(Timer, at): replaces what was armed")                          \
  EFFECT(disarm,        "(): no timer")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_PUBLICATION_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_PUBLICATION_EVENTS)
SIPWRIGHT_ENUM(Timer, SIPWRIGHT_PUBLICATION_TIMERS)
struct Event {
  SIPWRIGHT_PUBLICATION_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_PUBLICATION_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_PUBLICATION_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_PUBLICATION_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_PUBLICATION_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_PUBLICATION_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_PUBLICATION_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_PUBLICATION_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_PUBLICATION_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_PUBLICATION_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_PUBLICATION_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_PUBLICATION_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_PUBLICATION_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr EnumInfo enum_info[] = {{"Timer", std::begin(TimerInfo), std::end(TimerInfo)}};

#define NAMED(word) static constexpr std::string_view name = #word;
// At its end it is dead, even if the timer is late.
struct alive : Def<Lt<ev::now, ctx::dies_at>> { NAMED(alive) };
// The clock has an end: whoever publishes that late is given less.
struct set_end
    : Steps<Set<ctx::dies_at, Add<ev::now, Min<Seconds<ev::granted>, Sub<cfg::horizon, ev::now>>>>,
            fx::arm<Is<Timer::expiry>, ctx::dies_at>> { NAMED(set_end) };
struct expire : Steps<fx::disarm<>, fx::expired<>, fx::forget<>> { NAMED(expire) };
struct finish : Steps<fx::disarm<>, fx::forget<>> { NAMED(finish) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state event       next  steps, guard
using All = rows<
  Tr<"RFC3903-6-11 RFC3903-6-21 RFC3903-6-31 RFC3903-6-32 RFC3903-6-33",
     Void, store,      Live, Do<fx::keep_document<>, fx::assign_tag<>, set_end>>,

  Tr<"RFC3903-6-13",
     Live, named,      Stay, Do<fx::found<>>, When<alive>>,
  Tr<"RFC3903-3-02 RFC3903-3-04",
     Live, named,      Void, Do<expire>, When<Not<alive>>>,
  Tr<"RFC3903-6-24 RFC3903-6-31 RFC3903-6-32 RFC3903-6-33",
     Live, renew,      Stay, Do<fx::assign_tag<>, set_end>>,
  Tr<"RFC3903-6-21 RFC3903-6-31 RFC3903-6-32 RFC3903-6-33",
     Live, replace,    Stay, Do<fx::keep_document<>, fx::assign_tag<>, set_end>>,
  Tr<"RFC3903-6-25 RFC3903-3-04",
     Live, remove,     Void, Do<finish>>,
  Tr<"RFC3903-3-02 RFC3903-3-04",
     Live, expiry_due, Void, Do<expire>>,
  Tr<"RFC3903-6-33 SW-21",
     Live, restart,    Void, Do<finish>>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "publication";
  static constexpr std::string_view title = "Publication";
  static constexpr std::string_view sources = "model/publication.hpp";
  static constexpr std::string_view purpose = "One publication at the compositor, RFC 3903 sections 3, 6 and 8.3.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Void;
  using Classification = classification<>;
  using Reading = Do<>;
  using Locals = list<>;
};

}  // namespace sipwright::model::publication
