// Judges and decodes one SIP message (RFC 3261 7) by the parser that the generator makes from the grammar.
//
// Three things can be wrong with a message, and they are told apart: it does not follow the grammar
// (`invalid`); it does, but a server must refuse it or a client drop it (`rejected`: a mandatory header field
// is missing, a number is out of range, ...); or nothing is (`valid`).
//
// A fourth answer says nothing of the message: `unjudged`. It goes beyond what a Message holds, which is fixed so that
// the parser never allocates (message.hpp): limits::head_octets_max (65,535 octets of start line and header fields),
// limits::rows_max (256 rows: the start line and 255 header fields), limits::captures_max (2,048 labelled parts in all
// of them together), or, for parse_value(), limits::value_octets_max (8,192 octets). RFC 3261 sets no
// such bounds; a server that meets them may answer 513 (21.5.7).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sipwright/errors.hpp"
#include "sipwright/message.hpp"
#include "sipwright/rules.hpp"

namespace sipwright {

// What is wrong, SyntaxError or Refusal, comes from the grammar (errors.hpp). The offset of a verdict is that
// of the first octet with which no valid message goes on; only head_unfinished, which is looked for first,
// stands at the end of what was searched. Of an unjudged message it is where the parser stopped: the end of the head
// that it takes, or the header field for which there was no room.
struct Verdict {
  enum class Kind : std::uint8_t { valid, rejected, invalid, unjudged };
  Kind kind = Kind::valid;
  SyntaxError error = SyntaxError::none;
  Refusal refusal = Refusal::none;
  Header header = Header::none;  // the culprit, where there is one
  Rule rule = Rule::none;        // invalid, and asked for: see ParseOptions::name_rule
  std::uint16_t status = 0;      // rejected request: the status code to answer with; 0: drop it (responses)
  std::uint32_t offset = 0;      // octets from the start of the message

  bool accepted() const { return kind == Kind::valid; }
  // Follows the grammar: the message was read to its end.
  bool well_formed() const { return kind == Kind::valid || kind == Kind::rejected; }
  // One line: "valid", "rejected: 400 missing Call-ID", "invalid: header_value Via (viaParm) at 57",
  // "unjudged: too_many_fields at 9120".
  std::string describe() const;
};

struct ParseOptions {
  // The bytes end with the head, and a body may follow in the stream: Content-Length is not compared with
  // them.
  bool head_only = false;
  // An invalid message's verdict names the innermost rule of the grammar within which the text could still go on where
  // it stopped making sense. To find it takes about a thousand times as long as to parse: for people, not for every
  // message that the net brings.
  bool name_rule = false;
  // The values that are parsed, each only in the first row of its header field; null: all of them. The other rows are
  // found and named, their values are neither checked nor decoded: decode() does that when they are needed.
  const HeaderSet* only = nullptr;
  // Octets behind `bytes` that may be read, whatever they are. With 64 or more of them or of body, a head is parsed
  // where it stands; otherwise in a copy on the stack (4 KiB, or 64 KiB where the head is longer than that).
  std::size_t readable_behind = 0;
};

// Parses `bytes`, which hold one whole datagram, or one message cut from a stream. Octets behind
// Content-Length are ignored (RFC 3261 18.3). `message` is filled as far as the verdict allows: completely
// when valid or rejected; when invalid or unjudged only the rows before the fault or limit. Never allocates, never
// throws.
Verdict parse(std::string_view bytes, Message& message, const ParseOptions& options = {});

// What a transaction needs to know of a message before anything else (RFC 3261 17.1.3, 17.2.3, 18.3): for
// ParseOptions::only.
HeaderSet transaction_headers();

// Parses the value of a row that ParseOptions::only left out, as parse() would have; nothing where that is done
// already. The captures go behind those of the other rows, so that everything found before stays where it is. A row
// whose value is not valid keeps none. `row` is below message.row_count().
Verdict decode(Message& message, std::size_t row, const ParseOptions& options = {});

// Parses one value of a header field on its own, such as a challenge; the captures go to row 1 of `message`.
// `value` must not hold a line end that is no fold. Fails with header_value and the offset within `value`; unjudged
// where it is longer than limits::value_octets_max.
Verdict parse_value(Header header, std::string_view value, Message& message, const ParseOptions& options = {});

// Which of "avx2", "sse2", "scalar" parses: the best that the machine has, chosen when the program starts. use_kernel()
// changes it for the whole process, for tests and measurements, not while another thread parses; false, and no change,
// where the machine or the build does not have it.
std::string_view kernel_name();
bool use_kernel(std::string_view name);

}  // namespace sipwright
