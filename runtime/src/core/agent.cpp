// The agent's loop: what is wanted comes in, machines and transactions run, bytes and events go out.
#include "sipwright/agent.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "core/client_transactions.hpp"
#include "core/incoming.hpp"
#include "core/keyed_hash.hpp"
#include "core/outbox.hpp"
#include "core/publications.hpp"
#include "core/text.hpp"
#include "core/users.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {

using Wish = machines::CallPresenceEventKind;
// The machines and the bound that is promised mean the same end.
static_assert(timer::shutdown_max == std::chrono::seconds(limits::shutdown_s_max));

struct Agent::Core {
  Core(AgentConfig given, Randomness& randomness)
      : config(completed(std::move(given))),
        own(core::split_sent_by(config.sent_by)),
        hash(randomness),
        transactions(config.timers, outbox),
        publications(config, randomness, hash, transactions, counters),
        users(publications, hash) {}

  static AgentConfig completed(AgentConfig config) {
    if (config.package.empty()) config.package = package::presence;
    config.expires_s = std::max<std::uint32_t>(config.expires_s, 1);
    return config;
  }

  core::Publications::Id find_or_make(std::string_view presentity);
  Misuse check(std::string_view presentity, const Document& document);
  // `document` is checked with the presentity, `shown` is what the call shows.
  Misuse call_began(std::string_view call, std::string_view presentity, machines::CallEventKind kind,
                    const Document& document, const Document& shown, Instant now);
  void receive(const Peer& peer, std::string_view bytes, Instant now);
  void hand_over_notices(Instant now);
  void advance(Instant now);
  bool is_over() const { return publications.size() == 0; }

  AgentConfig config;
  core::SentBy own;  // how answers name us
  core::KeyedHash hash;
  core::Outbox outbox;
  core::ClientTransactions transactions;
  AgentCounters counters;
  core::Publications publications;
  core::Users users;
  core::Incoming incoming;
  bool stopping = false;
  Instant stop_at = never;
};

std::string_view describe(Misuse misuse) {
  switch (misuse) {
    case Misuse::none:
      return "nothing is wrong";
    case Misuse::bad_uri:
      return "the presentity is not a SIP URI; give it as user and host, such as the user's address";
    case Misuse::bad_document:
      return "the document is empty, too long, or its media type cannot stand in a header field";
    case Misuse::bad_config:
      return "the configuration holds a value that cannot stand in a request: look at sent_by, from_uri, "
             "user_agent and package";
    case Misuse::bad_call:
      return "the call's name is empty or too long; give one that is unique while the call lasts";
    case Misuse::unknown:
      return "nothing is published for this presentity, or there is no such call; publish it first";
    case Misuse::already_there:
      return "this call is there already for this presentity, or not in a state for that; end it first";
    case Misuse::too_many:
      return "the agent holds as many publications or calls as it can; end some first";
    case Misuse::shutting_down:
      return "the agent is shutting down and takes nothing new";
  }
  return {};
}

std::string_view describe(Failure failure) {
  switch (failure) {
    case Failure::none:
      return "no failure";
    case Failure::refused:
      return "refused by the server";
    case Failure::timed_out:
      return "no answer in time";
    case Failure::transport:
      return "the transport failed";
    case Failure::too_large:
      return "the request is too large to be sent, or too many are open";
    case Failure::expired:
      return "the lifetime ran out";
    case Failure::left:
      return "may stay published until its lifetime has run out: it cannot be removed";
  }
  return {};
}

std::string_view describe(AgentEvent::Kind kind) {
  switch (kind) {
    case AgentEvent::Kind::published:
      return "published";
    case AgentEvent::Kind::refreshed:
      return "refreshed";
    case AgentEvent::Kind::modified:
      return "modified";
    case AgentEvent::Kind::removed:
      return "removed";
    case AgentEvent::Kind::failed:
      return "failed";
  }
  return {};
}

Agent::Agent(AgentConfig config, Randomness& randomness)
    : core_(std::make_unique<Core>(std::move(config), randomness)) {}
Agent::Agent(Agent&&) noexcept = default;
Agent& Agent::operator=(Agent&&) noexcept = default;
Agent::~Agent() = default;

Misuse Agent::Core::check(std::string_view presentity, const Document& document) {
  return stopping ? Misuse::shutting_down : publications.check(presentity, document);
}

// `none` if limits::publications_max is reached.
core::Publications::Id Agent::Core::find_or_make(std::string_view presentity) {
  const auto id = publications.find(presentity);
  if (id != core::Publications::none || publications.size() >= limits::publications_max) return id;
  return publications.make(presentity);
}

Misuse Agent::publish(std::string_view presentity, const Document& document, Instant now) {
  core_->advance(now);
  if (const Misuse misuse = core_->check(presentity, document); misuse != Misuse::none) return misuse;
  const auto id = core_->find_or_make(presentity);
  if (id == core::Publications::none) return Misuse::too_many;
  return core_->users.wish(id, Wish::publish, document, now);
}

Misuse Agent::modify(std::string_view presentity, const Document& document, Instant now) {
  core_->advance(now);
  if (const Misuse misuse = core_->check(presentity, document); misuse != Misuse::none) return misuse;
  const auto id = core_->publications.find(presentity);
  if (id == core::Publications::none) return Misuse::unknown;
  return core_->users.wish(id, Wish::modify, document, now);
}

Misuse Agent::remove(std::string_view presentity, Instant now) {
  core_->advance(now);
  const auto id = core_->publications.find(presentity);
  if (id == core::Publications::none) return Misuse::unknown;
  return core_->users.wish(id, Wish::withdraw, {}, now);
}

Misuse Agent::Core::call_began(std::string_view call, std::string_view presentity, machines::CallEventKind kind,
                               const Document& document, const Document& shown, Instant now) {
  advance(now);
  if (call.empty() || call.size() > limits::call_name_octets_max) return Misuse::bad_call;
  if (const Misuse misuse = check(presentity, document); misuse != Misuse::none) return misuse;
  const auto id = find_or_make(presentity);
  if (id == core::Publications::none) return Misuse::too_many;
  return users.call(id, call, kind, shown, now);
}

Misuse Agent::call_ringing(std::string_view call, std::string_view presentity, Instant now) {
  // Nothing is shown yet: what is checked is the presentity.
  const Document any{media_type::plain, "-"};
  return core_->call_began(call, presentity, machines::CallEventKind::ringing, any, {}, now);
}

Misuse Agent::call_connected(std::string_view call, std::string_view presentity, const Document& document,
                             Instant now) {
  return core_->call_began(call, presentity, machines::CallEventKind::connected, document, document, now);
}

Misuse Agent::call_held(std::string_view call, Instant now) {
  core_->advance(now);
  return core_->users.call(call, machines::CallEventKind::held, now);
}

Misuse Agent::call_resumed(std::string_view call, Instant now) {
  core_->advance(now);
  return core_->users.call(call, machines::CallEventKind::resumed, now);
}

Misuse Agent::call_ended(std::string_view call, Instant now) {
  core_->advance(now);
  return core_->users.call(call, machines::CallEventKind::ended, now);
}

Misuse Agent::call_ended(std::string_view call, std::string_view presentity, Instant now) {
  core_->advance(now);
  const auto id = core_->publications.find(presentity);
  if (id == core::Publications::none) return Misuse::unknown;
  return core_->users.call(id, call, machines::CallEventKind::ended, {}, now);
}

void Agent::Core::receive(const Peer& peer, std::string_view bytes, Instant now) {
  const core::Reading reading = core::read(bytes, peer, incoming);
  if (reading != core::Reading::worthless && incoming.fields.is_request) {
    ++counters.requests_ignored;
    return;
  }
  // RFC 3261 8.1.3.3 (more than one Via), 18.1.2 (another's sent-by), and what does not parse.
  bool taken = false;
  std::uint32_t owner = core::ClientTransactions::none;
  if (reading == core::Reading::good && core::count_vias(incoming) == 1 && own.is(incoming.fields)) {
    owner = transactions.receive(incoming.fields, now, taken);
  }
  ++(taken ? counters.responses_taken : counters.responses_dropped);
  if (owner != core::ClientTransactions::none) publications.answered(owner, incoming, now);
}

void Agent::receive(const Peer& peer, std::string_view bytes, Instant now) {
  core_->advance(now);
  core_->receive(peer, bytes, now);
}

void Agent::Core::hand_over_notices(Instant now) {
  while (const auto* notice = transactions.next_notice()) {
    const auto [owner, news] = *notice;
    publications.unanswered(owner, news, now);
  }
}

void Agent::Core::advance(Instant now) {
  // What one does may make the other due, at most at this same instant.
  while (std::min(transactions.next_deadline(), publications.next_deadline()) <= now) {
    transactions.advance(now);
    hand_over_notices(now);
    publications.advance(now);
  }
  if (stopping && now >= stop_at) {
    stop_at = never;
    publications.abandon_all();
  }
  counters.retransmissions_sent = transactions.copies_sent();
  counters.transmits_lost = outbox.lost();
}

void Agent::advance(Instant now) {
  core_->advance(now);
}

void Agent::transport_failed(const Peer& peer, Instant now, bool refused) {
  core_->advance(now);
  core_->transactions.transport_failed(peer, refused, now);
  core_->hand_over_notices(now);
}

void Agent::shutdown(Instant now) {
  core_->advance(now);
  if (core_->stopping) return;
  core_->stopping = true;
  core_->stop_at = later(now, std::chrono::seconds(limits::shutdown_s_max));
  core_->users.end_all(now);
}

bool Agent::idle() const {
  return core_->is_over();
}

std::optional<Transmit> Agent::poll_transmit() {
  return core_->outbox.poll();
}

std::optional<AgentEvent> Agent::poll_event() {
  core::KeptAgentEvent* kept = core_->publications.next_event();
  if (kept == nullptr) return std::nullopt;
  AgentEvent event = kept->event;
  event.user = kept->user;
  event.call = kept->call;
  event.etag = kept->etag;
  event.contact = kept->contact;
  return event;
}

Instant Agent::next_deadline() const {
  const Instant due = std::min(core_->transactions.next_deadline(), core_->publications.next_deadline());
  return core_->is_over() ? due : std::min(due, core_->stop_at);
}

std::size_t Agent::publications() const {
  return core_->publications.size();
}

std::size_t Agent::open_transactions() const {
  return core_->transactions.open();
}

const AgentCounters& Agent::counters() const {
  return core_->counters;
}

}  // namespace sipwright
