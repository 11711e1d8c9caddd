// The named tolerances of `sipwright parse --tolerant`.
#include <algorithm>

#include "command.hpp"
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
  return Tolerance::Mended{0, std::string(bytes.substr(at)), 0, at, 0};
}

std::optional<Tolerance::Mended> with_max_forwards(std::string_view bytes) {
  Message message;
  const Verdict verdict = parse(bytes, message);
  if (verdict.refusal != sipwright::Refusal::missing_header || verdict.header != Header::max_forwards)
    return std::nullopt;
  const std::size_t first_row = message.row(0).value_end + line_end.size();
  const std::string row = std::string(name_of(Header::max_forwards)) + ": 70" + std::string(line_end);
  std::string mended(bytes);
  mended.insert(first_row, row);
  return Tolerance::Mended{verdict.offset, mended, first_row, 0, row.size()};
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

Tolerances tolerances_named(const std::string& text) {
  Tolerances chosen;
  std::string known;
  for (const Tolerance& one : tolerances()) {
    known += (known.empty() ? "" : ", ") + std::string(one.name);
    if (text == "true") chosen.push_back(&one);
  }
  if (!chosen.empty()) return chosen;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string name = text.substr(begin, end - begin);
    const auto named = [&](const Tolerance& one) { return one.name == name; };
    const auto found = std::find_if(tolerances().begin(), tolerances().end(), named);
    if (found == tolerances().end())
      throw Refusal(usage, "--tolerant=" + text + ": no tolerance is called \"" + name + "\"; there are " + known);
    chosen.push_back(&*found);
    begin = end + 1;
  }
  return chosen;
}

std::vector<Tolerated> tolerate(std::string_view bytes, const Tolerances& chosen,
                                const std::function<bool(std::string_view)>& accepts) {
  std::vector<Tolerated> met;
  std::vector<Tolerance::Mended> edits;
  // From a place in the mended message back to the original.
  const auto original = [&](std::size_t at) {
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      if (at >= edit->edited + edit->inserted) at = at - edit->inserted + edit->removed;
      else at = std::min(at, edit->edited);
    }
    return at;
  };
  Tolerances left = chosen;
  std::string text(bytes);
  // Mending one may uncover another that stands earlier in the list.
  for (bool mended = true; mended;) {
    mended = false;
    for (auto one = left.begin(); one != left.end(); ++one) {
      auto edit = (*one)->mend(text);
      if (!edit) continue;
      met.push_back({(*one)->name, original(edit->offset)});
      text = edit->bytes;
      if (accepts(text)) return met;
      edits.push_back(std::move(*edit));
      left.erase(one);
      mended = true;
      break;
    }
  }
  return {};
}

}  // namespace sipwright::cli
