// What the generated value parsers write to: a tape of captures, and where they failed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sipwright/message.hpp"

namespace sipwright {

struct Cursor {
  const char* base;  // offsets count from here
  const char* stop;  // the buffer ends here: nothing is read from there on
  Capture* tape;     // its beginning, and what is used of it
  Capture* next;
  Capture* room_end;
  const char* failed_at = nullptr;
  const char* out_of_range_at = nullptr;  // the first number above its range
  bool overflow = false;

  Cursor(std::string_view bytes, Capture* first, std::size_t room)
      : base(bytes.data()),
        stop(bytes.data() + bytes.size()),
        tape(first),
        next(first),
        room_end(first + room) {}

  std::uint16_t used() const { return static_cast<std::uint16_t>(next - tape); }

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
  // A capture that others lie in; close() takes what open() returned.
  Capture* open(Label label, const char* begin) {
    Capture* const opened = next;
    put(label, begin, begin, 0);
    return opened;
  }
  void close(Capture* opened, const char* last) {
    if (overflow) return;
    opened->end = offset(last);
    opened->size = static_cast<std::uint16_t>(next - opened);
  }

 private:
  std::uint16_t offset(const char* p) const { return static_cast<std::uint16_t>(p - base); }
  void put(Label label, const char* begin, const char* last, std::uint32_t value) {
    if (next == room_end) {
      overflow = true;
      return;
    }
    next->label = label;
    next->begin = offset(begin);
    next->end = offset(last);
    next->size = 1;
    next->value = value;
    ++next;
  }
};

}  // namespace sipwright
