// One call of one user, as the gateway tells of it: whether the user is on the phone because of it.
//
// A call has two parties; each that is known here has a machine of its own. What the calls of a user make of the
// user's presence is said in `call_presence.hpp`.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::call {

// clang-format off
#define SIPWRIGHT_CALL_STATES(STATE)                                                     \
  STATE(Absent,    "there is no such call")                                              \
  STATE(Ringing,   "it is not answered yet")                                             \
  STATE(Connected, "the parties talk")                                                   \
  STATE(Held,      "one party has put it on hold")

#define SIPWRIGHT_CALL_EVENTS(EVENT)                                                     \
  EVENT(ringing,   "it was offered")                                                     \
  EVENT(connected, "it was answered")                                                    \
  EVENT(held,      "it was put on hold")                                                 \
  EVENT(resumed,   "it was taken back from hold")                                        \
  EVENT(ended,     "it is over, answered or not")

// A call needs no more memory than its state.
#define SIPWRIGHT_CALL_FIELDS(FIELD)
#define SIPWRIGHT_CALL_CONTEXT(MEMBER)
#define SIPWRIGHT_CALL_CONFIG(MEMBER)

#define SIPWRIGHT_CALL_EFFECTS(EFFECT)                                                   \
  EFFECT(begin_counting, "(): the user has one more call: call_presence, call_began")    \
  EFFECT(end_counting,   "(): the user has one call less: call_presence, call_ended")    \
  EFFECT(forget,         "(): the machine is as new")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_CALL_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_CALL_EVENTS)
struct Event {};
struct Context {
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {};

namespace in {
SIPWRIGHT_CALL_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_CALL_EVENTS(SIPWRIGHT_EVENT)
}
namespace fx {
SIPWRIGHT_CALL_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr NoMembers field_info, context_info, config_info;
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_CALL_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr NoEnums enum_info;

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state      event      next       steps
using All = rows<
  Tr<"SW-23",
     Absent,    ringing,   Ringing,   Do<>>,
  Tr<"SW-24",
     Absent,    connected, Connected, Do<fx::begin_counting<>>>,

  Tr<"SW-23",
     Ringing,   ringing,   Stay,      Do<>>,
  Tr<"SW-24",
     Ringing,   connected, Connected, Do<fx::begin_counting<>>>,
  Tr<"SW-23",
     Ringing,   ended,     Absent,    Do<fx::forget<>>>,

  Tr<"SW-25",
     Connected, held,      Held,      Do<>>,
  Tr<"SW-24",
     Connected, ended,     Absent,    Do<fx::end_counting<>, fx::forget<>>>,

  Tr<"SW-25",
     Held,      resumed,   Connected, Do<>>,
  Tr<"SW-24 SW-25",
     Held,      ended,     Absent,    Do<fx::end_counting<>, fx::forget<>>>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "call";
  static constexpr std::string_view title = "Call";
  static constexpr std::string_view sources = "model/call.hpp";
  static constexpr std::string_view purpose = "One call of one user, and whether it counts for the user's presence.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Absent;
  using Classification = classification<>;
  using Reading = Do<>;
  using Locals = list<>;
};

}  // namespace sipwright::model::call
