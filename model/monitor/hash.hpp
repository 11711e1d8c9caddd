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

inline constexpr std::uint64_t one = 0x9E3779B185EBCA87ull, two = 0xC2B2AE3D27D4EB4Full,
                               three = 0xD6E8FEB86659FD93ull, four = 0xA0761D6478BD642Full;

// Eight octets, and four, in the order of the machine.
inline std::uint64_t load(const char* at) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}
inline std::uint64_t load_half(const char* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

__extension__ typedef unsigned __int128 Wide;

// Both halves of the product: one multiplication mixes sixteen octets.
constexpr std::uint64_t fold(std::uint64_t left, std::uint64_t right) {
  const Wide product = static_cast<Wide>(left) * right;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace hashing

constexpr std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  return hashing::fold(left ^ hashing::one, right ^ hashing::two);
}

// The comparison of short texts without a call.
inline bool same_octets(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  const char* a = left.data();
  const char* b = right.data();
  std::size_t rest = left.size();
  if (rest >= 8) {
    for (; rest > 8; a += 8, b += 8, rest -= 8)
      if (hashing::load(a) != hashing::load(b)) return false;
    return hashing::load(a + rest - 8) == hashing::load(b + rest - 8);
  }
  for (; rest > 0; ++a, ++b, --rest)
    if (*a != *b) return false;
  return true;
}

// Has it an upper-case letter (ASCII)? Eight octets a step: below 128, c + 63 has the high bit from 'A' on, c + 37
// from '[' on.
inline bool has_upper(std::string_view bytes) {
  constexpr std::uint64_t high = 0x8080808080808080ull, low = ~high;
  const auto any = [](std::uint64_t word) {
    const std::uint64_t value = word & low;
    const std::uint64_t from_a = value + 0x3F3F3F3F3F3F3F3Full;
    const std::uint64_t after_z = value + 0x2525252525252525ull;
    return (from_a & ~after_z & ~word & high) != 0;
  };
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  if (left >= 8) {
    for (; left > 8; at += 8, left -= 8)
      if (any(hashing::load(at))) return true;
    return any(hashing::load(at + left - 8));
  }
  for (; left > 0; ++at, --left)
    if (*at >= 'A' && *at <= 'Z') return true;
  return false;
}

// Of `bytes`; never 0. Sixteen octets a step, in three lanes where there is much: a message of a thousand octets costs
// some five hundred instructions, a name a dozen.
inline std::uint64_t digest(std::string_view bytes) {
  using namespace hashing;
  const char* at = bytes.data();
  const std::size_t size = bytes.size();
  std::uint64_t sum = one;
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size > 16) {
    std::size_t left = size;
    if (left > 48) {
      std::uint64_t second = two;
      std::uint64_t third = three;
      for (; left > 48; at += 48, left -= 48) {
        sum = fold(load(at) ^ two, load(at + 8) ^ sum);
        second = fold(load(at + 16) ^ three, load(at + 24) ^ second);
        third = fold(load(at + 32) ^ four, load(at + 40) ^ third);
      }
      sum ^= second ^ third;
    }
    for (; left > 16; at += 16, left -= 16) sum = fold(load(at) ^ two, load(at + 8) ^ sum);
    low = load(at + left - 16);
    high = load(at + left - 8);
  } else if (size >= 8) {
    low = load(at);
    high = load(at + size - 8);
  } else if (size >= 4) {
    low = load_half(at);
    high = load_half(at + size - 4);
  } else if (size > 0) {
    const auto octet = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    low = octet(0) | octet(size / 2) << 8 | octet(size - 1) << 16;
  }
  sum = fold(fold(low ^ three, high ^ sum) ^ size, four);
  return sum == 0 ? 1 : sum;
}

}  // namespace sipwright::model
