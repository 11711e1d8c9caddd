// What the generated value parsers write to: a tape of captures, and where they failed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sipwright/message.hpp"

namespace sipwright {

struct Cursor {
  const char* base;  // offsets count from here
  const char* end;   // the value ends here; `*end` can be read and is a CR
  const char* stop;  // the buffer ends here: nothing is read from there on
  Capture* tape;
  std::size_t used;
  std::size_t room;
  const char* failed_at = nullptr;
  const char* out_of_range_at = nullptr;  // the first number above its range
  bool overflow = false;

  const char* fail(const char* p) {
    failed_at = p;
    return nullptr;
  }
  void leaf(Label label, const char* begin, const char* last) { put(label, begin, last, 0); }
  void number(Label label, const char* begin, const char* last, std::uint32_t max) {
    std::uint64_t value = 0;
    for (const char* p = begin; p != last && value <= max; ++p)
      value = value * 10 + static_cast<unsigned char>(*p - '0');
    if (value > max) {
      if (out_of_range_at == nullptr) out_of_range_at = begin;
      value = max;
    }
    put(label, begin, last, static_cast<std::uint32_t>(value));
  }
  std::size_t open(Label label, const char* begin) {
    put(label, begin, begin, 0);
    return used - 1;
  }
  void close(std::size_t opened, const char* last) {
    if (overflow) return;
    tape[opened].end = offset(last);
    tape[opened].size = static_cast<std::uint16_t>(used - opened);
  }

 private:
  std::uint16_t offset(const char* p) const { return static_cast<std::uint16_t>(p - base); }
  void put(Label label, const char* begin, const char* last, std::uint32_t value) {
    if (used == room) {
      overflow = true;
      return;
    }
    tape[used++] = {label, offset(begin), offset(last), 1, value};
  }
};

}  // namespace sipwright
