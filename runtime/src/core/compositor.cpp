// The compositor's loop: transactions in front, the steps behind them, answers and events out.
#include "sipwright/compositor.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/answers.hpp"
#include "core/incoming.hpp"
#include "core/keyed_hash.hpp"
#include "core/outbox.hpp"
#include "core/publication_store.hpp"
#include "core/publish_steps.hpp"
#include "core/ring.hpp"
#include "core/server_transactions.hpp"
#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {
namespace {

CompositorConfig completed(CompositorConfig config) {
  if (config.packages.empty()) {
    config.packages.push_back({std::string(package::presence), {std::string(media_type::pidf)}});
  }
  config.expires_s_min = std::max<std::uint32_t>(config.expires_s_min, 1);
  config.expires_s_max = std::max(config.expires_s_max, config.expires_s_min);
  config.expires_s_standard =
      std::clamp(config.expires_s_standard, config.expires_s_min, config.expires_s_max);
  return config;
}

// What the user is told of a request; nothing of one that was no PUBLISH.
std::optional<CompositorEvent::Kind> kind_of(machines::CompositorOutcome what) {
  switch (what) {
    case machines::CompositorOutcome::none:
      break;
    case machines::CompositorOutcome::refused:
      return CompositorEvent::Kind::refused;
    case machines::CompositorOutcome::published:
      return CompositorEvent::Kind::published;
    case machines::CompositorOutcome::refreshed:
      return CompositorEvent::Kind::refreshed;
    case machines::CompositorOutcome::modified:
      return CompositorEvent::Kind::modified;
    case machines::CompositorOutcome::removed:
      return CompositorEvent::Kind::removed;
  }
  return std::nullopt;
}

struct KeptEvent {
  CompositorEvent event;
  std::string presentity, tag, if_match;
  std::string package;
};

}  // namespace

struct Compositor::Core {
  Core(CompositorConfig given, Randomness& randomness)
      : config(completed(std::move(given))),
        hash(randomness),
        store(randomness, hash, config.stored_octets_max,
              [this](core::PublicationStore::Id id) { tell_expired(id); }),
        transactions(config.timers, hash, outbox),
        writer(config),
        steps(config, store, randomness) {}

  void receive_request(Instant now);
  void answer(core::ServerTransactions::Arrived arrived, const core::Answer& answer, Instant now);
  void tell_expired(core::PublicationStore::Id id);
  void tell(const CompositorEvent& event);

  CompositorConfig config;
  core::KeyedHash hash;
  core::Outbox outbox;
  core::PublicationStore store;
  core::ServerTransactions transactions;
  core::AnswerWriter writer;
  core::PublishSteps steps;
  core::Incoming incoming;
  core::Reading reading = core::Reading::worthless;
  core::Ring<KeptEvent> events{limits::events_max};
  CompositorCounters counters;
};

std::string_view describe(CompositorEvent::Kind kind) {
  switch (kind) {
    case CompositorEvent::Kind::published:
      return "published";
    case CompositorEvent::Kind::refreshed:
      return "refreshed";
    case CompositorEvent::Kind::modified:
      return "modified";
    case CompositorEvent::Kind::removed:
      return "removed";
    case CompositorEvent::Kind::expired:
      return "expired";
    case CompositorEvent::Kind::refused:
      return "refused";
  }
  return {};
}

Compositor::Compositor(CompositorConfig config, Randomness& randomness)
    : core_(std::make_unique<Core>(std::move(config), randomness)) {}
Compositor::Compositor(Compositor&&) noexcept = default;
Compositor& Compositor::operator=(Compositor&&) noexcept = default;
Compositor::~Compositor() = default;

void Compositor::receive(const Peer& peer, std::string_view bytes, Instant now) {
  advance(now);
  Core& core = *core_;
  core.reading = core::read(bytes, peer, core.incoming);
  if (core.reading == core::Reading::worthless) {
    ++core.counters.malformed;
  } else if (!core.incoming.fields.is_request) {
    ++core.counters.responses_ignored;
  } else if (core.incoming.fields.method != method::ack) {  // ACK is never answered (RFC 3261 17.1.1.3)
    core.receive_request(now);
  }
}

void Compositor::Core::receive_request(Instant now) {
  using Arrival = core::ServerTransactions::Arrival;
  const Fields& fields = incoming.fields;
  const auto arrived = transactions.receive(fields, core::way_back(fields, incoming.peer), now);
  if (arrived.what == Arrival::copy) {
    ++counters.copies;
    return;
  }
  machines::CompositorEvent heard = machines::classify_compositor(fields);
  heard.merged = arrived.what == Arrival::merged;
  if (arrived.what == Arrival::full) {
    ++counters.overloads;
    heard.kind = machines::CompositorEventKind::overloaded;
  } else {
    ++counters.requests;
    if (reading == core::Reading::bad) {
      heard.kind = machines::CompositorEventKind::malformed;
      heard.status = incoming.refused_with;
    }
  }
  const core::Outcome outcome = steps.judge(incoming, heard, now);
  answer(arrived, outcome.answer, now);

  const auto kind = kind_of(outcome.what);
  if (!kind) return;
  CompositorEvent event;
  event.kind = *kind;
  event.status = outcome.answer.status;
  event.expires_s = outcome.answer.expires_s.value_or(0);
  event.presentity = fields.request_uri;
  event.package = fields.event;
  event.if_match = fields.if_match;
  const std::string tag = outcome.answer.tag ? outcome.answer.tag->text() : std::string();
  event.tag = tag;
  tell(event);
}

void Compositor::Core::answer(core::ServerTransactions::Arrived arrived, const core::Answer& answer,
                              Instant now) {
  const core::Hex to_tag(transactions.to_tag(incoming.fields));
  const std::string_view text = writer.write(incoming, answer, to_tag.text());
  if (arrived.id != core::ServerTransactions::none) {
    transactions.respond(arrived.id, answer.status, text, now);
    return;
  }
  core::MessageRef message = outbox.keep(text);
  outbox.send(message, core::way_back(incoming.fields, incoming.peer));
  outbox.drop(message);
}

void Compositor::Core::tell_expired(core::PublicationStore::Id id) {
  CompositorEvent event;
  event.kind = CompositorEvent::Kind::expired;
  event.presentity = store.presentity_of(id);
  event.package = config.packages[store.at(id).package].name;
  const std::string tag = store.at(id).tag.text();
  event.tag = tag;
  tell(event);
}

void Compositor::Core::tell(const CompositorEvent& event) {
  KeptEvent* kept = events.push();
  if (kept == nullptr) {
    ++counters.events_lost;
    return;
  }
  kept->event = event;
  kept->presentity.assign(event.presentity);
  kept->package.assign(event.package);
  kept->tag.assign(event.tag);
  kept->if_match.assign(event.if_match);
}

void Compositor::advance(Instant now) {
  core_->store.expire(now);
  core_->transactions.advance(now);
}

void Compositor::transport_failed(const Peer& peer, Instant now) {
  advance(now);
  core_->transactions.transport_failed(peer, now);
}

std::optional<Transmit> Compositor::poll_transmit() {
  return core_->outbox.poll();
}

std::optional<CompositorEvent> Compositor::poll_event() {
  KeptEvent* kept = core_->events.pop();
  if (kept == nullptr) return std::nullopt;
  CompositorEvent event = kept->event;
  event.presentity = kept->presentity;
  event.package = kept->package;
  event.tag = kept->tag;
  event.if_match = kept->if_match;
  return event;
}

Instant Compositor::next_deadline() const {
  return std::min(core_->store.next_expiry(), core_->transactions.next_deadline());
}

std::vector<LivePublication> Compositor::live(std::string_view presentity, std::string_view package,
                                              Instant now) const {
  std::vector<LivePublication> out;
  const core::PublicationStore& store = core_->store;
  for (auto id = store.first_of(presentity); id != core::PublicationStore::none; id = store.at(id).next) {
    const auto& one = store.at(id);
    const std::string& name = core_->config.packages[one.package].name;
    if (!store.lives(id, now) || (!package.empty() && package != name)) continue;
    out.push_back({store.presentity_of(id), name, one.tag.text(), one.media_type, one.document, one.dies_at()});
  }
  return out;
}

std::size_t Compositor::publications() const {
  return core_->store.size();
}

const CompositorCounters& Compositor::counters() const {
  return core_->counters;
}

void Compositor::restart(Instant now) {
  advance(now);
  core_->store.restart();
  core_->transactions.clear();
}

}  // namespace sipwright
