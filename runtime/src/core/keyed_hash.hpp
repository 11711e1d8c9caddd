// A hash that a peer cannot steer: SipHash-1-3 under a random key (Aumasson and Bernstein, 2012).
//
// It places transactions and presentities in their tables, and it makes To tags: the same request gets the
// same tag without anything being stored (RFC 3261 8.2.7), and nobody can foretell it.
#pragma once

#include <cstdint>
#include <string_view>

#include "sipwright/randomness.hpp"

namespace sipwright::core {

class KeyedHash {
 public:
  explicit KeyedHash(Randomness& randomness) : key0_(randomness.word()), key1_(randomness.word()) { reset(); }

  // Texts are told apart: ("ab","c") and ("a","bc") differ.
  KeyedHash& add(std::string_view text);
  // As add(), with A-Z and a-z alike.
  KeyedHash& add_caseless(std::string_view text);
  KeyedHash& add(std::uint64_t number) {
    mix(number);
    return *this;
  }
  // The hash of what was added since the last finish().
  std::uint64_t finish();

 private:
  void reset();
  void mix(std::uint64_t word);
  void round();

  std::uint64_t key0_, key1_;
  std::uint64_t v0_ = 0, v1_ = 0, v2_ = 0, v3_ = 0;
};

}  // namespace sipwright::core
