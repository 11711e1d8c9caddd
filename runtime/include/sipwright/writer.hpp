// Writes one message in canonical form into the caller's buffer.
//
//   char room[2048];
//   sipwright::Writer writer(room);
//   writer.request_line(method::publish, "sip:alice@example.com")
//         .header(Header::via, {"SIP/2.0/UDP ", sent_by, ";branch=", branch})
//         .header(Header::cseq, {"1 ", method::publish})
//         .finish(body);
//   if (!writer.overflow()) send(writer.text());
//
// Header fields stand in the order in which they were written, under their long names. What is written is not
// judged: values come from the caller, or from a parsed message, and must not hold line ends.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "sipwright/headers.hpp"

namespace sipwright {

class Writer {
 public:
  // `buffer` must outlive the writer and what text() returns.
  explicit Writer(std::span<char> buffer) : buffer_(buffer) {}

  // RFC 3261 7.1 and 7.2. Without a phrase the default one of the status code stands.
  Writer& request_line(std::string_view method, std::string_view uri);
  Writer& status_line(std::uint16_t code);
  Writer& status_line(std::uint16_t code, std::string_view phrase);

  // One header field; the pieces are joined without anything between them.
  Writer& header(Header name, std::string_view value) { return header(name, {value}); }
  Writer& header(Header name, std::uint64_t value);
  Writer& header(Header name, std::initializer_list<std::string_view> pieces);

  // Content-Length, the empty line, the body. The last call.
  Writer& finish(std::string_view body = {});

  // What was written; cut short where overflow() is true, and then not to be sent.
  std::string_view text() const { return {buffer_.data(), used_}; }
  bool overflow() const { return overflow_; }

 private:
  void put(std::string_view piece);
  void put(std::uint64_t number);

  std::span<char> buffer_;
  std::size_t used_ = 0;
  bool overflow_ = false;
};

}  // namespace sipwright
