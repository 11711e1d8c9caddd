// Many simulated runs, summed up: what `sipwright verify` and the tests ask for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/sim/simulation.hpp"
#include "model/monitor/report.hpp"

namespace sipwright::kit {

// Those of `sipwright verify` where none are asked for, and of the tests, so that both see the same.
constexpr std::uint64_t default_last_seed = 1000;

struct CampaignSettings {
  std::uint64_t first_seed = 1;
  std::uint64_t last_seed = default_last_seed;
  // Planted: in every seed if `seeds_given`; else one quiet run takes their place, in which it shows as itself alone.
  const FaultInfo* fault = nullptr;
  bool seeds_given = false;
  // Asked before each run; false ends the campaign. May be empty.
  std::function<bool(std::uint64_t seed)> go_on;
};

// One run that did not hold.
struct Breach {
  std::uint64_t seed = 0;
  std::vector<std::string> lines;  // findings, gaps, ghosts
  std::string command;             // repeats it
  // Of a campaign of one run only: what led to the first of the lines, and everything.
  std::string ladder;
  std::string whole_ladder;
};

struct CampaignResult {
  model::Tallies tallies{};        // summed over all runs
  model::InvariantSet violated = 0;
  std::vector<Breach> breaches;
  std::uint64_t runs = 0;
  std::uint64_t messages = 0;
  std::uint64_t transactions = 0;
  std::uint64_t actions = 0;
  std::uint64_t lost = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t overtaken = 0;
  std::uint64_t failures_told = 0;
  std::uint64_t unreadable = 0;
  std::uint64_t gaps = 0;
  std::uint64_t ghosts = 0;
  Duration virtual_time{};
};

CampaignResult run_campaign(const CampaignSettings& settings);

// Adds the tallies of one monitor.
void add_tallies(model::Tallies& sum, const model::Tallies& more);

}  // namespace sipwright::kit
