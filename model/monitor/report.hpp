// What the monitor says: findings, and for each invariant how often its premise was met and what came of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/monitor/invariants.hpp"
#include "model/monitor/observation.hpp"

namespace sipwright::model {

// `inconclusive`: the premise never occurred, or an input that the row needs was missing. Never a pass, never a blame.
enum class Verdict : std::uint8_t { held, violated, inconclusive };

inline constexpr std::string_view verdict_name(Verdict verdict) {
  constexpr std::string_view names[] = {"held", "violated", "inconclusive"};
  return names[static_cast<std::size_t>(verdict)];
}

// One breach. A breach is reported once, under the row that tells most about it; rows that it breaks by consequence
// (an old tag is also a dead one) are in `implied`.
struct Finding {
  Invariant invariant{};
  InvariantSet implied = 0;
  Nanoseconds time{};
  std::uint32_t hop = 0;
  std::string agent;
  std::string resource;
  std::vector<std::uint64_t> observations;  // their numbers in the stream, from 0; the last one is the offender
  std::string sentence;                     // what was expected and what was seen
};

struct Tally {
  std::uint64_t premises = 0;    // how often the row had something to judge
  std::uint64_t violations = 0;
  std::uint64_t undecided = 0;   // it might have had, but an input was missing
  std::string_view missing;      // which input, for the last undecided case

  Verdict verdict() const {
    if (violations > 0) return Verdict::violated;
    return premises > 0 ? Verdict::held : Verdict::inconclusive;
  }
};

using Tallies = std::array<Tally, invariants_count>;

}  // namespace sipwright::model
