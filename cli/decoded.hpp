// What a parser says of one message, in a form that both parsers can be asked for and that prints as JSON.
#pragma once

#include <cstdint>
#include <functional>
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

// A deviation that some peers are known for: how a message is mended before it is judged again.
struct Tolerance {
  std::string_view name;
  std::string_view reason;
  struct Mended {
    std::size_t offset;  // of the deviation
    std::string bytes;   // the message without it
    // At `edited`, `removed` octets gave way to `inserted` ones: what is found behind it stands elsewhere in the
    // original.
    std::size_t edited, removed, inserted;
  };
  // Empty where the message does not deviate so.
  std::optional<Mended> (*mend)(std::string_view bytes);
};

// All that there are, and some of them.
const std::vector<Tolerance>& tolerances();
using Tolerances = std::vector<const Tolerance*>;

// Those that `text` names, separated by commas; "true", what CLI11 makes of the option without a value: all. Refusal
// (usage) where a name is none.
Tolerances tolerances_named(const std::string& text);

struct Tolerated {
  std::string_view name;
  std::size_t offset;  // of the deviation, in the message as it was given
};

// The deviations, out of `chosen`, without which `accepts` takes the message; empty: it does not.
std::vector<Tolerated> tolerate(std::string_view bytes, const Tolerances& chosen,
                                const std::function<bool(std::string_view)>& accepts);

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
  std::vector<Tolerated> tolerated;
  std::optional<std::size_t> at;  // where it is not valid, as far as that has a place
  std::string_view rule;          // invalid: where the text stops making sense (generated parser only)
  std::string_view rule_source;   // RFC and section, where the grammar gives them
  bool is_request = false;
  std::vector<DecodedRow> rows;  // of a malformed message those before the fault
  Span body;
};

// Asks the generated parser. A message that is refused for nothing but deviations that `chosen` names is accepted:
// `tolerated: NAME at OFFSET, NAME at OFFSET`. `bytes` must outlive the answer.
Decoded decode(std::string_view bytes, const Tolerances& chosen);

// Asks the reference parser. Throws Refusal (inconclusive) where it is not built in.
Decoded decode_by_reference(std::string_view bytes, const Tolerances& chosen);

// Makes `decoded` accepted where `accepts` takes the message without deviations of `chosen`.
void forgive(Decoded& decoded, std::string_view bytes, const Tolerances& chosen,
             const std::function<bool(std::string_view)>& accepts);

// Octets that are no UTF-8 show as U+FFFD in "text"; then "octets" has them in hexadecimal.
nlohmann::ordered_json to_json(const Decoded& decoded, std::string_view bytes);

}  // namespace sipwright::cli
