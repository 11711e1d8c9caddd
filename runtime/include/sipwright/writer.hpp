// Writes messages into the caller's buffer: a new one from its parts in canonical form, or a parsed one again.
//
//   char room[2048];
//   sipwright::Writer writer(room);
//   const sipwright::parts::ViaParm hop{.transportName = transport::udp, .by = {.text = sent_by}, .branch = branch};
//   writer.request_line(method::publish, "sip:alice@example.com")
//         .header(parts::ViaValue{.items = {&hop, 1}})
//         .header(parts::CseqValue{.sequence = 1, .verb = method::publish})
//         .finish(body);
//   if (writer.complete()) send(writer.text());
//
// Header fields stand in the order in which they were written, under their long names. How parts are joined comes from
// the grammar (parts.hpp). Text that is given as it is, is not judged: it comes from the caller, or from a parsed
// message, and must not hold line ends.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "sipwright/headers.hpp"
#include "sipwright/message.hpp"
#include "sipwright/parts.hpp"
#include "sipwright/rules.hpp"

namespace sipwright {

class Writer {
 public:
  // `buffer` must outlive the writer and what text() returns.
  explicit Writer(std::span<char> buffer) : buffer_(buffer) {}

  // RFC 3261 7.1 and 7.2. Without a phrase the default one of the status code stands.
  Writer& start_line(const parts::RequestLine& line);
  Writer& start_line(const parts::StatusLine& line);
  Writer& request_line(std::string_view method, std::string_view uri);
  Writer& status_line(std::uint16_t code);
  Writer& status_line(std::uint16_t code, std::string_view phrase);

  // One header field from its parts.
  template <class Value>
    requires requires { Value::header; }
  Writer& header(const Value& value) {
    begin(name_of(Value::header));
    write(*this, value);
    return end();
  }

  // One header field; the pieces are joined without anything between them.
  Writer& header(Header name, std::string_view value) { return header(name, {value}); }
  Writer& header(Header name, std::uint64_t value);
  Writer& header(Header name, std::initializer_list<std::string_view> pieces);
  // One that the grammar does not name.
  Writer& header(std::string_view name, std::string_view value);

  // Content-Length, the empty line, the body. The last call.
  Writer& finish(std::string_view body = {});

  // What was written; cut short where overflow() is true.
  std::string_view text() const { return {buffer_.data(), used_}; }
  bool overflow() const { return overflow_; }
  // A part that must be there was not given, or holds what no quotes can carry.
  bool malformed() const { return malformed_; }
  // Neither of these: only then is it to be sent.
  bool complete() const { return !overflow_ && !malformed_; }

  // What the generated functions of parts.hpp write with.
  void append(std::string_view piece);
  void append(std::uint64_t number);
  // Must be there, and not empty.
  void part(std::string_view piece) {
    if (piece.empty()) fail();
    append(piece);
  }
  void number(std::optional<std::uint32_t> value) {
    if (!value) fail();
    append(std::uint64_t{value.value_or(0)});
  }
  // As it is where `rule` derives it, and otherwise in quotes.
  void quotable(Rule rule, std::string_view piece);
  void fail() { malformed_ = true; }

 private:
  void begin(std::string_view name);
  Writer& end();

  std::span<char> buffer_;
  std::size_t used_ = 0;
  bool overflow_ = false;
  bool malformed_ = false;
};

// How a parsed message is written again.
enum class Form : std::uint8_t {
  as_it_was,  // octet for octet
  // Long names, one blank behind the colon and none before it, no blanks at the end of a value, each fold (RFC 3261
  // 7.3.1) one blank. What the header fields say, and their order, stay as they are.
  canonical,
};

// Writes a message that parse() took as valid, row by row, into `writer`, which should be fresh. Octets behind the body
// are no part of the message.
void write(Writer& writer, const Message& message, Form form);

}  // namespace sipwright
