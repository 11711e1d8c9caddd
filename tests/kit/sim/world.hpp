// The moving parts of a simulation: agents, compositor, network and the virtual clock.
#pragma once

#include <deque>
#include <list>
#include <map>
#include <queue>
#include <set>

#include "kit/sim/hasher.hpp"
#include "kit/sim/observer.hpp"
#include "kit/sim/simulation.hpp"
#include "sipwright/agent.hpp"

namespace sipwright::kit {

class World {
 public:
  explicit World(const SimulationSettings& settings);

  // Performs `action` now.
  void perform(const Action& action);
  // Lets everything happen that happens until `until`, and then it is `until`.
  void run(Instant until);
  void heal();
  void shut_down();
  bool agents_idle() const;

  Instant now() const { return now_; }
  // Compares what the compositor holds with what the calls say.
  void compare(SimulationResult& result) const;
  void count(SimulationResult& result) const;

 private:
  struct User {
    std::string uri;
    std::list<std::string> calls;  // oldest first
    std::string document;          // wanted; empty: nothing
  };
  struct Pending {
    Instant first{};
    std::string branch;
    std::string bytes;
  };
  struct Party {
    std::string name;
    Peer peer;
    std::unique_ptr<Agent> agent;
    std::vector<User> users;
    std::deque<Pending> pending;   // requests without a final answer, oldest first
    std::uint32_t connection = 0;  // counts breaks: what was under way on an older one is gone
  };
  struct Event {
    Instant at{};
    std::uint64_t order = 0;
    Place place{};
    std::size_t party = 0;
    std::uint32_t connection = 0;
    std::uint32_t compositor_life = 0;
    Envelope envelope;
    bool operator>(const Event& other) const { return at != other.at ? at > other.at : order > other.order; }
  };

  std::unique_ptr<Agent> make_agent(const Party& party);
  void connect(Party& party, User& user);
  void modify(Party& party, User& user);
  void clear(Party& party, User& user);
  void break_connections(Party& party);
  void restart_agent(Party& party);
  void advance_agent(std::size_t index);
  void wish(const Party& party, const User& user);
  void let_stranger_speak(const User& user, Oddity oddity);
  void probe(std::string_view resource);
  void probe_around_the_end(const Envelope& answer);
  std::string new_document(const User& user);
  static std::string_view resource_of(std::string_view bytes);
  static std::string_view branch_of(std::string_view bytes);

  void happen(Event& event);
  void drain_agent(std::size_t index);
  void drain_compositor();
  void agent_sends(std::size_t index, Envelope envelope);
  void agent_hears(std::size_t index, Envelope envelope);
  void compositor_sends(Envelope envelope);
  void compositor_hears(std::size_t index, Envelope envelope);
  void pass(Link& link, Place to, std::size_t index, const Envelope& envelope, std::string_view from_name,
            std::string_view to_name);
  void later(std::vector<Further>& further, std::size_t index);
  // One past the last party for a stranger's address.
  std::size_t party_of(const Peer& peer) const;
  CompositorConfig compositor_config() const;

  const SimulationSettings& settings_;
  Instant now_ = SimulationSettings::start;
  Random random_;
  std::unique_ptr<Tamper> tamper_;
  SimHasher hasher_;
  Front front_;
  Peer server_;
  Link requests_;
  Link answers_;
  Compositor compositor_;
  std::uint32_t compositor_life_ = 0;  // what a life has not sent before its end, no later one sends
  std::vector<Party> parties_;
  std::priority_queue<Event, std::vector<Event>, std::greater<Event>> events_;
  std::uint64_t order_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t calls_ = 0;
  unsigned strangers_ = 0;
  std::uint64_t failures_told_ = 0;
  std::uint64_t requests_sent_ = 0;  // of agents that crashed
  Ladder ladder_{SimulationSettings::start};

 public:
  std::unique_ptr<model::Monitor> monitor;
  std::unique_ptr<Observer> observer;
};

}  // namespace sipwright::kit
