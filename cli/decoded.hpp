// What a parser says of one message, in a form that both parsers can be asked for and that prints as JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

struct Decoded {
  std::string verdict;    // the line that is printed
  bool accepted = false;  // valid or tolerated
  bool malformed = false;
  std::optional<std::size_t> at;  // where it is not valid, as far as that has a place
  std::string_view rule;          // invalid: where the text stops making sense (generated parser only)
  std::string_view rule_source;   // RFC and section, where the grammar gives them
  bool is_request = false;
  std::vector<DecodedRow> rows;  // of a malformed message those before the fault
  Span body;
};

// Asks the generated parser. With `tolerant`, a message that is refused for nothing but what tolerances()
// names is accepted: `tolerated: NAME at OFFSET`. `bytes` must outlive the answer.
Decoded decode(std::string_view bytes, bool tolerant);

// Asks the reference parser. Throws Refusal (inconclusive) where it is not built in.
Decoded decode_by_reference(std::string_view bytes, bool tolerant);

// Octets that are no UTF-8 show as U+FFFD in "text"; then "octets" has them in hexadecimal.
nlohmann::ordered_json to_json(const Decoded& decoded, std::string_view bytes);

// A deviation that some peers are known for: how a message is mended before it is judged again.
struct Tolerance {
  std::string_view name;
  std::string_view reason;
  // The offset of the deviation, and the message without it; empty where the message does not deviate so.
  struct Mended {
    std::size_t offset;
    std::string bytes;
  };
  std::optional<Mended> (*mend)(std::string_view bytes);
};

const std::vector<Tolerance>& tolerances();

}  // namespace sipwright::cli
