#include "kit/sim/world.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "kit/sim/wire_text.hpp"
#include "sipwright/vocabulary.hpp"

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
  options.ends_watched = true;
  options.timeouts_told = true;
  options.own_agent = true;
  return options;
}

constexpr char realm[] = "example.com";
constexpr char secret[] = "the password of the simulation";

FrontSettings shifted(FrontSettings front) {
  for (auto* windows : {&front.overloaded, &front.slow})
    for (Silence& window : *windows) window = {SimulationSettings::start + window.from,
                                               SimulationSettings::start + window.to};
  return front;
}

}  // namespace

CompositorConfig World::compositor_config() const {
  CompositorConfig config = settings_.compositor;
  if (!settings_.digest) return config;
  config.realm = realm;
  config.hasher = &hasher_;
  config.accounts.push_back({realm, "gateway", secret});
  return config;
}

World::World(const SimulationSettings& settings)
    : settings_(settings),
      random_(settings.seed),
      tamper_(settings.fault != nullptr ? settings.fault->make() : std::make_unique<Tamper>()),
      front_(shifted(settings.front)),
      server_(peer(settings.transport, "192.0.2.1")),
      requests_(settings.faults, Random(random_.word())),
      answers_(settings.faults, Random(random_.word())),
      compositor_(compositor_config(), random_),
      monitor(std::make_unique<model::Monitor>(monitor_options())),
      observer(std::make_unique<Observer>(*monitor, SimulationSettings::start)) {
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
  config.hasher = &hasher_;
  config.accounts.push_back({realm, "gateway", secret});
  return std::make_unique<Agent>(std::move(config), random_);
}

// What users and the environment do.

std::string World::new_document(const User& user) {
  std::string document = "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"" +
                         user.uri + "\"><tuple id=\"t\"><status><basic>open</basic></status><contact>" + user.uri +
                         "</contact><note>" + std::to_string(++documents_) + "</note></tuple></presence>";
  tamper_->document(document);
  return document;
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
    case Action::Kind::stranger: let_stranger_speak(user, action.oddity); break;
    case Action::Kind::restart_compositor:
      ladder_.note(now_, "the compositor loses its state");
      observer->restart(now_, compositor_name);
      compositor_.restart(now_);
      ++compositor_life_;
      front_.restart();
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

void World::let_stranger_speak(const User& user, Oddity oddity) {
  const std::string name(model::transport_name(static_cast<model::Transport>(
      settings_.transport == Transport::udp ? 1 : settings_.transport == Transport::tcp ? 2 : 3)));
  const std::string bytes =
      stranger_says(oddity, user.uri, compositor_config().expires_s_min, name, ++strangers_);
  if (settings_.ladder) ladder_.note(now_, "a stranger publishes for " + user.uri);
  compositor_hears(parties_.size(), {peer(settings_.transport, stranger_address), bytes});
}

// What is held is looked at before and after each request, and shortly before and after each promised end.

std::string_view World::resource_of(std::string_view bytes) {
  if (bytes.substr(0, 8) != "PUBLISH ") return {};
  return bytes.substr(8, bytes.find(' ', 8) - 8);
}

std::string_view World::branch_of(std::string_view bytes) {
  const auto at = bytes.find(";branch=");
  if (at == std::string_view::npos) return {};
  return bytes.substr(at + 8, bytes.find_first_of(";\r", at + 8) - at - 8);
}

void World::probe(std::string_view resource) {
  if (resource.empty()) return;
  std::vector<LivePublication> live = compositor_.live(resource, {}, now_);
  for (LivePublication& one : live) tamper_->shown(resource, one.tag);
  observer->probe(now_, compositor_name, resource, live);
}

void World::probe_around_the_end(const Envelope& answer) {
  if (answer.bytes.compare(0, 9, "SIP/2.0 2") != 0) return;
  const WireText response(answer.bytes);
  const std::string to = response.value("To");
  const long life = std::atol(response.value("Expires").c_str());
  if (life <= 0 || to.find('<') == std::string::npos) return;
  const std::string resource = to.substr(to.find('<') + 1, to.find('>') - to.find('<') - 1);
  for (const int off : {-1500, 1500})
    events_.push({now_ + std::chrono::seconds(life) + std::chrono::milliseconds(off), ++order_, Place::probe, 0, 0, 0,
                  {answer.peer, resource}});
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
  party.pending.clear();
  party.agent = make_agent(party);
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
