// The non-INVITE client transaction (RFC 3261 17.1.2): one request, its copies over UDP, and one final answer.
//
// Timers carry their RFC names. E makes copies and F gives up; K keeps the transaction so that late copies of the
// answer are swallowed. At most E and F are armed together.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::client_transaction {

// clang-format off
#define SIPWRIGHT_CLIENT_TRANSACTION_STATES(STATE)                                       \
  STATE(Start,      "made, nothing sent")                                                \
  STATE(Trying,     "the request is out, no answer yet")                                 \
  STATE(Proceeding, "a 1xx came")                                                        \
  STATE(Completed,  "the final answer came; copies of it are swallowed")                 \
  STATE(Terminated, "over: to be destroyed")

#define SIPWRIGHT_CLIENT_TRANSACTION_EVENTS(EVENT)                                       \
  EVENT(request,          "the user hands over a request: now, reliable, oversized")     \
  EVENT(misrouted,        "an answer with more than one Via")                            \
  EVENT(provisional,      "1xx")                                                         \
  EVENT(final,            "200 .. 699: now")                                             \
  EVENT(timer_E,          "now")                                                         \
  EVENT(timer_F,          "now")                                                         \
  EVENT(timer_K,          "now")                                                         \
  EVENT(transport_failed, "the transport could not send, or its connection broke")       \
  EVENT(refused,          "nothing listens there (TCP reset, ICMP port unreachable): now")

#define SIPWRIGHT_CLIENT_TRANSACTION_FIELDS(FIELD)                                       \
  FIELD(Instant, now,      {},    "when it happens; never goes back")                    \
  FIELD(bool,    reliable, false, "TCP, TLS")                                            \
  FIELD(bool,    oversized, false, "a stream for its size alone: a datagram would be too large")

#define SIPWRIGHT_CLIENT_TRANSACTION_CONTEXT(MEMBER)                                     \
  MEMBER(bool,    reliable,   false, "no copies, and no time in Completed")              \
  MEMBER(bool,    oversized,  false, "goes over a stream for its size alone")            \
  MEMBER(Instant, interval,   {},    "the gap that timer E runs now")                    \
  MEMBER(Instant, e_at,       {},    "when timer E was to fire")

#define SIPWRIGHT_CLIENT_TRANSACTION_CONFIG(MEMBER)                                      \
  MEMBER(Instant, t1, timer::T1, "T1")                                                   \
  MEMBER(Instant, t2, timer::T2, "T2")                                                   \
  MEMBER(Instant, t4, timer::T4, "T4")

#define SIPWRIGHT_CLIENT_TRANSACTION_TIMERS(WORD)                                        \
  WORD(E, "next copy: timer_E")                                                          \
  WORD(F, "give up: timer_F")                                                            \
  WORD(K, "end of Completed: timer_K")

#define SIPWRIGHT_CLIENT_TRANSACTION_EFFECTS(EFFECT)                                     \
  EFFECT(transmit,  "(): send the octets of the request, the same each time")            \
  EFFECT(deliver,   "(): the user gets the answer at hand")                              \
  EFFECT(arm,       "(Timer, at)")                                                       \
  EFFECT(disarm,    "(Timer)")                                                           \
  EFFECT(timed_out, "(): the user is told that no answer came")                          \
  EFFECT(failed,    "(): the user is told that the transport failed")                    \
  EFFECT(unheard,   "(): the same, and that the request has not arrived")                \
  EFFECT(fall_back, "(): send the request as a datagram after all, from now on, with a Via that says so")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_CLIENT_TRANSACTION_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_CLIENT_TRANSACTION_EVENTS)
SIPWRIGHT_ENUM(Timer, SIPWRIGHT_CLIENT_TRANSACTION_TIMERS)
struct Event {
  SIPWRIGHT_CLIENT_TRANSACTION_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_CLIENT_TRANSACTION_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_CLIENT_TRANSACTION_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_CLIENT_TRANSACTION_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_CLIENT_TRANSACTION_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_CLIENT_TRANSACTION_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_CLIENT_TRANSACTION_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_CLIENT_TRANSACTION_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_CLIENT_TRANSACTION_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_CLIENT_TRANSACTION_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_CLIENT_TRANSACTION_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_CLIENT_TRANSACTION_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_CLIENT_TRANSACTION_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr EnumInfo enum_info[] = {{"Timer", std::begin(TimerInfo), std::end(TimerInfo)}};

template <Timer timer>
using Disarm = fx::disarm<Is<timer>>;

#define NAMED(word) static constexpr std::string_view name = #word;
// The next copy is due an interval after the last one was, not after the clock was looked at; a clock that was looked
// at very late makes no burst.
struct schedule_E
    : Steps<Set<ctx::e_at, Max<Add<ctx::e_at, ctx::interval>, Add<ev::now, cfg::t1>>>,
            fx::arm<Is<Timer::E>, ctx::e_at>> { NAMED(schedule_E) };
struct start_E
    : Steps<Set<ctx::interval, cfg::t1>, Set<ctx::e_at, Add<ev::now, cfg::t1>>,
            fx::arm<Is<Timer::E>, ctx::e_at>> { NAMED(start_E) };
struct double_interval
    : Steps<Set<ctx::interval, Min<Mul<ctx::interval, Num<2>>, cfg::t2>>> { NAMED(double_interval) };
struct start_F : Steps<fx::arm<Is<Timer::F>, Add<ev::now, Mul<cfg::t1, Num<64>>>>> { NAMED(start_F) };
struct start_K : Steps<fx::arm<Is<Timer::K>, Add<ev::now, cfg::t4>>> { NAMED(start_K) };
struct answered : Steps<fx::deliver<>, Disarm<Timer::E>, Disarm<Timer::F>> { NAMED(answered) };
struct give_up : Steps<Disarm<Timer::E>, Disarm<Timer::F>> { NAMED(give_up) };
// Only one copy has left, and it was the one that was refused.
struct no_copy_arrived : Def<Or<ctx::reliable, Eq<ctx::interval, cfg::t1>>> { NAMED(no_copy_arrived) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state      event             next        steps, guard
using All = rows<
  Tr<"RFC3261-17.1.2.2-01",
     Start,      request,          Trying,     Do<start_E, start_F, fx::transmit<>>,
                                               When<Not<ev::reliable>>>,
  Tr<"RFC3261-17.1.2.2-06",
     Start,      request,          Trying,     Do<Set<ctx::reliable, True>, Set<ctx::oversized, ev::oversized>,
                                                  start_F, fx::transmit<>>,
                                               When<ev::reliable>>,

  Tr<"RFC3261-8.1.3.3-01",
     Trying,     misrouted,        Stay,       Do<>>,
  Tr<"RFC3261-17.1.2.2-01",
     Trying,     timer_E,          Stay,       Do<double_interval, schedule_E, fx::transmit<>>>,
  Tr<"RFC3261-17.1.2.2-02",
     Trying,     timer_F,          Terminated, Do<give_up, fx::timed_out<>>>,
  Tr<"RFC3261-17.1.4-01",
     Trying,     transport_failed, Terminated, Do<give_up, fx::failed<>>>,
  Tr<"RFC3261-18.1.1-03",
     Trying,     refused,          Stay,       Do<Set<ctx::reliable, False>, Set<ctx::oversized, False>, start_E,
                                                  start_F, fx::fall_back<>>,
                                               When<ctx::oversized>>,
  Tr<"RFC3261-17.1.4-01 SW-31",
     Trying,     refused,          Terminated, Do<give_up, fx::unheard<>>,
                                               When<And<Not<ctx::oversized>, no_copy_arrived>>>,
  Tr<"RFC3261-17.1.4-01 SW-31",
     Trying,     refused,          Terminated, Do<give_up, fx::failed<>>,
                                               When<And<Not<ctx::oversized>, Not<no_copy_arrived>>>>,
  Tr<"RFC3261-17.1.2.2-03",
     Trying,     provisional,      Proceeding, Do<fx::deliver<>>>,
  Tr<"RFC3261-17.1.2.2-04 RFC3261-17.1.2.2-05",
     Trying,     final,            Completed,  Do<answered, start_K>,
                                               When<Not<ctx::reliable>>>,
  Tr<"RFC3261-17.1.2.2-04 RFC3261-17.1.2.2-05",
     Trying,     final,            Terminated, Do<answered>, When<ctx::reliable>>,

  Tr<"RFC3261-8.1.3.3-01",
     Proceeding, misrouted,        Stay,       Do<>>,
  Tr<"RFC3261-17.1.2.2-03",
     Proceeding, timer_E,          Stay,       Do<Set<ctx::interval, cfg::t2>, schedule_E, fx::transmit<>>>,
  Tr<"RFC3261-17.1.2.2-02",
     Proceeding, timer_F,          Terminated, Do<give_up, fx::timed_out<>>>,
  Tr<"RFC3261-17.1.4-01",
     Proceeding, transport_failed, Terminated, Do<give_up, fx::failed<>>>,
  Tr<"RFC3261-17.1.4-01",
     Proceeding, refused,          Terminated, Do<give_up, fx::failed<>>>,
  Tr<"RFC3261-17.1.2.2-03",
     Proceeding, provisional,      Stay,       Do<fx::deliver<>>>,
  Tr<"RFC3261-17.1.2.2-04 RFC3261-17.1.2.2-05",
     Proceeding, final,            Completed,  Do<answered, start_K>,
                                               When<Not<ctx::reliable>>>,
  Tr<"RFC3261-17.1.2.2-04 RFC3261-17.1.2.2-05",
     Proceeding, final,            Terminated, Do<answered>, When<ctx::reliable>>,

  Tr<"RFC3261-8.1.3.3-01",
     Completed,  misrouted,        Stay,       Do<>>,
  Tr<"RFC3261-17.1.2.2-05",
     Completed,  provisional,      Stay,       Do<>>,
  Tr<"RFC3261-17.1.2.2-05",
     Completed,  final,            Stay,       Do<>>,
  Tr<"RFC3261-17.1.4-01",
     Completed,  transport_failed, Stay,       Do<>>,
  Tr<"RFC3261-17.1.4-01",
     Completed,  refused,          Stay,       Do<>>,
  Tr<"RFC3261-17.1.2.2-05",
     Completed,  timer_K,          Terminated, Do<Disarm<Timer::K>>>>;

using Answers = classification<
  Means<"RFC3261-8.1.3.3-01",  misrouted,   Lt<Num<1>, msg::via_rows>>,
  Means<"RFC3261-17.1.2.2-03", provisional, Le<Value<msg::status>, Num<199>>>,
  Means<"RFC3261-17.1.2.2-04", final,       Always>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "client_transaction";
  static constexpr std::string_view title = "ClientTransaction";
  static constexpr std::string_view sources = "model/client_transaction.hpp";
  static constexpr std::string_view purpose = "The non-INVITE client transaction, RFC 3261 section 17.1.2.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Start;
  using Classification = table::Answers;
  using Reading = Do<>;
  using Locals = list<>;
};

}  // namespace sipwright::model::client_transaction
