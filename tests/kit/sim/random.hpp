// Randomness from a seed: one number repeats a whole run.
#pragma once

#include <cstdint>

#include "sipwright/randomness.hpp"

namespace sipwright::kit {

// SplitMix64 (Steele, Lea and Flood 2014): tiny, and good for every seed, also for 0 and 1.
class Random final : public Randomness {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t word() override {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  // 0 .. end-1; `end` is not 0. The bias for small `end` is of no interest here.
  std::uint64_t below(std::uint64_t end) { return word() % end; }
  // low .. high, both possible.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  bool chance(double probability) { return static_cast<double>(word() >> 11) * 0x1.0p-53 < probability; }

 private:
  std::uint64_t state_;
};

}  // namespace sipwright::kit
