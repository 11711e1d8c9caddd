// A parsed message: what the grammar found in it, without a copy and without the heap.
//
//   sipwright::Message message;                       // keep it and use it again: nothing has to be reset
//   if (sipwright::parse(bytes, message).accepted()) {
//     auto branch = message.find(Header::via, {Label::items, Label::branch});
//     if (branch) use(message.text(*branch));
//   }
//
// `bytes` stays the caller's and must outlive every view taken from the message. A message holds one row for
// each header field of the head and, for each row, the captures of its value: the labels of the grammar in
// the order of the text, each with its offsets and, behind it, the captures that lie within it.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "sipwright/capture_room.hpp"
#include "sipwright/headers.hpp"
#include "sipwright/labels.hpp"

namespace sipwright {

namespace limits {
inline constexpr std::size_t head_octets_max = 65535;  // offsets within the head are 16 bits wide
inline constexpr std::size_t value_octets_max = 8192;  // one value that is parsed on its own
inline constexpr std::size_t rows_max = 256;           // header fields in one message
inline constexpr std::size_t captures_max = 2048;      // captures in one message
}  // namespace limits

// One label of the grammar met in the text. Offsets count from the first octet of the message.
struct Capture {
  std::uint16_t begin;
  std::uint16_t end;
  Label label;
  std::uint16_t size;   // captures in this sub-tree, this one included
  std::uint32_t value;  // of a rule with a numeric type; otherwise 0
};

// One header field as it stands in the head. Row 0 is the start line.
struct Row {
  static constexpr std::uint16_t not_parsed = 0xFFFF;  // as captures_begin: see ParseOptions::only

  Header header;  // Header::other where the name is not known
  std::uint16_t name_begin;
  std::uint16_t name_end;
  std::uint16_t value_begin;
  std::uint16_t value_end;
  std::uint16_t captures_begin;
  std::uint16_t captures_end;
};

class Message {
 public:
  static constexpr std::uint16_t no_row = 0xFFFF;

  Message() { first_row_.fill(no_row); }

  // Whether the start line is a Request-Line (RFC 3261 7.1) or a Status-Line (7.2).
  bool is_request() const { return is_request_; }

  // Every octet that was parsed, and the body: Content-Length octets, or all that follows the head where
  // there is no Content-Length (RFC 3261 18.3).
  std::string_view bytes() const { return bytes_; }
  std::string_view body() const { return bytes_.substr(body_begin_, body_length_); }
  std::size_t head_octets() const { return body_begin_; }

  // The rows in the order of the text; row 0 is the start line.
  std::size_t row_count() const { return row_count_; }
  const Row& row(std::size_t index) const { return rows_[index]; }

  // The first row of that header field, or null; and how many there are.
  const Row* first(Header header) const;
  std::size_t count(Header header) const;

  // The name as written and the value without the blanks around it; folds are still in it.
  std::string_view name(const Row& row) const {
    return bytes_.substr(row.name_begin, row.name_end - row.name_begin);
  }
  std::string_view value(const Row& row) const;
  // The value of the first row of that header field; `data()` is null where there is none.
  std::string_view value(Header header) const;

  // Whether the value of a row was parsed; see ParseOptions::only and decode().
  static bool is_parsed(const Row& row) { return row.captures_begin != Row::not_parsed; }

  // The captures of a row, in pre-order; none where its value was not parsed.
  const Capture* begin(const Row& row) const { return captures_.data() + (is_parsed(row) ? row.captures_begin : 0); }
  const Capture* end(const Row& row) const { return captures_.data() + (is_parsed(row) ? row.captures_end : 0); }
  std::string_view text(const Capture& capture) const {
    return {bytes_.data() + capture.begin, static_cast<std::size_t>(capture.end - capture.begin)};
  }

  // Follows a path of labels from the first row of the header field (or from the start line): at each step
  // the first capture of that label. Null where the path ends.
  const Capture* find(Header header, std::initializer_list<Label> path) const;
  const Capture* find_in_start_line(std::initializer_list<Label> path) const { return find(rows_[0], path); }
  const Capture* find(const Row& row, std::initializer_list<Label> path) const;
  static const Capture* find(const Capture* begin, const Capture* end, Label label) {
    for (; begin != end; begin += begin->size)
      if (begin->label == label) return begin;
    return nullptr;
  }

 private:
  friend class HeadParser;

  std::string_view bytes_;
  std::uint32_t body_begin_ = 0;
  std::size_t body_length_ = 0;
  bool is_request_ = false;
  std::uint16_t row_count_ = 0;
  std::uint16_t captures_used_ = 0;
  std::array<std::uint16_t, header_count> first_row_;
  std::array<Row, limits::rows_max + 1> rows_;  // the last is never one
  // A value that goes round no loop does not look for room.
  std::array<Capture, limits::captures_max + limits::captures_between_checks + 1> captures_;
};

}  // namespace sipwright
