// The named tolerances of `sipwright parse --tolerant`.
#include "decoded.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::cli {
namespace {

constexpr std::string_view line_end = "\r\n";

std::optional<Tolerance::Mended> without_leading_line_ends(std::string_view bytes) {
  std::size_t at = 0;
  while (bytes.substr(at, 2) == line_end) at += 2;
  if (at == 0) return std::nullopt;
  return Tolerance::Mended{0, std::string(bytes.substr(at))};
}

std::optional<Tolerance::Mended> with_max_forwards(std::string_view bytes) {
  Message message;
  const Verdict verdict = parse(bytes, message);
  if (verdict.refusal != Refusal::missing_header || verdict.header != Header::max_forwards)
    return std::nullopt;
  const std::size_t first_row = message.row(0).value_end + line_end.size();
  std::string mended(bytes);
  mended.insert(first_row, std::string(name_of(Header::max_forwards)) + ": 70" + std::string(line_end));
  return Tolerance::Mended{verdict.offset, mended};
}

}  // namespace

const std::vector<Tolerance>& tolerances() {
  static const std::vector<Tolerance> all = {
      {"leading-line-ends", "RFC 3261 7.5: empty lines in front of a message should be ignored",
       without_leading_line_ends},
      {"missing-max-forwards", "RFC 3261 16.3: peers of RFC 2543 do not send it, and no answer depends on it",
       with_max_forwards},
  };
  return all;
}

}  // namespace sipwright::cli
