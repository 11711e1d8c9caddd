// Cuts a byte stream (TCP, TLS) into SIP messages. Sans-I/O: bytes in, frames out, at any split.
//
//   framer.append(bytes);                      // what the socket gave
//   for (Frame f = framer.next(); f.kind != FrameKind::need_more; f = framer.next()) {
//     if (f.kind == FrameKind::message) receive(f.bytes);
//     if (f.kind == FrameKind::ping)    send CRLF;     // only on a connection that the peer opened
//     if (f.kind == FrameKind::broken)  close();       // this connection and nothing else
//   }
//
// A message is a head up to its empty line and exactly Content-Length octets behind it (RFC 3261 18.3; on
// streams that header field is obligatory). Line ends in front of a start line are skipped (RFC 3261 7.5);
// two of them are the keep-alive ping of RFC 5626 4.4.1. The framer looks at nothing else: whether the
// message makes sense is for the parser to say, so that a request with a fault in another header field can
// still be answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sipwright {

enum class FrameKind : std::uint8_t {
  need_more,  // nothing complete yet: append and ask again
  message,    // `bytes` is one whole message, head and body
  ping,       // CRLF CRLF between messages
  broken,     // `error` says why; the stream has no defined next message, so every later call says the same
};

enum class FrameError : std::uint8_t {
  none,
  head_too_long,           // no empty line within FramerLimits::head_octets_max
  body_too_long,           // Content-Length above FramerLimits::body_octets_max
  content_length_missing,  // RFC 3261 18.3: obligatory on streams
  content_length_invalid,  // no number, or two that differ
  not_sip,  // the first octet cannot begin a start line: another protocol, or TLS on a plain port
};

// What happened and what the peer has to change, for a log line. Static text.
[[nodiscard]] std::string_view describe(FrameError error);

struct FramerLimits {
  std::size_t head_octets_max;
  std::size_t body_octets_max;
};

// The limits of limits.hpp.
[[nodiscard]] FramerLimits default_framer_limits();

struct Frame {
  FrameKind kind = FrameKind::need_more;
  FrameError error = FrameError::none;
  std::string_view bytes;  // valid until the next append()
};

class Framer {
 public:
  explicit Framer(FramerLimits limits = default_framer_limits()) : limits_(limits) {}

  // Adds octets of the stream, in order. Call next() until need_more before appending again: what is held is
  // then bounded by one message of the largest size plus the last append. Ignored once the stream is broken.
  void append(std::string_view octets);

  // The next frame, or need_more. Cost is linear in the octets of the stream, whatever the splits.
  [[nodiscard]] Frame next();

  // Whether the stream stands between two messages; an end of stream elsewhere cuts a message in two.
  [[nodiscard]] bool at_boundary() const;

 private:
  Frame broken(FrameError error);
  bool skip_line_ends(Frame& frame);
  bool find_head_end();

  FramerLimits limits_;
  std::string buffer_;
  std::size_t start_ = 0;      // of the current message in buffer_
  std::size_t scanned_ = 0;    // head: octets behind start_ known to hold no empty line
  std::size_t head_size_ = 0;  // 0 until the empty line is found
  std::size_t body_size_ = 0;
  bool half_ping_ = false;  // one CRLF seen between messages, a second one makes a ping
  FrameError error_ = FrameError::none;
};

}  // namespace sipwright
