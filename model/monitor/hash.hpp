// The hash of the monitor's tables: 64 bits, no key, the same in each run.
//
// Two texts with one hash may hide a breach (a changed document that looks unchanged), never invent one: whatever
// accuses because two texts are equal compares the texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sipwright::model {

namespace hashing {

inline constexpr std::uint64_t one = 0x9E3779B185EBCA87ull, two = 0xC2B2AE3D27D4EB4Full;

// Up to eight octets in the order of the machine.
inline std::uint64_t load(const char* at, std::size_t octets = 8) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, octets);
  return value;
}

constexpr std::uint64_t rotate(std::uint64_t value, int bits) { return value << bits | value >> (64 - bits); }

constexpr std::uint64_t finish(std::uint64_t value) {
  value ^= value >> 33;
  value *= two;
  value ^= value >> 29;
  value *= one;
  return value ^ value >> 32;
}

}  // namespace hashing

constexpr std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  return hashing::finish(left * hashing::one + hashing::rotate(right, 31) * hashing::two);
}

// Of `bytes`; never 0. Four lanes of 64 bits, so that a message of a thousand octets costs tens of nanoseconds.
inline std::uint64_t digest(std::string_view bytes) {
  using namespace hashing;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t sum = one + left;
  if (left >= 32) {
    std::uint64_t lane[4] = {one, two, one ^ two, one + two};
    for (; left >= 32; at += 32, left -= 32) {
      for (int i = 0; i < 4; ++i) lane[i] = rotate(lane[i] + load(at + 8 * i) * two, 31) * one;
    }
    for (int i = 0; i < 4; ++i) sum = (sum ^ finish(lane[i])) * one + two;
  }
  for (; left >= 8; at += 8, left -= 8) sum = rotate(sum ^ (rotate(load(at) * two, 31) * one), 27) * one + two;
  const std::uint64_t rest = left == 0 ? 0 : load(at, left);
  sum = finish(sum ^ rest * two);
  return sum == 0 ? 1 : sum;
}

}  // namespace sipwright::model
