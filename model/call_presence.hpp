// What of a user is shown (call to presence): a state of the user's own, the calls, or nothing.
//
// One machine per presentity. It says what shall be published; how that is done is the publisher's matter. The user's
// own state is one that was asked for by itself, such as "available"; a call brings a state with it.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::call_presence {

// clang-format off
#define SIPWRIGHT_CALL_PRESENCE_STATES(STATE)                                            \
  STATE(Nothing, "nothing is to be shown")                                               \
  STATE(Own,     "no call counts; the own state shows")                                  \
  STATE(Calls,   "calls count, and there is no own state")                               \
  STATE(Both,    "calls count, and there is an own state to come back to")

#define SIPWRIGHT_CALL_PRESENCE_EVENTS(EVENT)                                            \
  EVENT(publish,    "the user wants a state shown")                                      \
  EVENT(modify,     "what shows shall look otherwise")                                   \
  EVENT(withdraw,   "the user wants nothing shown, whatever calls there are")            \
  EVENT(call_began, "one more call counts")                                              \
  EVENT(call_ended, "one call less counts")

#define SIPWRIGHT_CALL_PRESENCE_FIELDS(FIELD)

#define SIPWRIGHT_CALL_PRESENCE_CONTEXT(MEMBER)                                          \
  MEMBER(std::uint32_t, calls,     0,     "how many count")                              \
  MEMBER(bool,          own_shown, false, "what shows is the own state")

#define SIPWRIGHT_CALL_PRESENCE_CONFIG(MEMBER)

#define SIPWRIGHT_CALL_PRESENCE_EFFECTS(EFFECT)                                          \
  EFFECT(show,         "(): publish the state that came with the event")                 \
  EFFECT(keep_own,     "(): the state that came with the event is the own one from now on") \
  EFFECT(show_own,     "(): publish the own state")                                      \
  EFFECT(forget_own,   "(): there is no own state any more")                             \
  EFFECT(show_nothing, "(): end what is published")                                      \
  EFFECT(forget_calls, "(): the user's calls are over as far as presence goes")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_CALL_PRESENCE_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_CALL_PRESENCE_EVENTS)
struct Event {};
struct Context {
  SIPWRIGHT_CALL_PRESENCE_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {};

namespace in {
SIPWRIGHT_CALL_PRESENCE_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_CALL_PRESENCE_EVENTS(SIPWRIGHT_EVENT)
}
namespace ctx {
SIPWRIGHT_CALL_PRESENCE_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace fx {
SIPWRIGHT_CALL_PRESENCE_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo context_info[] = {SIPWRIGHT_CALL_PRESENCE_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr NoMembers field_info, config_info;
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_CALL_PRESENCE_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr NoEnums enum_info;

#define NAMED(word) static constexpr std::string_view name = #word;
struct last_call : Def<Le<ctx::calls, Num<1>>> { NAMED(last_call) };
struct count_call : Steps<Set<ctx::calls, Add<ctx::calls, Num<1>>>> { NAMED(count_call) };
struct uncount_call : Steps<Set<ctx::calls, Sub<ctx::calls, Num<1>>>> { NAMED(uncount_call) };
struct take_own : Steps<Set<ctx::own_shown, True>, fx::keep_own<>, fx::show_own<>> { NAMED(take_own) };
struct show_call : Steps<Set<ctx::own_shown, False>, fx::show<>> { NAMED(show_call) };
struct show_own_again : Steps<Set<ctx::own_shown, True>, fx::show_own<>> { NAMED(show_own_again) };
struct drop_own : Steps<Set<ctx::own_shown, False>, fx::forget_own<>> { NAMED(drop_own) };
struct drop_calls : Steps<Set<ctx::calls, Num<0>>, fx::forget_calls<>> { NAMED(drop_calls) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state    event       next     steps, guard
using All = rows<
  Tr<"SW-27",
     Nothing, publish,    Own,     Do<take_own>>,
  Tr<"SW-26",
     Nothing, call_began, Calls,   Do<count_call, show_call>>,

  Tr<"SW-27",
     Own,     publish,    Stay,    Do<take_own>>,
  Tr<"SW-27",
     Own,     modify,     Stay,    Do<take_own>>,
  Tr<"SW-28",
     Own,     withdraw,   Nothing, Do<drop_own, fx::show_nothing<>>>,
  Tr<"SW-26 SW-27",
     Own,     call_began, Both,    Do<count_call, show_call>>,

  Tr<"SW-27",
     Calls,   publish,    Both,    Do<take_own>>,
  Tr<"SW-26",
     Calls,   modify,     Stay,    Do<fx::show<>>>,
  Tr<"SW-28",
     Calls,   withdraw,   Nothing, Do<drop_calls, fx::show_nothing<>>>,
  Tr<"SW-26",
     Calls,   call_began, Stay,    Do<count_call>>,
  Tr<"SW-26",
     Calls,   call_ended, Stay,    Do<uncount_call>, When<Not<last_call>>>,
  Tr<"SW-26",
     Calls,   call_ended, Nothing, Do<uncount_call, fx::show_nothing<>>, When<last_call>>,

  Tr<"SW-27",
     Both,    publish,    Stay,    Do<take_own>>,
  Tr<"SW-27",
     Both,    modify,     Stay,    Do<take_own>, When<ctx::own_shown>>,
  Tr<"SW-26",
     Both,    modify,     Stay,    Do<fx::show<>>, When<Not<ctx::own_shown>>>,
  Tr<"SW-28",
     Both,    withdraw,   Nothing, Do<drop_calls, drop_own, fx::show_nothing<>>>,
  Tr<"SW-26",
     Both,    call_began, Stay,    Do<count_call>>,
  Tr<"SW-26",
     Both,    call_ended, Stay,    Do<uncount_call>, When<Not<last_call>>>,
  Tr<"SW-27",
     Both,    call_ended, Own,     Do<uncount_call, show_own_again>, When<last_call>>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "call_presence";
  static constexpr std::string_view title = "CallPresence";
  static constexpr std::string_view sources = "model/call_presence.hpp";
  static constexpr std::string_view purpose = "What of a user is shown: an own state, calls, or nothing.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Nothing;
  using Classification = classification<>;
  using Reading = Do<>;
  using Locals = list<>;
};

}  // namespace sipwright::model::call_presence
