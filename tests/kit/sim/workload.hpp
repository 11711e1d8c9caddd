// What users and the environment do in a simulated run: a list of actions, made from a seed or by hand.
#pragma once

#include <string>
#include <vector>

#include "kit/sim/random.hpp"
#include "kit/sim/stranger.hpp"
#include "sipwright/time.hpp"

namespace sipwright::kit {

struct Action {
  enum class Kind : unsigned char {
    connect,             // a call of `user` begins at `agent`
    modify,              // the state of `user` changes, if anything is published
    clear,               // the oldest call of `user` ends
    break_connections,   // streams of `agent` break; on UDP nothing happens
    restart_agent,       // the agent crashes and begins anew: its calls are gone
    restart_compositor,  // the compositor crashes and begins anew: its state is gone
    stranger,            // somebody else publishes for `user` of `agent`, see Oddity
  };
  Instant at{};
  Kind kind{};
  std::size_t agent = 0;
  std::size_t user = 0;
  Oddity oddity{};
};

struct WorkloadSettings {
  std::size_t agents = 1;
  std::size_t users_per_agent = 4;
  Instant from{};
  Instant to{};
  Duration pause_mean = std::chrono::seconds(60);  // between two actions of one user
  double crash = 0;  // probability per agent and per compositor that it restarts once
  bool streams = false;
  double strangers = 0;  // probability per user that a stranger comes, with every oddity
};

// Sorted by time.
std::vector<Action> random_workload(const WorkloadSettings& settings, Random random);

// One user, one of everything: connect, second call, modify, clear both, connect again, clear. Ends 1900 s after
// `from`.
std::vector<Action> plain_workload(Instant from);
// A second agent, which crashes while it publishes, and a stranger with every oddity.
std::vector<Action> crowded_workload(Instant from);

}  // namespace sipwright::kit
