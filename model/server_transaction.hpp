// The non-INVITE server transaction (RFC 3261 17.2.2, changed by RFC 4320): one request, its copies, one final answer.
//
// RFC 4320: over UDP no 100 before the client's timer E has reached T2, then it is due; a 408 or an answer that comes
// after the client has given up is never sent. The transaction arms one timer at a time.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::server_transaction {

// clang-format off
#define SIPWRIGHT_SERVER_TRANSACTION_STATES(STATE)                                       \
  STATE(Start,      "made, the request not handed over")                                 \
  STATE(Trying,     "the user has the request, nothing was sent")                        \
  STATE(Proceeding, "100 was sent")                                                      \
  STATE(Completed,  "the final answer was sent; copies of the request get it again")     \
  STATE(Terminated, "over: to be destroyed")

#define SIPWRIGHT_SERVER_TRANSACTION_EVENTS(EVENT)                                       \
  EVENT(request,          "the request arrives: now, reliable")                          \
  EVENT(retransmission,   "a copy of it arrives")                                        \
  EVENT(provisional,      "the user has a 100 sent: now")                                \
  EVENT(final,            "the user has an answer sent: now, status")                    \
  EVENT(timer_trying,     "now")                                                         \
  EVENT(timer_late,       "now")                                                         \
  EVENT(timer_J,          "now")                                                         \
  EVENT(transport_failed, "the transport could not send, or its connection broke")

#define SIPWRIGHT_SERVER_TRANSACTION_FIELDS(FIELD)                                       \
  FIELD(Instant,       now,      {},    "when it happens; never goes back")              \
  FIELD(bool,          reliable, false, "TCP, TLS")                                      \
  FIELD(std::uint32_t, status,   0,     "of the answer")

#define SIPWRIGHT_SERVER_TRANSACTION_CONTEXT(MEMBER)                                     \
  MEMBER(bool,    reliable, false, "no copies, and no time in Completed")                \
  MEMBER(Instant, late_at,  {},    "when the client gives up, seen from here")

#define SIPWRIGHT_SERVER_TRANSACTION_CONFIG(MEMBER)                                      \
  MEMBER(Instant, t1, timer::T1, "T1")                                                   \
  MEMBER(Instant, t2, timer::T2, "T2")

#define SIPWRIGHT_SERVER_TRANSACTION_TIMERS(WORD)                                        \
  WORD(trying, "100 is due: timer_trying")                                               \
  WORD(late,   "no answer makes sense any more: timer_late")                             \
  WORD(J,      "end of Completed: timer_J")

#define SIPWRIGHT_SERVER_TRANSACTION_EFFECTS(EFFECT)                                     \
  EFFECT(deliver,       "(): the user gets the request")                                 \
  EFFECT(send_trying,   "(): make a 100, keep its octets, send it")                      \
  EFFECT(send_final,    "(): send the user's answer and keep its octets")                \
  EFFECT(repeat,        "(): send the kept octets again")                                \
  EFFECT(arm,           "(Timer, at): replaces what was armed")                          \
  EFFECT(disarm,        "(): no timer")                                                  \
  EFFECT(failed,        "(): the user is told that the transport failed")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_SERVER_TRANSACTION_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_SERVER_TRANSACTION_EVENTS)
SIPWRIGHT_ENUM(Timer, SIPWRIGHT_SERVER_TRANSACTION_TIMERS)
struct Event {
  SIPWRIGHT_SERVER_TRANSACTION_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_SERVER_TRANSACTION_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_SERVER_TRANSACTION_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_SERVER_TRANSACTION_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_SERVER_TRANSACTION_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_SERVER_TRANSACTION_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_SERVER_TRANSACTION_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_SERVER_TRANSACTION_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_SERVER_TRANSACTION_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_SERVER_TRANSACTION_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_SERVER_TRANSACTION_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_SERVER_TRANSACTION_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_SERVER_TRANSACTION_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr EnumInfo enum_info[] = {{"Timer", std::begin(TimerInfo), std::end(TimerInfo)}};

#define NAMED(word) static constexpr std::string_view name = #word;
// An answer that may go out: not the one that RFC 4320 forbids, and not after the client has given up.
struct sendable
    : Def<And<Not<Eq<ev::status, Status<status::request_timeout>>>, Lt<ev::now, ctx::late_at>>> { NAMED(sendable) };
struct start_late : Steps<fx::arm<Is<Timer::late>, ctx::late_at>> { NAMED(start_late) };
struct start_J : Steps<fx::arm<Is<Timer::J>, Add<ev::now, Mul<cfg::t1, Num<64>>>>> { NAMED(start_J) };
struct begin
    : Steps<Set<ctx::reliable, ev::reliable>, Set<ctx::late_at, Add<ev::now, Mul<cfg::t1, Num<64>>>>,
            fx::arm<Is<Timer::trying>, Add<ev::now, Sub<cfg::t2, cfg::t1>>>, fx::deliver<>> { NAMED(begin) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state      event             next        steps, guard
using All = rows<
  Tr<"RFC3261-17.2.2-01",
     Start,      request,          Trying,     Do<begin>>,

  Tr<"RFC3261-17.2.2-01",
     Trying,     retransmission,   Stay,       Do<>>,
  Tr<"RFC4320-4.1-02 RFC4320-4.1-03",
     Trying,     timer_trying,     Proceeding, Do<fx::send_trying<>, start_late>>,
  Tr<"RFC4320-4.1-03",
     Trying,     provisional,      Proceeding, Do<fx::send_trying<>, start_late>, When<ctx::reliable>>,
  Tr<"RFC4320-4.1-02",
     Trying,     provisional,      Stay,       Do<>, When<Not<ctx::reliable>>>,
  Tr<"RFC3261-17.2.2-02",
     Trying,     final,            Completed,  Do<fx::send_final<>, start_J>,
                                               When<And<sendable, Not<ctx::reliable>>>>,
  Tr<"RFC3261-17.2.2-02",
     Trying,     final,            Terminated, Do<fx::send_final<>, fx::disarm<>>,
                                               When<And<sendable, ctx::reliable>>>,
  Tr<"RFC4320-4.2-01",
     Trying,     final,            Terminated, Do<fx::disarm<>>, When<Not<sendable>>>,
  Tr<"RFC3261-17.2.4-01",
     Trying,     transport_failed, Terminated, Do<fx::disarm<>, fx::failed<>>>,

  Tr<"RFC3261-17.2.2-01",
     Proceeding, retransmission,   Stay,       Do<fx::repeat<>>>,
  Tr<"RFC4320-4.1-01",
     Proceeding, provisional,      Stay,       Do<>>,
  Tr<"RFC4320-4.2-01 SW-19",
     Proceeding, timer_late,       Terminated, Do<fx::disarm<>>>,
  Tr<"RFC3261-17.2.2-02",
     Proceeding, final,            Completed,  Do<fx::send_final<>, start_J>,
                                               When<And<sendable, Not<ctx::reliable>>>>,
  Tr<"RFC3261-17.2.2-02",
     Proceeding, final,            Terminated, Do<fx::send_final<>, fx::disarm<>>,
                                               When<And<sendable, ctx::reliable>>>,
  Tr<"RFC4320-4.2-01",
     Proceeding, final,            Terminated, Do<fx::disarm<>>, When<Not<sendable>>>,
  Tr<"RFC3261-17.2.4-01",
     Proceeding, transport_failed, Terminated, Do<fx::disarm<>, fx::failed<>>>,

  Tr<"RFC3261-17.2.2-01",
     Completed,  retransmission,   Stay,       Do<fx::repeat<>>>,
  Tr<"RFC3261-17.2.2-02",
     Completed,  final,            Stay,       Do<>>,
  Tr<"RFC3261-17.2.2-02",
     Completed,  provisional,      Stay,       Do<>>,
  Tr<"RFC3261-17.2.2-02",
     Completed,  timer_J,          Terminated, Do<fx::disarm<>>>,
  Tr<"RFC3261-17.2.4-01",
     Completed,  transport_failed, Terminated, Do<fx::disarm<>, fx::failed<>>>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "server_transaction";
  static constexpr std::string_view title = "ServerTransaction";
  static constexpr std::string_view sources = "model/server_transaction.hpp";
  static constexpr std::string_view purpose =
      "The non-INVITE server transaction, RFC 3261 section 17.2.2 with RFC 4320.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Start;
  using Classification = classification<>;
  using Reading = Do<>;
  using Locals = list<>;
};

}  // namespace sipwright::model::server_transaction
