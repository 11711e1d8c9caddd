// Small text helpers that depend on no locale.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sipwright::core {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool same_caseless(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// 64 bits as sixteen lower-case hexadecimal digits.
class Hex {
 public:
  static constexpr std::size_t digits = 16;

  constexpr explicit Hex(std::uint64_t word) {
    for (std::size_t i = 0; i < digits_.size(); ++i)
      digits_[i] = "0123456789abcdef"[(word >> (60 - 4 * i)) & 15];
  }
  // Points into this Hex.
  constexpr std::string_view text() const { return {digits_.data(), digits_.size()}; }

 private:
  std::array<char, digits> digits_{};
};

// A number in decimal digits.
class Decimal {
 public:
  explicit Decimal(std::uint64_t number) {
    size_ = static_cast<std::size_t>(
        std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr - digits_.data());
  }
  // Points into this Decimal.
  std::string_view text() const { return {digits_.data(), size_}; }

 private:
  std::array<char, 20> digits_{};
  std::size_t size_ = 0;
};

// The word that sixteen hexadecimal digits of either case stand for; empty if they are none.
constexpr std::optional<std::uint64_t> read_hex(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  std::uint64_t word = 0;
  for (char c : text) {
    const char d = lower(c);
    if (d >= '0' && d <= '9') {
      word = word << 4 | static_cast<std::uint64_t>(d - '0');
    } else if (d >= 'a' && d <= 'f') {
      word = word << 4 | static_cast<std::uint64_t>(d - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return word;
}

constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace sipwright::core
