// The Boost.MSM machines of the model against the emitted ones: random events, step by step, every row taken.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sipwright::kit {

struct MachineComparison {
  std::string machine;
  std::uint64_t sequences = 0;
  std::uint64_t events = 0;
  std::size_t rows = 0;
  std::vector<std::string> rows_not_taken;  // a comparison that never saw a row says nothing about it
  std::string difference;                   // empty: both did the same after every event
  std::uint64_t seed = 0;                   // of the sequence that showed the difference
};

// Each machine, `sequences` sequences of 60 events each, seeded by first_seed, first_seed + 1, ...; up to ten times
// as many while a row is missing.
std::vector<MachineComparison> compare_machines(std::uint64_t first_seed, std::uint64_t sequences);

}  // namespace sipwright::kit
