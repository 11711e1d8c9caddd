// Many users, real agents and a real compositor in one process, under a virtual clock and a faulty network.
//
//   const SimulationResult result = simulate(settings_from_seed(7));
//   if (!result.held()) ... result.monitor->findings(), result.gaps, result.ghosts
//
// The monitor watches both ends of the hop. First the network is faulty and users are busy; then everybody comes to
// rest, and after the bound that the agent promises what the compositor holds must equal what the calls say: no ghost,
// no gap. At last every agent shuts down and nothing may be left. A seed repeats a run exactly.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kit/sim/faults.hpp"
#include "kit/sim/front.hpp"
#include "kit/sim/ladder.hpp"
#include "kit/sim/link.hpp"
#include "kit/sim/workload.hpp"
#include "model/monitor/monitor.hpp"
#include "sipwright/compositor.hpp"

namespace sipwright::kit {

struct SimulationSettings {
  std::uint64_t seed = 0;
  std::size_t agents = 1;
  std::size_t users_per_agent = 1;
  Transport transport = Transport::udp;
  LinkFaults faults;
  std::vector<Silence> answers_silent;   // answers vanish (UDP) or wait (streams)
  std::vector<Silence> requests_silent;  // the same for requests
  std::vector<Action> workload;          // times after `start`
  Instant busy_until{};                  // from then on the network heals; no action comes later
  std::uint32_t expires_s = 600;
  CompositorConfig compositor;
  FrontSettings front;                   // times after `start`
  bool digest = false;                   // the compositor asks for credentials, and the agents have them
  const FaultInfo* fault = nullptr;      // planted
  bool ladder = false;
  static constexpr Instant start = std::chrono::hours(1);
};

struct SimulationResult {
  std::unique_ptr<model::Monitor> monitor;
  std::vector<std::string> gaps;    // users whose wanted state the compositor lacks
  std::vector<std::string> ghosts;  // state at the compositor that nobody wants
  std::string shutdown_fault;       // empty: every agent came to rest in time
  std::uint64_t messages = 0;       // sent by either side
  std::uint64_t unreadable = 0;     // that the parser did not accept: not judged
  std::uint64_t transactions = 0;
  std::uint64_t actions = 0;
  std::uint64_t lost = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t overtaken = 0;
  std::uint64_t failures_told = 0;  // `failed` events of the agents
  Duration virtual_time{};
  std::optional<Ladder> ladder;

  // No accusation, no ghost, no gap, all messages read. (A missing premise is no failure of one run.)
  bool held() const;
};

SimulationResult simulate(const SimulationSettings& settings);

// Chosen by the seed: transport, number of agents and users, faults of the network, lifetimes, crashes, silences.
SimulationSettings settings_from_seed(std::uint64_t seed);

// A quiet network, few users, and one silence in which answers get lost: a planted fault shows as itself alone, and
// every premise occurs in one of the scenes.
SimulationSettings settings_for_scene(Scene scene);
// The scene of that fault, with it.
SimulationSettings settings_for_fault(const FaultInfo& fault);

}  // namespace sipwright::kit
