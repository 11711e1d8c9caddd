// `sipwright verify`: the main job. Compares the machines, simulates, drives a call, and says what held.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "kit/sim/campaign.hpp"

namespace CLI {
class App;
}

namespace sipwright::cli {

struct VerifyOptions {
  std::uint64_t first_seed = 1;
  std::uint64_t last_seed = kit::default_last_seed;
  bool seeds_given = false;            // then all of them are run, however long it takes
  std::optional<std::uint32_t> time_s; // how long to simulate; seeds go on beyond last_seed unless they were given
  std::string fault;                   // planted; empty: none
  bool json = false;
  bool list_faults = false;
};

// Returns the exit status of design section 9: 0 held, 1 something failed, 2 wrong usage, 3 inconclusive.
int run_verify(const VerifyOptions& options);

// "A..B" or "A": the seeds of --seeds. Empty if it is neither.
std::optional<std::pair<std::uint64_t, std::uint64_t>> read_seeds(const std::string& text);

// Registers the sub-command; `exit_status` is set when it has run.
void add_verify(CLI::App& app, int& exit_status);

}  // namespace sipwright::cli
