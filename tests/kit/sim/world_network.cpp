// The clock of the simulation and its network: who sends and hears what when, and what observers see of it.
#include <algorithm>
#include <stdexcept>

#include "kit/sim/wire_text.hpp"
#include "kit/sim/world.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::kit {
namespace {

constexpr std::string_view compositor_name = "compositor";

}  // namespace

// The clock.

void World::run(Instant until) {
  while (true) {
    Instant next = compositor_.next_deadline();
    for (const Party& party : parties_) next = std::min(next, party.agent->next_deadline());
    if (!events_.empty()) next = std::min(next, events_.top().at);
    if (next > until) break;
    if (next > now_) now_ = next;
    if (!events_.empty() && events_.top().at <= now_) {
      Event event = events_.top();
      events_.pop();
      happen(event);
      continue;
    }
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      if (parties_[i].agent->next_deadline() > now_) continue;
      advance_agent(i);
    }
    if (compositor_.next_deadline() <= now_) {
      compositor_.advance(now_);
      drain_compositor();
    }
  }
  now_ = until;
  monitor->advance(now_ - SimulationSettings::start);
}

// An agent does not tell of each transaction that timed out, but that fewer are open then.
void World::advance_agent(std::size_t index) {
  Party& party = parties_[index];
  const std::size_t open = party.agent->open_transactions();
  party.agent->advance(now_);
  const bool ended = party.agent->open_transactions() < open;
  while (!party.pending.empty() && now_ >= party.pending.front().first + 64 * timer::T1) {
    const Pending& oldest = party.pending.front();
    if (ended && tamper_->tells_timeouts() && !oldest.bytes.empty()) observer->timeout(now_, party.name, oldest.bytes);
    party.pending.pop_front();
  }
  drain_agent(index);
}

void World::happen(Event& event) {
  const bool stream = is_reliable(event.envelope.peer.transport());
  const bool gone =
      stream && event.party < parties_.size() && event.connection != parties_[event.party].connection;
  switch (event.place) {
    case Place::agent_sends: agent_sends(event.party, std::move(event.envelope)); break;
    case Place::agent_hears: if (!gone) agent_hears(event.party, std::move(event.envelope)); break;
    case Place::compositor_sends:
      if (event.compositor_life == compositor_life_) compositor_sends(std::move(event.envelope));
      break;
    case Place::compositor_hears: if (!gone) compositor_hears(event.party, std::move(event.envelope)); break;
    case Place::behind_the_back:
      compositor_.receive(event.envelope.peer, event.envelope.bytes, now_);
      while (compositor_.poll_transmit()) {
      }
      break;
    case Place::probe: probe(event.envelope.bytes); break;
  }
}

// The network.

void World::drain_agent(std::size_t index) {
  Party& party = parties_[index];
  while (const auto out = party.agent->poll_transmit()) {
    Envelope envelope{out->peer, std::string(out->bytes)};
    std::vector<Further> further;
    const std::string_view branch = branch_of(envelope.bytes);
    const auto same = [&](const Pending& one) { return one.branch == branch; };
    if (std::none_of(party.pending.begin(), party.pending.end(), same))
      party.pending.push_back({now_, std::string(branch), {}});
    Pending& sent = *std::find_if(party.pending.begin(), party.pending.end(), same);
    tamper_->from_agent(envelope, now_, further);
    if (!envelope.bytes.empty()) sent.bytes = envelope.bytes;
    if (!envelope.bytes.empty()) agent_sends(index, std::move(envelope));
    later(further, index);
  }
  while (const auto event = party.agent->poll_event()) {
    if (event->kind == AgentEvent::Kind::failed) ++failures_told_;
  }
}

void World::drain_compositor() {
  while (const auto out = compositor_.poll_transmit()) {
    Envelope envelope{out->peer, std::string(out->bytes)};
    std::vector<Further> further;
    tamper_->from_compositor(envelope, now_, further);
    const std::size_t index = party_of(envelope.peer);
    if (!envelope.bytes.empty() && front_.sends(envelope, now_, further)) compositor_sends(std::move(envelope));
    later(further, index);
  }
  while (compositor_.poll_event()) {
  }
}

void World::agent_sends(std::size_t index, Envelope envelope) {
  Party& party = parties_[index];
  observer->message(now_, party.name, model::Direction::sent, envelope.peer, envelope.bytes);
  pass(requests_, Place::compositor_hears, index, envelope, party.name, compositor_name);
}

void World::agent_hears(std::size_t index, Envelope envelope) {
  Party& party = parties_[index];
  observer->message(now_, party.name, model::Direction::received, envelope.peer, envelope.bytes);
  std::vector<Further> further;
  tamper_->to_agent(envelope, now_, further);
  if (envelope.bytes.compare(0, 9, "SIP/2.0 1") != 0)
    std::erase_if(party.pending, [&](const Pending& one) { return one.branch == branch_of(envelope.bytes); });
  if (!envelope.bytes.empty()) party.agent->receive(envelope.peer, envelope.bytes, now_);
  drain_agent(index);
  later(further, index);
}

void World::compositor_sends(Envelope envelope) {
  const std::size_t index = party_of(envelope.peer);
  observer->message(now_, compositor_name, model::Direction::sent, envelope.peer, envelope.bytes);
  probe_around_the_end(envelope);
  if (index == parties_.size()) return;  // a stranger's
  pass(answers_, Place::agent_hears, index, envelope, compositor_name, parties_[index].name);
}

void World::compositor_hears(std::size_t index, Envelope envelope) {
  const std::string resource(resource_of(envelope.bytes));
  probe(resource);
  observer->message(now_, compositor_name, model::Direction::received, envelope.peer, envelope.bytes);
  std::vector<Further> further;
  tamper_->to_compositor(envelope, now_, further);
  if (!envelope.bytes.empty() && front_.hears(envelope, now_, further))
    compositor_.receive(envelope.peer, envelope.bytes, now_);
  drain_compositor();
  probe(resource);
  later(further, index);
}

void World::pass(Link& link, Place to, std::size_t index, const Envelope& envelope, std::string_view from_name,
                 std::string_view to_name) {
  const Transport transport = envelope.peer.transport();
  std::vector<Instant> arrivals;
  if (is_reliable(transport)) {
    arrivals.push_back(link.stream(now_));
  } else {
    arrivals = link.datagram(now_);
  }
  if (settings_.ladder) {
    ladder_.arrow(now_, from_name, to_name, label_of(envelope.bytes), arrivals.empty(),
                  kit::resource_of(envelope.bytes));
  }
  // For who receives it, the other end is the sender.
  const Peer sender = (to == Place::agent_hears ? server_ : parties_[index].peer).with(transport);
  for (const Instant at : arrivals)
    events_.push({at, ++order_, to, index, parties_[index].connection, compositor_life_, {sender, envelope.bytes}});
}

void World::later(std::vector<Further>& further, std::size_t index) {
  for (Further& more : further)
    events_.push({more.at, ++order_, more.place, index, index < parties_.size() ? parties_[index].connection : 0,
                  compositor_life_, std::move(more.envelope)});
}

std::size_t World::party_of(const Peer& peer) const {
  for (std::size_t i = 0; i < parties_.size(); ++i)
    if (parties_[i].peer.address() == peer.address()) return i;
  if (peer.address() == stranger_address) return parties_.size();
  throw std::logic_error("an answer to an address that nobody has");
}

}  // namespace sipwright::kit
