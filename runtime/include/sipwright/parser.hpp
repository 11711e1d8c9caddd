// Judges and decodes one SIP message (RFC 3261 7) by the parser that the generator makes from the grammar.
//
// Three things can be wrong with a message, and they are told apart: it does not follow the grammar
// (`invalid`); it does, but a server must refuse it or a client drop it (`rejected`: a mandatory header field
// is missing, a number is out of range, ...); or nothing is (`valid`).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sipwright/message.hpp"

namespace sipwright {

// Why a message is invalid. The offset of a verdict is that of the first octet with which no valid message
// goes on; only head_unfinished, which is looked for first, stands at the end of what was searched.
enum class SyntaxError : std::uint8_t {
  none,
  head_unfinished,  // no empty line ends the head
  head_too_long,    // more than limits::head_octets_max
  too_many_fields,  // more than limits::rows_max or limits::captures_max
  bare_line_end,    // a CR or LF alone, or a control that no header field may hold
  start_line,       // neither Request-Line nor Status-Line
  header_line,      // no header field: name, colon, value
  header_value,     // the value does not follow its rule; the verdict names the header field
};

// Why a well-formed message is refused.
enum class Refusal : std::uint8_t {
  none,
  unsupported_version,     // not SIP/2.0
  missing_header,          // the verdict names it
  repeated_header,         // a single-value header field twice
  number_out_of_range,     // the verdict names the header field
  method_mismatch,         // CSeq names another method than the Request-Line
  headers_in_request_uri,  // RFC 3261 19.1.1: not allowed there
  body_too_short,          // Content-Length says more than there is
  unsupported_uri_scheme,  // the Request-URI is no SIP or SIPS URI
};

struct Verdict {
  enum class Kind : std::uint8_t { valid, rejected, invalid };
  Kind kind = Kind::valid;
  SyntaxError error = SyntaxError::none;
  Refusal refusal = Refusal::none;
  Header header = Header::none;  // the culprit, where there is one
  std::uint16_t status = 0;      // rejected request: the status code to answer with; 0: drop it (responses)
  std::uint32_t offset = 0;      // octets from the start of the message

  bool accepted() const { return kind == Kind::valid; }
  // One line: "valid", "rejected: 400 Missing Call-ID", "invalid: via at 57".
  std::string describe() const;
};

struct ParseOptions {
  // The bytes end with the head, and a body may follow in the stream: Content-Length is not compared with
  // them.
  bool head_only = false;
};

// Parses `bytes`, which hold one whole datagram, or one message cut from a stream. Octets behind
// Content-Length are ignored (RFC 3261 18.3). `message` is filled as far as the verdict allows: completely
// when valid or rejected; when invalid only the rows before the fault. Never allocates, never throws.
Verdict parse(std::string_view bytes, Message& message, ParseOptions options = {});

// Parses one value of a header field on its own, such as a challenge; the captures go to row 1 of `message`.
// `value` must not hold a line end that is no fold. Fails with header_value and the offset within `value`.
Verdict parse_value(Header header, std::string_view value, Message& message);

// Which of "avx2", "sse2", "scalar" parses: the best that the machine has, chosen when the program starts. use_kernel()
// changes it for the whole process, for tests and measurements, not while another thread parses; false, and no change,
// where the machine or the build does not have it.
std::string_view kernel_name();
bool use_kernel(std::string_view name);

}  // namespace sipwright
