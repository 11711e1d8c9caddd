// For each machine: the reference, the emitted machine, and how to compare them and make events for them.
#pragma once

#include <iterator>
#include <string_view>
#include <type_traits>

#include "kit/equivalence/reference.hpp"
#include "sipwright/machines/call.hpp"
#include "sipwright/machines/call_presence.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/compositor.hpp"
#include "sipwright/machines/digest_client.hpp"
#include "sipwright/machines/publication.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/push_back.hpp"
#include "sipwright/machines/server_transaction.hpp"

namespace sipwright::tests {

// The members of both contexts, whose enumerations are two types with the same names.
template <class A, class B>
bool same(const A& a, const B& b) {
  if constexpr (std::is_enum_v<A>) {
    return to_string(a) == to_string(b);
  } else {
    return a == b;
  }
}

// Copies what the two machines call by the same names; `difference` gives the first member of the contexts that
// differs, empty if none does; `fill` fills an event, `pick(n)` being any number below n.
#define SIPWRIGHT_COPY(type, name, initial, doc) to.name = from.name;
#define SIPWRIGHT_DIFFER(type, name, initial, doc) \
  if (!same(reference.name, emitted.name)) return #name;
// Of the ranks that a random event is drawn from, `more` are one `favourite` kind: what long ways consist of.
#define SIPWRIGHT_PAIR(Title, space, LIST, Machine, favourite, more)                                    \
  struct Title##Pair {                                                                                  \
    using Kind = model::space::EventKind;                                                               \
    using Event = model::space::Event;                                                                  \
    using Config = model::space::Config;                                                                \
    using Reference = Reference##Title;                                                                 \
    using Emitted = Machine;                                                                            \
    using EmittedConfig = machines::Title##Config;                                                      \
    static constexpr auto& rows = machines::space##_rows;                                               \
    static constexpr std::size_t ranks = std::size(model::space::EventKindInfo) + more;                 \
    static constexpr Kind kind_of(std::size_t rank) {                                                   \
      return rank < ranks - more ? static_cast<Kind>(rank) : Kind::favourite;                           \
    }                                                                                                   \
                                                                                                        \
    static Emitted::Event translate(Kind kind, [[maybe_unused]] const Event& from) {                    \
      Emitted::Event to;                                                                                \
      to.kind = static_cast<machines::Title##EventKind>(kind);                                          \
      SIPWRIGHT_##LIST##_FIELDS(SIPWRIGHT_COPY) return to;                                              \
    }                                                                                                   \
    static EmittedConfig translate([[maybe_unused]] const Config& from) {                               \
      EmittedConfig to;                                                                                 \
      SIPWRIGHT_##LIST##_CONFIG(SIPWRIGHT_COPY) return to;                                              \
    }                                                                                                   \
    template <class Context>                                                                            \
    static std::string_view difference([[maybe_unused]] const model::space::Context& reference,         \
                                       [[maybe_unused]] const Context& emitted) {                       \
      SIPWRIGHT_##LIST##_CONTEXT(SIPWRIGHT_DIFFER) return {};                                           \
    }                                                                                                   \
    template <class Pick>                                                                               \
    static Event fill(Kind kind, Instant now, Pick&& pick);                                             \
    template <class Pick>                                                                               \
    static Config configure(Pick&& pick);                                                               \
  };

using TaggedPublisher = machines::Publisher<model::publisher::Tag, model::publisher::Tag>;
SIPWRIGHT_PAIR(Publisher, publisher, PUBLISHER, TaggedPublisher, accepted, 0)
SIPWRIGHT_PAIR(ClientTransaction, client_transaction, CLIENT_TRANSACTION, machines::ClientTransaction, provisional, 0)
SIPWRIGHT_PAIR(ServerTransaction, server_transaction, SERVER_TRANSACTION, machines::ServerTransaction, provisional, 0)
SIPWRIGHT_PAIR(Compositor, compositor, COMPOSITOR, machines::Compositor, passed, 12)
SIPWRIGHT_PAIR(Publication, publication, PUBLICATION, machines::Publication, store, 0)
SIPWRIGHT_PAIR(Call, call, CALL, machines::Call, connected, 0)
SIPWRIGHT_PAIR(CallPresence, call_presence, CALL_PRESENCE, machines::CallPresence, call_began, 0)
SIPWRIGHT_PAIR(DigestClient, digest_client, DIGEST_CLIENT, machines::DigestClient, challenged, 0)
SIPWRIGHT_PAIR(PushBack, push_back, PUSH_BACK, machines::PushBack, request, 0)
#undef SIPWRIGHT_PAIR
#undef SIPWRIGHT_DIFFER
#undef SIPWRIGHT_COPY

template <class Pick>
PublisherPair::Event PublisherPair::fill(Kind kind, Instant now, Pick&& pick) {
  constexpr std::uint32_t lifetimes[] = {0, 1, 2, 30, 60, 67, 68, 69, 600, 3600, 0x7fffffff, 0xffffffff};
  const auto lifetime = [&] { return lifetimes[pick(std::size(lifetimes))]; };
  Event event;
  event.now = now;
  event.random = pick(65536);
  event.status = kind == Kind::challenged ? model::status::unauthorized : 200 + pick(500);
  event.has_expires = pick(4) > 0;
  event.expires = lifetime();
  event.min_expires = lifetime();
  event.retry_after = pick(3) * 20;
  event.proxy = pick(2) == 1;
  event.answerable = pick(8) > 0;
  event.stale = pick(3) == 0;
  event.tag = model::publisher::Tag(1 + pick(1000));
  event.lost = pick(2) == 0;
  event.last = pick(3) == 0;
  return event;
}

template <class Pick>
ClientTransactionPair::Event ClientTransactionPair::fill(Kind, Instant now, Pick&& pick) {
  return {now, pick(3) == 0, pick(2) == 0};
}

template <class Pick>
ServerTransactionPair::Event ServerTransactionPair::fill(Kind, Instant now, Pick&& pick) {
  const std::uint32_t status = pick(4) == 0 ? model::status::request_timeout : 200 + pick(500);
  return {now, pick(3) == 0, status};
}

template <class Pick>
CompositorPair::Event CompositorPair::fill(Kind kind, Instant, Pick&& pick) {
  constexpr std::uint32_t lifetimes[] = {0, 1, 59, 60, 600, 3600, 3601, 0xffffffff};
  Event event;
  event.publishes = kind == Kind::options ? false : pick(8) > 0;
  event.merged = pick(8) == 0;
  event.extended = pick(8) == 0;
  event.event_rows = pick(8) == 0 ? pick(3) : 1;
  event.tag_rows = pick(3);
  event.names_tag = pick(4) > 0;
  event.has_expires = pick(4) > 0;
  event.expires = lifetimes[pick(std::size(lifetimes))];
  event.has_body = pick(3) > 0;
  event.status = 400 + pick(200);
  return event;
}

template <class Pick>
PublicationPair::Event PublicationPair::fill(Kind, Instant now, Pick&& pick) {
  constexpr std::uint32_t lifetimes[] = {1, 5, 60, 600, 3600, 0xffffffff};
  return {now, lifetimes[pick(std::size(lifetimes))]};
}

template <class Pick>
CallPair::Event CallPair::fill(Kind, Instant, Pick&&) { return {}; }
template <class Pick>
CallPresencePair::Event CallPresencePair::fill(Kind, Instant, Pick&&) { return {}; }

template <class Pick>
DigestClientPair::Event DigestClientPair::fill(Kind, Instant now, Pick&& pick) {
  return {now, pick(2) == 0, pick(4) > 0, pick(2) == 0, pick(3) == 0, pick(3) == 0};
}

template <class Pick>
PushBackPair::Event PushBackPair::fill(Kind, Instant now, Pick&& pick) { return {now, pick(3) * 20}; }

// The settings of one sequence: as they are, but for those that rows depend on.
template <class Pick>
PublisherPair::Config PublisherPair::configure(Pick&&) { return {}; }
template <class Pick>
ClientTransactionPair::Config ClientTransactionPair::configure(Pick&&) { return {}; }
template <class Pick>
ServerTransactionPair::Config ServerTransactionPair::configure(Pick&&) { return {}; }
template <class Pick>
CompositorPair::Config CompositorPair::configure(Pick&& pick) {
  Config config;
  config.guarded = pick(3) == 0;
  config.expires_standard = pick(2) == 0 ? 600 : 3600;
  return config;
}
template <class Pick>
PublicationPair::Config PublicationPair::configure(Pick&&) { return {}; }
template <class Pick>
CallPair::Config CallPair::configure(Pick&&) { return {}; }
template <class Pick>
CallPresencePair::Config CallPresencePair::configure(Pick&&) { return {}; }
template <class Pick>
DigestClientPair::Config DigestClientPair::configure(Pick&&) { return {}; }
template <class Pick>
PushBackPair::Config PushBackPair::configure(Pick&&) { return {}; }

}  // namespace sipwright::tests
