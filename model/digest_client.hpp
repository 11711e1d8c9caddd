// What the client does with a challenge (RFC 3261 22, RFC 7616 3.3): answer it, remember it, or let it be.
//
// One machine per challenger, which is a realm of the server (401) or of a proxy (407). All requests share it: what one
// has heard the next one uses, so that a refresh costs no second round trip. How often one request is tried again is
// the publisher's matter.
#pragma once

#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model::digest_client {

// clang-format off
#define SIPWRIGHT_DIGEST_CLIENT_STATES(STATE)                                                           \
  STATE(Unheard, "no challenge is known: requests carry no credentials")                                \
  STATE(Usable,  "a challenge is known: requests carry credentials for it")                             \
  STATE(Refused, "the credentials were refused: requests carry none")

#define SIPWRIGHT_DIGEST_CLIENT_EVENTS(EVENT)                                                           \
  EVENT(challenged, "401, 407: now, proxy, named, carried, same_nonce, stale")                          \
  EVENT(accepted,   "2xx: carried")                                                                     \
  EVENT(other,      "any other answer, which says nothing of the credentials")                          \
  EVENT(request,    "a request is written")

#define SIPWRIGHT_DIGEST_CLIENT_FIELDS(FIELD)                                                           \
  FIELD(Instant, now,        {},    "when it happens; never goes back")                                 \
  FIELD(bool,    proxy,      false, "407 rather than 401")                                              \
  FIELD(bool,    named,      false, "the topmost challenge that can be answered is this challenger's")  \
  FIELD(bool,    carried,    false, "the request was written when the challenge was known")             \
  FIELD(bool,    same_nonce, false, "the nonce is the one that is known")                               \
  FIELD(bool,    stale,      false, "the challenge says stale=true")

#define SIPWRIGHT_DIGEST_CLIENT_CONTEXT(MEMBER)                                                         \
  MEMBER(std::uint32_t, uses,          0,     "requests written under the nonce")                       \
  MEMBER(bool,          proven,        false, "a request under the nonce was accepted")                 \
  MEMBER(Instant,       refused_until, {},    "refused credentials rest until then")

#define SIPWRIGHT_DIGEST_CLIENT_CONFIG(MEMBER)                                                          \
  MEMBER(Instant, rest, timer::back_off_max, "how long refused credentials are not sent again")

#define SIPWRIGHT_DIGEST_CLIENT_EFFECTS(EFFECT)                                                         \
  EFFECT(keep_challenge,   "(): the challenge at hand is the one to answer from now on")                \
  EFFECT(forget_challenge, "(): there is none to answer")                                               \
  EFFECT(judge,            "(answerable, stale): what the publisher is told of the challenge at hand")  \
  EFFECT(write,            "(count): credentials go with the request, under this nonce count")
// clang-format on

SIPWRIGHT_ENUM(State, SIPWRIGHT_DIGEST_CLIENT_STATES)
SIPWRIGHT_ENUM(EventKind, SIPWRIGHT_DIGEST_CLIENT_EVENTS)
struct Event {
  SIPWRIGHT_DIGEST_CLIENT_FIELDS(SIPWRIGHT_MEMBER)
};
struct Context {
  SIPWRIGHT_DIGEST_CLIENT_CONTEXT(SIPWRIGHT_MEMBER)
  friend bool operator==(const Context&, const Context&) = default;
};
struct Config {
  SIPWRIGHT_DIGEST_CLIENT_CONFIG(SIPWRIGHT_MEMBER)
};

namespace in {
SIPWRIGHT_DIGEST_CLIENT_STATES(SIPWRIGHT_STATE)
}
namespace on {
SIPWRIGHT_DIGEST_CLIENT_EVENTS(SIPWRIGHT_EVENT)
}
namespace ev {
SIPWRIGHT_DIGEST_CLIENT_FIELDS(SIPWRIGHT_EVENT_LEAF)
}
namespace ctx {
SIPWRIGHT_DIGEST_CLIENT_CONTEXT(SIPWRIGHT_CONTEXT_LEAF)
}
namespace cfg {
SIPWRIGHT_DIGEST_CLIENT_CONFIG(SIPWRIGHT_CONFIG_LEAF)
}
namespace fx {
SIPWRIGHT_DIGEST_CLIENT_EFFECTS(SIPWRIGHT_EFFECT)
}

inline constexpr MemberInfo field_info[] = {SIPWRIGHT_DIGEST_CLIENT_FIELDS(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo context_info[] = {SIPWRIGHT_DIGEST_CLIENT_CONTEXT(SIPWRIGHT_MEMBER_INFO)};
inline constexpr MemberInfo config_info[] = {SIPWRIGHT_DIGEST_CLIENT_CONFIG(SIPWRIGHT_MEMBER_INFO)};
inline constexpr WordInfo effect_info[] = {SIPWRIGHT_DIGEST_CLIENT_EFFECTS(SIPWRIGHT_WORD_INFO)};
inline constexpr NoEnums enum_info;

#define NAMED(word) static constexpr std::string_view name = #word;
// The nonce was too old: the server says so, or it is a new one where the old one had served (SW-30).
struct outdated : Def<And<Not<ev::same_nonce>, Or<ev::stale, ctx::proven>>> { NAMED(outdated) };
struct take_challenge
    : Steps<Set<ctx::uses, Num<0>>, Set<ctx::proven, False>, fx::keep_challenge<>> { NAMED(take_challenge) };
struct give_up
    : Steps<Set<ctx::refused_until, Add<ev::now, cfg::rest>>, fx::forget_challenge<>,
            fx::judge<False, False>> { NAMED(give_up) };
struct rested : Def<Le<ctx::refused_until, ev::now>> { NAMED(rested) };
#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state    event       next     steps, guard
using All = rows<
  Tr<"RFC3261-22.2-02 RFC3261-22.3-01",
     Unheard, challenged, Usable,  Do<take_challenge, fx::judge<True, ev::stale>>, When<ev::named>>,
  Tr<"RFC8760-2.4-02",
     Unheard, challenged, Stay,    Do<>, When<Not<ev::named>>>,

  Tr<"RFC3261-22.3-01",
     Usable,  challenged, Stay,    Do<>, When<Not<ev::named>>>,
  // It had been sent before the challenge was heard.
  Tr<"RFC3261-22.2-02",
     Usable,  challenged, Stay,    Do<fx::judge<True, False>>,
                                   When<And<ev::named, Not<ev::carried>, ev::same_nonce>>>,
  Tr<"RFC3261-22.2-02",
     Usable,  challenged, Stay,    Do<take_challenge, fx::judge<True, ev::stale>>,
                                   When<And<ev::named, Not<ev::carried>, Not<ev::same_nonce>>>>,
  Tr<"RFC7616-3.3-01 SW-30",
     Usable,  challenged, Stay,    Do<take_challenge, fx::judge<True, ev::stale>>,
                                   When<And<ev::named, ev::carried, outdated>>>,
  Tr<"RFC3261-22.1-02 SW-29",
     Usable,  challenged, Refused, Do<give_up>, When<And<ev::named, ev::carried, Not<outdated>>>>,
  Tr<"SW-30",
     Usable,  accepted,   Stay,    Do<Set<ctx::proven, Or<ctx::proven, ev::carried>>>>,
  Tr<"RFC3261-22.2-02",
     Usable,  other,      Stay,    Do<>>,
  Tr<"RFC7616-3.4-01 RFC3261-22.2-02",
     Usable,  request,    Stay,    Do<Set<ctx::uses, Add<ctx::uses, Num<1>>>, fx::write<ctx::uses>>>,

  Tr<"RFC3261-22.1-02 SW-29",
     Refused, request,    Stay,    Do<>>,
  Tr<"RFC3261-22.1-02 SW-29",
     Refused, challenged, Stay,    Do<fx::judge<False, False>>, When<And<ev::named, Not<rested>>>>,
  Tr<"SW-29",
     Refused, challenged, Usable,  Do<take_challenge, fx::judge<True, False>>, When<And<ev::named, rested>>>,
  Tr<"RFC3261-22.3-01",
     Refused, challenged, Stay,    Do<>, When<Not<ev::named>>>>;

using Answers = classification<
  Means<"RFC3261-22.2-02 RFC3261-22.3-01", challenged, Or<StatusIs<status::unauthorized>,
                                                          StatusIs<status::proxy_authentication_required>>>,
  Means<"SW-30",                           accepted,   StatusIn<200, 299>>,
  Means<"SW-30",                           other,      Always>>;
// clang-format on
}  // namespace table

struct Machine {
  static constexpr std::string_view name = "digest_client";
  static constexpr std::string_view title = "DigestClient";
  static constexpr std::string_view sources = "model/digest_client.hpp";
  static constexpr std::string_view purpose =
      "What the client does with a challenger, RFC 3261 section 22, RFC 7616 section 3.3.";
  static constexpr bool has_tag = false;
  using Rows = table::All;
  using Initial = in::Unheard;
  using Classification = table::Answers;
  using Reading = Do<Set<ev::proxy, StatusIs<status::proxy_authentication_required>>>;
  using Locals = list<>;
};

}  // namespace sipwright::model::digest_client
