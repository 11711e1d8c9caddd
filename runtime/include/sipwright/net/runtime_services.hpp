// What the core asks of its embedder, over the system and OpenSSL: a clock, randomness and hash functions.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "sipwright/hasher.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"

namespace sipwright::net {

// The system's monotonic clock. It does not jump when somebody sets the date.
[[nodiscard]] Instant monotonic_now();

// OpenSSL's generator. Words are drawn in blocks, since one call per word costs more than the word.
// Aborts if the system has no entropy to give: guessable tags and branches would be worse than no service.
class SystemRandomness final : public Randomness {
 public:
  std::uint64_t word() override;

 private:
  std::array<std::uint64_t, 64> block_{};
  std::size_t used_ = block_.size();
};

// MD5, SHA-256 and SHA-512/256 of OpenSSL 3. An algorithm that the local policy forbids (MD5 under FIPS)
// counts as not supported. Not for use by two threads at once.
class OpensslHasher final : public Hasher {
 public:
  OpensslHasher();
  ~OpensslHasher() override;
  OpensslHasher(const OpensslHasher&) = delete;
  OpensslHasher& operator=(const OpensslHasher&) = delete;

  std::size_t hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                   std::span<char> out) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sipwright::net
