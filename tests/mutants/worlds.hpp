// The finite worlds in which mutants are told from their machine: which settings, which values of an event's fields,
// which waits between events. Values stand on both sides of every constant that a guard compares with; lengths of time
// are short, since only their order counts. What a world leaves out it says in its bound.
#pragma once

#include <limits>

#include "explore.hpp"
#include "kit/equivalence/pairs.hpp"

namespace sipwright::tests {

#define SIPWRIGHT_VISIT(type, name, initial, doc) f(context.name);
#define SIPWRIGHT_TELL(type, name, initial, doc) \
  if (!(a.name == b.name)) return #name;
#define SIPWRIGHT_TRAITS(Title, space, LIST)                                                              \
  struct Title##Traits {                                                                                  \
    using Machine = Title##Pair::Emitted;                                                                 \
    using Context = decltype(Machine::context);                                                           \
    template <class F>                                                                                    \
    static void each_member([[maybe_unused]] const Context& context, [[maybe_unused]] F&& f) {            \
      SIPWRIGHT_##LIST##_CONTEXT(SIPWRIGHT_VISIT)                                                         \
    }                                                                                                     \
    static std::string_view difference([[maybe_unused]] const Context& a, [[maybe_unused]] const Context& b) { \
      SIPWRIGHT_##LIST##_CONTEXT(SIPWRIGHT_TELL) return {};                                               \
    }                                                                                                     \
    template <class F>                                                                                    \
    static void age(Context& context, F&& f);                                                             \
    static bool concerns(int row, machines::Title##State state, machines::Title##EventKind kind) {        \
      const auto& one = machines::space##_rows[row];                                                      \
      return one.state == state && one.event == kind;                                                     \
    }                                                                                                     \
    static void look(const void* machine, Effect& effect);                                                \
  };                                                                                                      \
  using Title##World = World<Title##Traits::Machine, machines::Title##Config>;
SIPWRIGHT_TRAITS(Publisher, publisher, PUBLISHER)
SIPWRIGHT_TRAITS(ClientTransaction, client_transaction, CLIENT_TRANSACTION)
SIPWRIGHT_TRAITS(ServerTransaction, server_transaction, SERVER_TRANSACTION)
SIPWRIGHT_TRAITS(Compositor, compositor, COMPOSITOR)
SIPWRIGHT_TRAITS(Publication, publication, PUBLICATION)
SIPWRIGHT_TRAITS(Call, call, CALL)
SIPWRIGHT_TRAITS(CallPresence, call_presence, CALL_PRESENCE)
SIPWRIGHT_TRAITS(DigestClient, digest_client, DIGEST_CLIENT)
SIPWRIGHT_TRAITS(PushBack, push_back, PUSH_BACK)
#undef SIPWRIGHT_TRAITS
#undef SIPWRIGHT_TELL
#undef SIPWRIGHT_VISIT

template <class F>
void PublisherTraits::age(Context& context, F&& f) {
  f(context.sent_at);
  f(context.dies_at);
  f(context.hold_until);
}
template <class F>
void ClientTransactionTraits::age(Context& context, F&& f) { f(context.e_at); }
template <class F>
void ServerTransactionTraits::age(Context& context, F&& f) { f(context.late_at); }
template <class F>
void PublicationTraits::age(Context& context, F&& f) { f(context.dies_at); }
template <class F>
void DigestClientTraits::age(Context& context, F&& f) { f(context.refused_until); }
template <class F>
void PushBackTraits::age(Context& context, F&& f) { f(context.until); }
template <class F>
void CompositorTraits::age(Context&, F&&) {}
template <class F>
void CallTraits::age(Context&, F&&) {}
template <class F>
void CallPresenceTraits::age(Context&, F&&) {}

// The agent's sink looks at the machine's memory when the user is told.
inline void PublisherTraits::look(const void* machine, Effect& effect) {
  if (effect.name != "tell") return;
  const Context& context = static_cast<const Machine*>(machine)->context;
  effect.add(context.wanted);
  effect.add(context.has_tag);
  effect.add(context.granted);
  effect.add(context.tag.value);
}
inline void ClientTransactionTraits::look(const void*, Effect&) {}
inline void ServerTransactionTraits::look(const void*, Effect&) {}
inline void CompositorTraits::look(const void*, Effect&) {}
inline void PublicationTraits::look(const void*, Effect&) {}
inline void CallTraits::look(const void*, Effect&) {}
inline void CallPresenceTraits::look(const void*, Effect&) {}
inline void DigestClientTraits::look(const void*, Effect&) {}
inline void PushBackTraits::look(const void*, Effect&) {}

inline Instant seconds(std::int64_t count) { return std::chrono::seconds(count); }

// Every event of every kind, for each wait.
template <class Event, class Kind, class Vary>
void add_all(std::vector<Event>& events, std::size_t kinds, std::initializer_list<std::int64_t> waits, Vary&& vary) {
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    Event event;
    event.kind = static_cast<Kind>(kind);
    for ([[maybe_unused]] const std::int64_t wait : waits) {
      if constexpr (has_time<Event>) event.now = seconds(wait);
      vary(event, [&] { events.push_back(event); });
    }
  }
}

inline machines::PublisherConfig short_times() {
  machines::PublisherConfig config;
  config.refresh_margin = seconds(3);
  config.gap_min = seconds(1);
  config.back_off_min = seconds(2);
  config.back_off_max = seconds(4);
  config.shutdown_max = seconds(1);
  config.amended_max = 2;
  return config;
}

// The values that the fields of an event of its kind take.
struct PublisherValues {
  std::vector<std::uint32_t> wanted, granted, floors, pauses, random;
  std::vector<std::uint32_t> tags;
  bool ends = false;  // the agent ends, and answers get lost
};

template <class Add>
void vary_publisher(const PublisherValues& values, PublisherTraits::Machine::Event& event, Add&& add) {
  using Kind = machines::PublisherEventKind;
  const auto randomly = [&] {
    for (const std::uint32_t random : values.random) {
      event.random = random;
      add();
    }
  };
  const auto grants = [&] {
    event.status = 200;
    event.has_expires = false;
    event.expires = 0;
    add();
    event.has_expires = true;
    for (const std::uint32_t granted : values.granted) {
      event.expires = granted;
      add();
    }
  };
  switch (event.kind) {
    case Kind::want:
      for (const std::uint32_t wanted : values.wanted) {
        event.expires = wanted;
        add();
      }
      return;
    case Kind::accepted:
      for (const std::uint32_t tag : values.tags) {
        event.tag = model::publisher::Tag(tag);
        grants();
      }
      return;
    case Kind::untagged: return grants();
    case Kind::challenged:
      for (const int bits : {0, 1, 2, 3, 4, 5, 6, 7}) {
        event.proxy = (bits & 1) != 0;
        event.answerable = (bits & 2) != 0;
        event.stale = (bits & 4) != 0;
        event.status = event.proxy ? 407 : 401;
        randomly();
      }
      return;
    case Kind::too_brief:
      event.status = 423;
      for (const std::uint32_t floor : values.floors) {
        event.min_expires = floor;
        randomly();
      }
      return;
    case Kind::pushed_back:
      event.status = 503;
      for (const std::uint32_t pause : values.pauses) {
        event.retry_after = pause;
        randomly();
      }
      return;
    case Kind::ended: event.status = 200; return randomly();
    case Kind::stale_tag: event.status = 412; return randomly();
    case Kind::failed:
      event.status = 408;
      for (const bool lost : {false, true}) {
        event.lost = lost;
        if (!lost || values.ends) randomly();
      }
      return;
    case Kind::unwant:
      for (const bool last : {false, true}) {
        event.last = last;
        if (!last || values.ends) add();
      }
      return;
    default: add();
  }
}

inline std::vector<PublisherWorld> publisher_worlds() {
  using Event = PublisherTraits::Machine::Event;
  constexpr std::size_t kinds = std::size(model::publisher::EventKindInfo);
  const auto world = [&](const char* name, std::initializer_list<std::int64_t> waits, const PublisherValues& values) {
    PublisherWorld one{name, short_times(), {}, seconds(12), [](const auto&) { return true; }};
    add_all<Event, machines::PublisherEventKind>(one.events, kinds, waits,
                                                 [&](Event& event, auto&& add) { vary_publisher(values, event, add); });
    return one;
  };
  // Grants that end exactly when something happens, and every answer; failures in a row are counted to 2.
  PublisherWorld life = world("lifetimes", {0, 3}, {{8}, {3}, {0, 10, 12}, {0, 2}, {0}, {1}});
  life.config.amended_max = 1;
  life.within = [](const PublisherTraits::Machine& machine) { return machine.context.failures <= 1; };
  // Every number of failures in a row, with both ends of the jitter; the longest back-off is nearly out of reach.
  PublisherWorld failures = world("failures", {0}, {{8}, {8}, {0}, {2}, {0, 65535}, {1}});
  failures.config.back_off_min = seconds(1);
  failures.config.back_off_max = seconds(100000);
  std::erase_if(failures.events, [](const Event& event) {
    using Kind = machines::PublisherEventKind;
    return event.kind != Kind::want && event.kind != Kind::failed && event.kind != Kind::retry_due;
  });
  // The end of the agent, and requests of which nobody knows what became, with pauses as long as the end and longer;
  // without 423, and without challenges that are answered twice.
  PublisherWorld ends = world("ends", {0, 3}, {{8}, {3, 10}, {}, {0, 1, 2}, {0}, {1}, true});
  ends.config.amended_max = 1;
  ends.within = [](const PublisherTraits::Machine& machine) { return machine.context.failures <= 1; };
  std::erase_if(ends.events, [](const Event& event) { return event.proxy || event.stale; });
  return {life, failures, ends};
}

inline std::vector<ClientTransactionWorld> client_transaction_worlds() {
  using Event = machines::ClientTransactionEvent;
  // Timers that fire before they are due move the next copy away without end: it is bounded.
  ClientTransactionWorld world{"copies", {}, {}, seconds(20), [](const ClientTransactionTraits::Machine& machine) {
                                 return machine.context.e_at <= present + seconds(20);
                               }};
  world.config = {seconds(1), seconds(4), seconds(5)};
  add_all<Event, machines::ClientTransactionEventKind>(
      world.events, std::size(model::client_transaction::EventKindInfo), {0, 1, 3, 9}, [](Event& event, auto&& add) {
        for (const bool reliable : {false, true}) {
          event.reliable = reliable;
          add();
        }
      });
  return {world};
}

inline std::vector<ServerTransactionWorld> server_transaction_worlds() {
  using Event = machines::ServerTransactionEvent;
  ServerTransactionWorld world{"answers", {}, {}, seconds(70), [](const auto&) { return true; }};
  world.config = {seconds(1), seconds(4)};
  add_all<Event, machines::ServerTransactionEventKind>(
      world.events, std::size(model::server_transaction::EventKindInfo), {0, 1, 63, 64, 65},
      [](Event& event, auto&& add) {
        for (const int bits : {0, 1, 2, 3}) {
          event.reliable = (bits & 1) != 0;
          event.status = (bits & 2) != 0 ? 408 : 200;
          add();
        }
      });
  return {world};
}

inline std::vector<PublicationWorld> publication_worlds() {
  using Event = machines::PublicationEvent;
  PublicationWorld world{"lives", {}, {}, seconds(10), [](const auto&) { return true; }};
  add_all<Event, machines::PublicationEventKind>(world.events, std::size(model::publication::EventKindInfo), {0, 1, 4},
                                                 [](Event& event, auto&& add) {
                                                   for (const std::uint32_t granted : {1u, 4u}) {
                                                     event.granted = granted;
                                                     add();
                                                   }
                                                 });
  return {world};
}

inline std::vector<DigestClientWorld> digest_client_worlds() {
  using Event = machines::DigestClientEvent;
  DigestClientWorld world{"challenges", {}, {}, seconds(10),
                          [](const DigestClientTraits::Machine& machine) { return machine.context.uses < 3; }};
  world.config.rest = seconds(2);
  add_all<Event, machines::DigestClientEventKind>(
      world.events, std::size(model::digest_client::EventKindInfo), {0, 1, 2}, [](Event& event, auto&& add) {
        for (int bits = 0; bits < 32; ++bits) {
          event.proxy = (bits & 1) != 0;
          event.named = (bits & 2) != 0;
          event.carried = (bits & 4) != 0;
          event.same_nonce = (bits & 8) != 0;
          event.stale = (bits & 16) != 0;
          add();
        }
      });
  return {world};
}

inline std::vector<PushBackWorld> push_back_worlds() {
  using Event = machines::PushBackEvent;
  PushBackWorld world{"pauses", {}, {}, seconds(10), [](const auto&) { return true; }};
  add_all<Event, machines::PushBackEventKind>(world.events, std::size(model::push_back::EventKindInfo), {0, 1, 3},
                                              [](Event& event, auto&& add) {
                                                for (const std::uint32_t pause : {0u, 1u, 3u}) {
                                                  event.retry_after = pause;
                                                  add();
                                                }
                                              });
  return {world};
}

inline std::vector<CallWorld> call_worlds() {
  using Event = machines::CallEvent;
  CallWorld world{"calls", {}, {}, {}, [](const auto&) { return true; }};
  add_all<Event, machines::CallEventKind>(world.events, std::size(model::call::EventKindInfo), {0},
                                          [](Event&, auto&& add) { add(); });
  return {world};
}

// Up to three calls at a time.
inline std::vector<CallPresenceWorld> call_presence_worlds() {
  using Event = machines::CallPresenceEvent;
  CallPresenceWorld world{"users", {}, {}, {},
                          [](const CallPresenceTraits::Machine& machine) { return machine.context.calls < 3; }};
  add_all<Event, machines::CallPresenceEventKind>(world.events, std::size(model::call_presence::EventKindInfo), {0},
                                                  [](Event&, auto&& add) { add(); });
  return {world};
}

// Every form of a request. The memory of a request that is over is gone on from only where it was refused: the next
// request overwrites all of it.
inline std::vector<CompositorWorld> compositor_worlds() {
  using Event = machines::CompositorEvent;
  using Kind = machines::CompositorEventKind;
  CompositorWorld world{"requests", {}, {}, {}, [](const CompositorTraits::Machine& machine) {
                          return machine.state != machines::CompositorState::Idle || machine.context.granted == 0;
                        }};
  add_all<Event, Kind>(world.events, std::size(model::compositor::EventKindInfo), {0}, [](Event& event, auto&& add) {
    if (event.kind == Kind::malformed || event.kind == Kind::overloaded) {
      for (const bool publishes : {false, true}) {
        for (const std::uint32_t status : {0u, 1u, 420u}) {
          event.publishes = publishes;
          event.status = status;
          add();
        }
      }
      return;
    }
    if (event.kind != Kind::publish && event.kind != Kind::options) return add();
    event.publishes = event.kind == Kind::publish;
    for (int bits = 0; bits < 32; ++bits) {
      event.merged = (bits & 1) != 0;
      event.extended = (bits & 2) != 0;
      event.names_tag = (bits & 4) != 0;
      event.has_expires = (bits & 8) != 0;
      event.has_body = (bits & 16) != 0;
      for (const std::uint32_t event_rows : {1u, 2u}) {
        for (const std::uint32_t tag_rows : {0u, 1u, 2u}) {
          for (const std::uint32_t expires : {0u, 59u, 60u, 3601u}) {
            event.event_rows = event_rows;
            event.tag_rows = tag_rows;
            event.expires = expires;
            add();
          }
        }
      }
    }
  });
  CompositorWorld guarded = world;
  guarded.name = "guarded requests";
  guarded.config.guarded = true;
  guarded.config.expires_standard = 600;
  return {world, guarded};
}

}  // namespace sipwright::tests
