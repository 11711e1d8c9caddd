// What the generated value parsers write captures with, and where a value is left.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sipwright/capture_room.hpp"
#include "sipwright/message.hpp"

namespace sipwright {

// Where a value parser stopped; `p` is null where the value does not follow its rule.
struct Place {
  const char* p = nullptr;
  Capture* next = nullptr;  // the next free capture
};

struct Cursor {
  const char* base;    // offsets count from here
  Capture* room_end;   // from here on, room is left for what one value makes without going round a loop
  const char* out_of_range_at = nullptr;  // the first number above its range
  bool overflow = false;                  // no room was left

  Cursor(const char* first, Capture* tape, std::size_t room) : base(first), room_end(tape + room) {}

  Place no_room() {
    overflow = true;
    return {};
  }
  void leaf(Capture* at, Label label, const char* begin, const char* last) { put(at, label, begin, last, 0); }
  void number(Capture* at, Label label, const char* begin, const char* last, std::uint32_t max) {
    std::uint64_t value = digits_value(begin, last);
    if (value > max) {
      if (out_of_range_at == nullptr) out_of_range_at = begin;
      value = max;
    }
    put(at, label, begin, last, static_cast<std::uint32_t>(value));
  }
  // A capture that others lie in; close() takes what open() returned.
  Capture* open(Capture* at, Label label, const char* begin) {
    at->label = label;
    at->begin = offset(begin);
    at->value = 0;
    return at;
  }
  void close(Capture* opened, const Capture* next, const char* last) {
    opened->end = offset(last);
    opened->size = static_cast<std::uint16_t>(next - opened);
  }
  std::uint16_t offset(const char* p) const { return static_cast<std::uint16_t>(p - base); }

 private:
  // Of up to eight digits at once, by halves: pairs, fours, eight. Of more, one by one, as far as they fit.
  static std::uint64_t digits_value(const char* begin, const char* last) {
    const auto count = static_cast<std::size_t>(last - begin);
    if (std::endian::native == std::endian::little && count - 1 < 8) {
      std::uint64_t digits = 0;
      std::memcpy(&digits, begin, 8);
      digits = (digits << (64 - 8 * count)) & 0x0F0F0F0F0F0F0F0Fu;
      digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFu;
      digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFu;
      return (digits * 10000 + (digits >> 32)) & 0xFFFFFFFFu;
    }
    constexpr std::uint64_t enough = std::uint64_t{1} << 32;
    std::uint64_t value = 0;
    for (const char* p = begin; p != last && value < enough; ++p)
      value = value * 10 + static_cast<unsigned char>(*p - '0');
    return value;
  }
  void put(Capture* at, Label label, const char* begin, const char* last, std::uint32_t value) {
    at->label = label;
    at->begin = offset(begin);
    at->end = offset(last);
    at->size = 1;
    at->value = value;
  }
};

}  // namespace sipwright
