#include "kit/sim/world.hpp"

#include <stdexcept>

namespace sipwright::kit {
namespace {

constexpr std::string_view compositor_name = "compositor";
constexpr std::string_view package = "presence";
constexpr std::string_view media_type = "application/pidf+xml";

Peer peer(Transport transport, const std::string& address) {
  return Peer::make(transport, address, transport == Transport::tls ? 5061 : 5060).value();
}

model::MonitorOptions monitor_options() {
  model::MonitorOptions options;
  options.tolerance = std::chrono::milliseconds(10);  // the clock is exact
  return options;
}

}  // namespace

World::World(const SimulationSettings& settings)
    : settings_(settings),
      random_(settings.seed),
      tamper_(settings.fault != nullptr ? settings.fault->make() : std::make_unique<Tamper>()),
      server_(peer(settings.transport, "192.0.2.1")),
      requests_(settings.faults, Random(random_.word())),
      answers_(settings.faults, Random(random_.word())),
      compositor_(settings.compositor, random_),
      monitor(std::make_unique<model::Monitor>(monitor_options())),
      observer(std::make_unique<Observer>(*monitor)) {
  for (const Silence& silence : settings.answers_silent)
    answers_.silence({SimulationSettings::start + silence.from, SimulationSettings::start + silence.to});
  for (const Silence& silence : settings.requests_silent)
    requests_.silence({SimulationSettings::start + silence.from, SimulationSettings::start + silence.to});
  for (std::size_t i = 0; i < settings.agents; ++i) {
    Party party;
    party.name = "gateway" + std::to_string(i + 1);
    party.peer = peer(settings.transport, "198.51.100." + std::to_string(i + 1));
    for (std::size_t user = 0; user < settings.users_per_agent; ++user) {
      const std::string number = std::to_string(i * settings.users_per_agent + user + 1);
      party.users.push_back({"sip:user" + number + "@example.com", {}, {}});
    }
    party.agent = make_agent(party);
    parties_.push_back(std::move(party));
  }
}

std::unique_ptr<Agent> World::make_agent(const Party& party) {
  AgentConfig config;
  config.target = server_;
  config.sent_by = std::string(party.peer.address()) + ':' + std::to_string(party.peer.port());
  config.user_agent = party.name;
  config.expires_s = settings_.expires_s;
  return std::make_unique<Agent>(std::move(config), random_);
}

// What users and the environment do.

std::string World::new_document(const User& user) {
  return "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"" + user.uri +
         "\"><tuple id=\"t\"><status><basic>open</basic></status><note>" + std::to_string(++documents_) +
         "</note></tuple></presence>";
}

void World::perform(const Action& action) {
  Party& party = parties_[action.agent];
  User& user = party.users[action.user];
  switch (action.kind) {
    case Action::Kind::connect: connect(party, user); break;
    case Action::Kind::modify: modify(party, user); break;
    case Action::Kind::clear: clear(party, user); break;
    case Action::Kind::break_connections: break_connections(party); break;
    case Action::Kind::restart_agent: restart_agent(party); break;
    case Action::Kind::restart_compositor:
      ladder_.note(now_, "the compositor loses its state");
      observer->restart(now_, compositor_name);
      compositor_.restart(now_);
      drain_compositor();
      break;
  }
  drain_agent(action.agent);
}

void World::wish(const Party& party, const User& user) {
  observer->intent(now_, party.name, user.uri, package, user.document);
}

void World::connect(Party& party, User& user) {
  if (user.document.empty()) user.document = new_document(user);
  user.calls.push_back("call" + std::to_string(++calls_));
  ladder_.note(now_, user.calls.back() + " of " + user.uri + " connects");
  wish(party, user);
  const Misuse misuse =
      party.agent->call_connected(user.calls.back(), user.uri, {media_type, user.document}, now_);
  if (misuse != Misuse::none) throw std::logic_error("call_connected: " + std::string(describe(misuse)));
}

void World::modify(Party& party, User& user) {
  if (user.document.empty()) return;
  user.document = new_document(user);
  ladder_.note(now_, "the state of " + user.uri + " changes");
  wish(party, user);
  const Misuse misuse = party.agent->modify(user.uri, {media_type, user.document}, now_);
  if (misuse != Misuse::none) throw std::logic_error("modify: " + std::string(describe(misuse)));
}

void World::clear(Party& party, User& user) {
  if (user.calls.empty()) return;
  const std::string call = user.calls.front();
  user.calls.pop_front();
  if (user.calls.empty()) user.document.clear();
  ladder_.note(now_, call + " of " + user.uri + " ends");
  if (user.calls.empty()) wish(party, user);
  const Misuse misuse = party.agent->call_ended(call, now_);
  if (misuse != Misuse::none) throw std::logic_error("call_ended: " + std::string(describe(misuse)));
}

void World::break_connections(Party& party) {
  if (!is_reliable(settings_.transport)) return;
  ++party.connection;
  ladder_.note(now_, "the connection of " + party.name + " breaks");
  observer->transport_error(now_, party.name);
  party.agent->transport_failed(server_, now_);
  compositor_.transport_failed(party.peer, now_);
  drain_compositor();
}

void World::restart_agent(Party& party) {
  ++party.connection;
  ladder_.note(now_, party.name + " restarts and knows nothing");
  observer->restart(now_, party.name);
  requests_sent_ += party.agent->counters().requests_sent;
  for (User& user : party.users) {
    user.calls.clear();
    user.document.clear();
  }
  party.agent = make_agent(party);
}

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
      parties_[i].agent->advance(now_);
      drain_agent(i);
    }
    if (compositor_.next_deadline() <= now_) {
      compositor_.advance(now_);
      drain_compositor();
    }
  }
  now_ = until;
  monitor->advance(now_);
}

void World::happen(Event& event) {
  const bool stream = is_reliable(event.envelope.peer.transport());
  const bool gone = stream && event.connection != parties_[event.party].connection;
  switch (event.place) {
    case Place::agent_sends: agent_sends(event.party, std::move(event.envelope)); break;
    case Place::agent_hears: if (!gone) agent_hears(event.party, std::move(event.envelope)); break;
    case Place::compositor_sends: compositor_sends(std::move(event.envelope)); break;
    case Place::compositor_hears: if (!gone) compositor_hears(event.party, std::move(event.envelope)); break;
  }
}

// The network.

void World::drain_agent(std::size_t index) {
  Party& party = parties_[index];
  while (const auto out = party.agent->poll_transmit()) {
    Envelope envelope{out->peer, std::string(out->bytes)};
    std::vector<Further> further;
    tamper_->from_agent(envelope, now_, further);
    if (!envelope.bytes.empty()) agent_sends(index, std::move(envelope));
    later(further, index);
  }
  while (const auto event = party.agent->poll_event())
    if (event->kind == AgentEvent::Kind::failed) ++failures_told_;
}

void World::drain_compositor() {
  while (const auto out = compositor_.poll_transmit()) {
    Envelope envelope{out->peer, std::string(out->bytes)};
    std::vector<Further> further;
    tamper_->from_compositor(envelope, now_, further);
    const std::size_t index = party_of(envelope.peer);
    if (!envelope.bytes.empty()) compositor_sends(std::move(envelope));
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
  if (!envelope.bytes.empty()) party.agent->receive(envelope.peer, envelope.bytes, now_);
  drain_agent(index);
  later(further, index);
}

void World::compositor_sends(Envelope envelope) {
  const std::size_t index = party_of(envelope.peer);
  observer->message(now_, compositor_name, model::Direction::sent, envelope.peer, envelope.bytes);
  pass(answers_, Place::agent_hears, index, envelope, compositor_name, parties_[index].name);
}

void World::compositor_hears(std::size_t index, Envelope envelope) {
  observer->message(now_, compositor_name, model::Direction::received, envelope.peer, envelope.bytes);
  std::vector<Further> further;
  tamper_->to_compositor(envelope, now_, further);
  if (!envelope.bytes.empty()) compositor_.receive(envelope.peer, envelope.bytes, now_);
  drain_compositor();
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
  if (settings_.ladder) ladder_.arrow(now_, from_name, to_name, label_of(envelope.bytes), arrivals.empty());
  // For who receives it, the other end is the sender.
  const Peer sender = (to == Place::agent_hears ? server_ : parties_[index].peer).with(transport);
  for (const Instant at : arrivals)
    events_.push({at, ++order_, to, index, parties_[index].connection, {sender, envelope.bytes}});
}

void World::later(std::vector<Further>& further, std::size_t index) {
  for (Further& more : further)
    events_.push({more.at, ++order_, more.place, index, parties_[index].connection, std::move(more.envelope)});
}

std::size_t World::party_of(const Peer& peer) const {
  for (std::size_t i = 0; i < parties_.size(); ++i)
    if (parties_[i].peer.address() == peer.address()) return i;
  throw std::logic_error("an answer to an address that nobody has");
}

void World::heal() {
  requests_.heal(now_);
  answers_.heal(now_);
  ladder_.note(now_, "the network heals, everybody comes to rest");
}

void World::shut_down() {
  for (std::size_t i = 0; i < parties_.size(); ++i) {
    for (User& user : parties_[i].users) {
      user.calls.clear();
      if (user.document.empty()) continue;
      user.document.clear();
      wish(parties_[i], user);
    }
    parties_[i].agent->shutdown(now_);
    drain_agent(i);
  }
}

bool World::agents_idle() const {
  for (const Party& party : parties_)
    if (!party.agent->idle()) return false;
  return true;
}

void World::compare(SimulationResult& result) const {
  for (const Party& party : parties_) {
    for (const User& user : party.users) {
      bool found = false;
      for (const LivePublication& live : compositor_.live(user.uri, package, now_)) {
        if (!found && live.document == user.document) {
          found = true;
        } else {
          result.ghosts.push_back(user.uri + " (" + party.name + "), tag " + std::string(live.tag));
        }
      }
      if (!found && !user.document.empty()) result.gaps.push_back(user.uri + " (" + party.name + ")");
    }
  }
}

void World::count(SimulationResult& result) const {
  result.messages = observer->messages();
  result.unreadable = observer->unreadable();
  result.transactions = requests_sent_;
  for (const Party& party : parties_) result.transactions += party.agent->counters().requests_sent;
  for (const Link* link : {&requests_, &answers_}) {
    result.lost += link->counters().lost;
    result.duplicated += link->counters().duplicated;
    result.overtaken += link->counters().overtaken;
  }
  result.failures_told = failures_told_;
  result.virtual_time = now_ - SimulationSettings::start;
  if (settings_.ladder) result.ladder = ladder_;
}

}  // namespace sipwright::kit
