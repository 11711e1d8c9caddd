// The reference parser's answer, where it is built in (builds with tests). It needs ANTLR, which the command
// alone should not.
#include "command.hpp"
#include "decoded.hpp"

#ifdef SIPWRIGHT_ORACLE

#include "kit/oracle/oracle.h"

namespace sipwright::cli {
namespace {

void on_row(void* user, const sipwright_oracle_row* row) {
  auto& rows = static_cast<Decoded*>(user)->rows;
  rows.push_back({row->header == nullptr ? "" : row->header,
                  {row->name_begin, row->name_end},
                  {row->value_begin, row->value_end},
                  {}});
}

// The captures come in pre-order: each belongs to the last one that is less deep.
void on_capture(void* user, const sipwright_oracle_capture* capture) {
  auto* list = &static_cast<Decoded*>(user)->rows.back().captures;
  for (unsigned depth = 0; depth < capture->depth; ++depth) list = &list->back().inside;
  DecodedCapture out;
  out.label = capture->label;
  out.span = {capture->begin, capture->end};
  if (capture->has_number != 0) out.number = capture->number;
  list->push_back(std::move(out));
}

std::string verdict_of(const sipwright_oracle_message& answer, const Decoded& decoded) {
  if (answer.verdict.answer == SIPWRIGHT_ORACLE_TOO_DEEP)
    throw Refusal(inconclusive, "the reference parser does not judge comments nested deeper than " +
                                    std::to_string(SIPWRIGHT_ORACLE_DEPTH_MAX));
  if (answer.verdict.answer == SIPWRIGHT_ORACLE_MALFORMED) {
    std::string what = "head";
    if (answer.row == 0)
      what = "start_line";
    else if (answer.row > 0)
      what = "header_value " + std::string(decoded.rows[static_cast<std::size_t>(answer.row)].header);
    return "invalid: " + what + " at " + std::to_string(answer.verdict.offset);
  }
  if (answer.refused == nullptr) return "valid";
  std::string text = "rejected: " + (answer.is_request != 0 ? std::to_string(answer.refused->status) : "drop") + " " +
                     answer.refused->text;
  if (answer.culprit != nullptr) return text + " " + answer.culprit;
  return text + (answer.refused->names_start_line != 0 ? " the start line" : "");
}

}  // namespace

Decoded decode_by_reference(std::string_view bytes) {
  Decoded result;
  const sipwright_oracle_sink sink{&result, on_row, on_capture};
  const auto answer = sipwright_oracle_parse_message(reinterpret_cast<const unsigned char*>(bytes.data()),
                                                     bytes.size(), &sink);
  result.verdict = verdict_of(answer, result);
  result.malformed = answer.verdict.answer == SIPWRIGHT_ORACLE_MALFORMED;
  if (result.malformed) {
    result.at = answer.verdict.offset;
    // The oracle tells the row that is at fault as well.
    if (answer.row >= 0) result.rows.resize(static_cast<std::size_t>(answer.row));
  } else if (answer.refused != nullptr) {
    result.at = answer.refused_at;
  }
  result.accepted = !result.malformed && answer.refused == nullptr;
  result.is_request = answer.is_request != 0;
  result.body = {answer.head_length, answer.head_length + answer.body_length};
  return result;
}

}  // namespace sipwright::cli

#else

namespace sipwright::cli {

Decoded decode_by_reference(std::string_view) {
  throw Refusal(inconclusive,
                "the reference parser is not part of this build; build with -DSIPWRIGHT_TESTS=ON (it needs "
                "the packages antlr4 and "
                "libantlr4-runtime-dev)");
}

}  // namespace sipwright::cli

#endif
