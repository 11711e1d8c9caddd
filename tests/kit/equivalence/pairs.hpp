// For each machine: the reference, the emitted machine, and how to compare them and make events for them.
#pragma once

#include <iterator>
#include <string_view>

#include "kit/equivalence/reference.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/server_transaction.hpp"

namespace sipwright::tests {

struct PublisherPair {
  using Kind = model::publisher::EventKind;
  using Event = model::publisher::Event;
  using Config = model::publisher::Config;
  using Reference = ReferencePublisher;
  using Emitted = machines::Publisher<model::publisher::Tag, model::publisher::Tag>;
  using EmittedConfig = machines::PublisherConfig;
  static constexpr auto& rows = machines::publisher_rows;
  static constexpr std::size_t kinds = std::size(model::publisher::EventKindInfo);

  static Emitted::Event translate(Kind kind, const Event& from) {
    machines::BasicPublisherEvent<model::publisher::Tag> to;
    to.kind = static_cast<machines::PublisherEventKind>(kind);
#define FIELD(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_PUBLISHER_FIELDS(FIELD)
#undef FIELD
    return to;
  }
  static EmittedConfig translate(const Config& from) {
    EmittedConfig to;
#define MEMBER(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_PUBLISHER_CONFIG(MEMBER)
#undef MEMBER
    return to;
  }
  // The first member of the contexts that differs; empty: none does.
  template <class Context>
  static std::string_view difference(const model::publisher::Context& reference, const Context& emitted) {
#define MEMBER(type, name, initial, doc) \
  if (!(reference.name == emitted.name)) return #name;
    SIPWRIGHT_PUBLISHER_CONTEXT(MEMBER)
#undef MEMBER
    return {};
  }
  // Fills an event: `pick(n)` is any number below n.
  template <class Pick>
  static Event fill(Kind kind, Instant now, Pick&& pick);
};

struct ClientTransactionPair {
  using Kind = model::client_transaction::EventKind;
  using Event = model::client_transaction::Event;
  using Config = model::client_transaction::Config;
  using Reference = ReferenceClientTransaction;
  using Emitted = machines::ClientTransaction;
  using EmittedConfig = machines::ClientTransactionConfig;
  static constexpr auto& rows = machines::client_transaction_rows;
  static constexpr std::size_t kinds = std::size(model::client_transaction::EventKindInfo);

  static Emitted::Event translate(Kind kind, const Event& from) {
    machines::ClientTransactionEvent to;
    to.kind = static_cast<machines::ClientTransactionEventKind>(kind);
#define FIELD(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_CLIENT_TRANSACTION_FIELDS(FIELD)
#undef FIELD
    return to;
  }
  static EmittedConfig translate(const Config& from) {
    EmittedConfig to;
#define MEMBER(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_CLIENT_TRANSACTION_CONFIG(MEMBER)
#undef MEMBER
    return to;
  }
  // The first member of the contexts that differs; empty: none does.
  template <class Context>
  static std::string_view difference(const model::client_transaction::Context& reference, const Context& emitted) {
#define MEMBER(type, name, initial, doc) \
  if (!(reference.name == emitted.name)) return #name;
    SIPWRIGHT_CLIENT_TRANSACTION_CONTEXT(MEMBER)
#undef MEMBER
    return {};
  }
  // Fills an event: `pick(n)` is any number below n.
  template <class Pick>
  static Event fill(Kind kind, Instant now, Pick&& pick);
};

struct ServerTransactionPair {
  using Kind = model::server_transaction::EventKind;
  using Event = model::server_transaction::Event;
  using Config = model::server_transaction::Config;
  using Reference = ReferenceServerTransaction;
  using Emitted = machines::ServerTransaction;
  using EmittedConfig = machines::ServerTransactionConfig;
  static constexpr auto& rows = machines::server_transaction_rows;
  static constexpr std::size_t kinds = std::size(model::server_transaction::EventKindInfo);

  static Emitted::Event translate(Kind kind, const Event& from) {
    machines::ServerTransactionEvent to;
    to.kind = static_cast<machines::ServerTransactionEventKind>(kind);
#define FIELD(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_SERVER_TRANSACTION_FIELDS(FIELD)
#undef FIELD
    return to;
  }
  static EmittedConfig translate(const Config& from) {
    EmittedConfig to;
#define MEMBER(type, name, initial, doc) to.name = from.name;
    SIPWRIGHT_SERVER_TRANSACTION_CONFIG(MEMBER)
#undef MEMBER
    return to;
  }
  // The first member of the contexts that differs; empty: none does.
  template <class Context>
  static std::string_view difference(const model::server_transaction::Context& reference, const Context& emitted) {
#define MEMBER(type, name, initial, doc) \
  if (!(reference.name == emitted.name)) return #name;
    SIPWRIGHT_SERVER_TRANSACTION_CONTEXT(MEMBER)
#undef MEMBER
    return {};
  }
  // Fills an event: `pick(n)` is any number below n.
  template <class Pick>
  static Event fill(Kind kind, Instant now, Pick&& pick);
};

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
  return event;
}

template <class Pick>
ClientTransactionPair::Event ClientTransactionPair::fill(Kind, Instant now, Pick&& pick) {
  return {now, pick(3) == 0};
}

template <class Pick>
ServerTransactionPair::Event ServerTransactionPair::fill(Kind, Instant now, Pick&& pick) {
  const std::uint32_t status = pick(4) == 0 ? model::status::request_timeout : 200 + pick(500);
  return {now, pick(3) == 0, status};
}

}  // namespace sipwright::tests
