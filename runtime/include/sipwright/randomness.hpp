// Where branches, tags, Call-IDs and nonces get their randomness: from the embedder.
#pragma once

#include <cstdint>

namespace sipwright {

// Implement this over a generator that an attacker cannot predict; a seeded one is for simulation only, where
// a seed must repeat a run. Has to outlive every object that was given it.
class Randomness {
 public:
  virtual ~Randomness() = default;
  // 64 independent random bits.
  virtual std::uint64_t word() = 0;
};

}  // namespace sipwright
