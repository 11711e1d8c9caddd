#include "kit/oracle/differential.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "kit/oracle/oracle.h"

namespace sipwright::kit {
namespace {

struct ReferenceRow {
  sipwright_oracle_row row;
  std::vector<sipwright_oracle_capture> captures;
};

struct Reference {
  std::vector<ReferenceRow> rows;

  static void on_row(void* user, const sipwright_oracle_row* row) {
    static_cast<Reference*>(user)->rows.push_back({*row, {}});
  }
  static void on_capture(void* user, const sipwright_oracle_capture* capture) {
    static_cast<Reference*>(user)->rows.back().captures.push_back(*capture);
  }
};

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string at(std::size_t offset) {
  return " at " + std::to_string(offset);
}

const char* word_of(sipwright_oracle_answer answer) {
  switch (answer) {
    case SIPWRIGHT_ORACLE_WELL_FORMED:
      return "well-formed";
    case SIPWRIGHT_ORACLE_OUT_OF_RANGE:
      return "out of range";
    case SIPWRIGHT_ORACLE_MALFORMED:
      return "malformed";
    case SIPWRIGHT_ORACLE_TOO_DEEP:
      return "too deep";
    case SIPWRIGHT_ORACLE_NO_SUCH_RULE:
      return "no such rule";
  }
  return "?";
}

// What the reference says of a message that is well-formed, in the words of Verdict::describe().
std::string refusal_of(const sipwright_oracle_message& answer) {
  if (answer.refused == nullptr) return "valid";
  std::string text = "rejected: " + (answer.is_request ? std::to_string(answer.refused->status) : "drop") + " " +
                     answer.refused->text;
  if (answer.culprit != nullptr) return text + " " + answer.culprit;
  return text + (answer.refused->names_start_line ? " the start line" : "");
}

// The runtime's limits are no matter of the grammar.
bool is_limit(const Verdict& verdict) { return verdict.kind == Verdict::Kind::unjudged; }

std::string describe(const Message& message, const Capture& capture, unsigned depth) {
  return std::string(name_of(capture.label)) + " " + std::to_string(capture.begin) + ".." +
         std::to_string(capture.end) + " depth " + std::to_string(depth) + " number " +
         std::to_string(capture.value) + " \"" + printable(message.text(capture)) + "\"";
}

std::string describe(std::string_view bytes, const sipwright_oracle_capture& capture) {
  return std::string(capture.label) + " " + std::to_string(capture.begin) + ".." +
         std::to_string(capture.end) + " depth " + std::to_string(capture.depth) + " number " +
         std::to_string(capture.number) + " \"" +
         printable(bytes.substr(capture.begin, capture.end - capture.begin)) + "\"";
}

std::string compare_captures(std::string_view bytes, const Message& message, const Row& row,
                             const std::vector<sipwright_oracle_capture>& expected) {
  std::vector<const Capture*> open;  // the captures that the present one lies in
  std::size_t index = 0;
  for (const Capture* capture = message.begin(row); capture != message.end(row); ++capture, ++index) {
    while (!open.empty() && capture >= open.back() + open.back()->size) open.pop_back();
    const auto depth = static_cast<unsigned>(open.size());
    if (index == expected.size())
      return "only the generated parser has " + describe(message, *capture, depth);
    const sipwright_oracle_capture& other = expected[index];
    const bool same = name_of(capture->label) == other.label && capture->begin == other.begin &&
                      capture->end == other.end && depth == other.depth && capture->value == other.number;
    if (!same)
      return "generated: " + describe(message, *capture, depth) + "; reference: " + describe(bytes, other);
    open.push_back(capture);
  }
  if (index < expected.size()) return "only the reference parser has " + describe(bytes, expected[index]);
  return {};
}

std::string compare_row(std::string_view bytes, const Message& message, const Row& row,
                        const ReferenceRow& expected) {
  const sipwright_oracle_row& other = expected.row;
  const std::string_view header = other.header == nullptr ? std::string_view() : other.header;
  if (name_of(row.header) != header)
    return "generated: " + std::string(name_of(row.header)) + "; reference: " + std::string(header);
  const auto span = [](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    return std::to_string(a) + ".." + std::to_string(b) + ": " + std::to_string(c) + ".." + std::to_string(d);
  };
  const std::string here = span(row.name_begin, row.name_end, row.value_begin, row.value_end);
  const std::string there = span(other.name_begin, other.name_end, other.value_begin, other.value_end);
  if (here != there) return "generated: " + here + "; reference: " + there;
  return compare_captures(bytes, message, row, expected.captures);
}

// Both call the message malformed: do they blame the same row?
std::string compare_blame(const Verdict& verdict, const sipwright_oracle_message& answer,
                          const Reference& reference) {
  if (answer.row < 0) {
    // The generated parser reads values as it cuts the head, so that a value in front of the broken line may
    // come first.
    return {};
  }
  const sipwright_oracle_row& row = reference.rows[static_cast<std::size_t>(answer.row)].row;
  const std::string_view header = row.header == nullptr ? std::string_view() : row.header;
  const bool is_start_line = answer.row == 0;
  const bool same = (verdict.error == SyntaxError::start_line) == is_start_line &&
                    name_of(verdict.header) == header && verdict.offset >= row.value_begin &&
                    verdict.offset <= row.value_end;
  if (same) return {};
  return "generated blames: " + verdict.describe() + "; reference: " + answer.rule +
         at(answer.verdict.offset);
}

}  // namespace

Comparison compare_message(std::string_view bytes, Message& message) {
  Comparison result;
  Reference reference;
  const sipwright_oracle_sink sink{&reference, Reference::on_row, Reference::on_capture};
  result.verdict = parse(bytes, message);
  const Verdict& verdict = result.verdict;
  result.judged = !is_limit(verdict);
  if (!result.judged) return result;
  const sipwright_oracle_message answer = sipwright_oracle_parse_message(octets(bytes), bytes.size(), &sink);
  result.judged = answer.verdict.answer != SIPWRIGHT_ORACLE_TOO_DEEP;
  if (!result.judged) return result;

  const bool malformed = answer.verdict.answer == SIPWRIGHT_ORACLE_MALFORMED;
  if (malformed != (verdict.kind == Verdict::Kind::invalid)) {
    result.difference = "generated: " + verdict.describe() +
                        "; reference: " + word_of(answer.verdict.answer) + " " +
                        (answer.rule != nullptr ? answer.rule : "") + at(answer.verdict.offset);
    return result;
  }
  if (malformed) {
    result.difference = compare_blame(verdict, answer, reference);
    return result;
  }

  const bool rejected = verdict.kind == Verdict::Kind::rejected;
  if (verdict.describe() != refusal_of(answer) || (rejected && verdict.offset != answer.refused_at))
    result.difference = "generated: " + verdict.describe() + at(verdict.offset) + "; reference: " +
                        refusal_of(answer) + at(answer.refused_at);
  else if (message.is_request() != (answer.is_request != 0))
    result.difference = "request or response?";
  else if (message.row_count() != reference.rows.size())
    result.difference = "generated: " + std::to_string(message.row_count()) +
                        " rows; reference: " + std::to_string(reference.rows.size());
  else if (message.head_octets() != answer.head_length)
    result.difference = "generated: head of " + std::to_string(message.head_octets()) +
                        "; reference: " + std::to_string(answer.head_length);
  else if (message.body().size() != answer.body_length)
    result.difference = "generated: body of " + std::to_string(message.body().size()) +
                        "; reference: " + std::to_string(answer.body_length);
  for (std::size_t i = 0; i < reference.rows.size() && result.difference.empty(); ++i) {
    const std::string difference = compare_row(bytes, message, message.row(i), reference.rows[i]);
    if (!difference.empty())
      result.difference = "row " + std::to_string(i) + " (" + reference.rows[i].row.rule + "): " + difference;
  }
  return result;
}

Comparison compare_value(Header header, std::string_view value, Message& message) {
  Comparison result;
  const char* rule = "extensionValue";
  const char* name = nullptr;
  for (std::size_t i = 0; const char* start_rule = sipwright_oracle_start_rule(i, &name); ++i)
    if (name != nullptr && name_of(header) == name) rule = start_rule;

  Reference reference;
  reference.rows.resize(1);
  const sipwright_oracle_verdict answer =
      sipwright_oracle_parse_rule(rule, octets(value), value.size(), Reference::on_capture, &reference);
  result.verdict = parse_value(header, value, message);
  const Verdict& verdict = result.verdict;
  result.judged = !is_limit(verdict) && answer.answer != SIPWRIGHT_ORACLE_TOO_DEEP;
  if (!result.judged) return result;
  const auto kind = answer.answer == SIPWRIGHT_ORACLE_MALFORMED      ? Verdict::Kind::invalid
                    : answer.answer == SIPWRIGHT_ORACLE_OUT_OF_RANGE ? Verdict::Kind::rejected
                                                                     : Verdict::Kind::valid;
  if (kind != verdict.kind)
    result.difference =
        "generated: " + verdict.describe() + "; reference: " + word_of(answer.answer) + at(answer.offset);
  else if (kind != Verdict::Kind::invalid)
    result.difference = compare_captures(value, message, message.row(1), reference.rows[0].captures);
  return result;
}

std::string minimise(std::string bytes, const std::function<bool(const std::string&)>& still_fails) {
  for (std::size_t chunk = std::max<std::size_t>(1, bytes.size() / 2);;) {
    bool smaller = false;
    for (std::size_t from = 0; from < bytes.size();) {
      std::string shorter = bytes;
      shorter.erase(from, chunk);
      if (still_fails(shorter))
        bytes = std::move(shorter), smaller = true;
      else
        from += chunk;
    }
    if (chunk == 1 && !smaller) return bytes;
    if (chunk > 1) chunk /= 2;
  }
}

std::string printable(std::string_view bytes) {
  std::string text;
  char hex[8];
  for (const char c : bytes) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '\\' || c == '"')
      text += '\\', text += c;
    else if (octet >= 0x20 && octet < 0x7F)
      text += c;
    else if (c == '\r')
      text += "\\r";
    else if (c == '\n')
      text += "\\n";
    else
      std::snprintf(hex, sizeof hex, "\\x%02X", octet), text += hex;
  }
  return text;
}

}  // namespace sipwright::kit
