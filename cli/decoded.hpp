// What a parser says of one message, in a form that both parsers can be asked for and that prints as JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/tolerance.hpp"

namespace sipwright::cli {

// Octets of the message, from `begin` up to `end`.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct DecodedCapture {
  std::string_view label;
  Span span;
  std::optional<std::uint64_t> number;
  std::vector<DecodedCapture> inside;
};

// A header field; the start line, which comes first, has no name.
struct DecodedRow {
  std::string_view header;  // the grammar's spelling; empty for extensions and the start line
  Span name;
  Span value;
  std::vector<DecodedCapture> captures;
};

// A deviation that was met and tolerated, and its offset in the message as it came.
struct Tolerated {
  Tolerance tolerance;
  std::size_t offset;
};

struct Decoded {
  std::string verdict;    // the line that is printed
  bool accepted = false;  // valid or tolerated
  bool unjudged = false;  // beyond a limit of the parser, which says nothing of the message
  bool malformed = false; // or unjudged: only the rows in front are known
  std::optional<std::size_t> at;  // where it is not valid, as far as that has a place
  std::string_view rule;          // invalid: where the text stops making sense (generated parser only)
  std::string_view rule_source;   // RFC and section, where the grammar gives them
  bool is_request = false;
  std::vector<DecodedRow> rows;  // of a malformed message those before the fault
  Span body;
  std::vector<Tolerated> tolerated;  // each once, in the order in which they were mended
  std::string mended;                // tolerated: what was judged in the end, and what the spans count in
};

// Asks the generated parser, or the reference parser: it throws Refusal (inconclusive) where it is not built in.
Decoded decode(std::string_view bytes);
Decoded decode_by_reference(std::string_view bytes);

// Asks `judge`, one of these two. A message that is refused for nothing but what is allowed is accepted:
// `tolerated: NAME at OFFSET`, with the offset in `bytes`. Both parsers are given the same mended text.
Decoded decode_tolerantly(std::string_view bytes, const ToleranceSet& allowed,
                          const std::function<Decoded(std::string_view)>& judge);

// Puts what `names` names, with commas between them, into `set`; "true", what CLI11 makes of the option without a
// value: all. Throws Refusal (usage) for a name that is none.
void tolerances_named(std::string_view names, ToleranceSet& set);

// Octets that are no UTF-8 show as U+FFFD in "text"; then "octets" has them in hexadecimal.
nlohmann::ordered_json to_json(const Decoded& decoded, std::string_view bytes);

}  // namespace sipwright::cli
