// The rounds of SipHash-1-3; each text is preceded by its length, so that it needs no padding rule of its
// own.
#include "core/keyed_hash.hpp"

#include <bit>
#include <cstddef>

#include "core/text.hpp"

namespace sipwright::core {
namespace {

template <class Fold>
std::uint64_t word_of(std::string_view text, Fold fold) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(fold(text[i]))) << (8 * i);
  }
  return word;
}

}  // namespace

void KeyedHash::reset() {
  v0_ = key0_ ^ 0x736f6d6570736575U;
  v1_ = key1_ ^ 0x646f72616e646f6dU;
  v2_ = key0_ ^ 0x6c7967656e657261U;
  v3_ = key1_ ^ 0x7465646279746573U;
}

void KeyedHash::round() {
  v0_ += v1_;
  v1_ = std::rotl(v1_, 13) ^ v0_;
  v0_ = std::rotl(v0_, 32);
  v2_ += v3_;
  v3_ = std::rotl(v3_, 16) ^ v2_;
  v0_ += v3_;
  v3_ = std::rotl(v3_, 21) ^ v0_;
  v2_ += v1_;
  v1_ = std::rotl(v1_, 17) ^ v2_;
  v2_ = std::rotl(v2_, 32);
}

void KeyedHash::mix(std::uint64_t word) {
  v3_ ^= word;
  round();
  v0_ ^= word;
}

KeyedHash& KeyedHash::add(std::string_view text) {
  mix(text.size());
  for (; text.size() >= 8; text.remove_prefix(8)) mix(word_of(text.substr(0, 8), [](char c) { return c; }));
  if (!text.empty()) mix(word_of(text, [](char c) { return c; }));
  return *this;
}

KeyedHash& KeyedHash::add_caseless(std::string_view text) {
  mix(text.size());
  for (; text.size() >= 8; text.remove_prefix(8)) mix(word_of(text.substr(0, 8), lower));
  if (!text.empty()) mix(word_of(text, lower));
  return *this;
}

std::uint64_t KeyedHash::finish() {
  v2_ ^= 0xff;
  round();
  round();
  round();
  const std::uint64_t hash = v0_ ^ v1_ ^ v2_ ^ v3_;
  reset();
  return hash;
}

}  // namespace sipwright::core
