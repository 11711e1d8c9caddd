// The named tolerances of `sipwright parse --tolerant`: mends a message step by step, and asks again.
#include "sipwright/tolerance.hpp"

#include <algorithm>

#include "command.hpp"
#include "decoded.hpp"

namespace sipwright::cli {
namespace {

struct Change {
  std::size_t at, taken, put;
};

// Where an offset of the mended text stands in the text as it came.
std::size_t as_it_came(std::size_t offset, const std::vector<Change>& changes) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (offset < change->at + change->put)
      offset = std::min(offset, change->at);
    else
      offset = offset - change->put + change->taken;
  }
  return offset;
}

std::string known_names() {
  std::string names;
  for (std::size_t i = 0; i < tolerance_count; ++i)
    names += (i == 0 ? "" : ", ") + std::string(name_of(static_cast<Tolerance>(i)));
  return names;
}

}  // namespace

void tolerances_named(std::string_view names, ToleranceSet& set) {
  if (names == "true") {
    set = all_tolerances();
    return;
  }
  for (std::size_t begin = 0; begin <= names.size();) {
    const std::size_t end = std::min(names.find(',', begin), names.size());
    const std::string name(names.substr(begin, end - begin));
    const auto found = find_tolerance(name);
    if (!found) throw Refusal(usage, "no tolerance is called \"" + name + "\"; there are " + known_names());
    set.insert(*found);
    begin = end + 1;
  }
}

Decoded decode_tolerantly(std::string_view bytes, const ToleranceSet& allowed,
                          const std::function<Decoded(std::string_view)>& judge) {
  Decoded strict = judge(bytes);
  if (strict.accepted) return strict;
  std::string text(bytes);
  std::vector<Tolerated> met;
  std::vector<Change> changes;
  Message message;
  ParseOptions options;
  options.name_rule = true;
  for (std::size_t i = 0; i < limits::mends_max; ++i) {
    const auto mend = find_mend(message, parse(text, message, options), allowed);
    if (!mend) break;
    if (std::none_of(met.begin(), met.end(), [&](const Tolerated& one) { return one.tolerance == mend->tolerance; }))
      met.push_back({mend->tolerance, as_it_came(mend->met_at, changes)});
    changes.push_back({mend->at, mend->taken, mend->put().size()});
    text.replace(mend->at, mend->taken, mend->put());
  }
  if (met.empty()) return strict;
  Decoded mended = judge(text);
  if (!mended.accepted) return strict;
  mended.verdict = "tolerated: ";
  for (const Tolerated& one : met)
    mended.verdict += (&one == met.data() ? "" : ", ") + std::string(name_of(one.tolerance)) + " at " +
                      std::to_string(one.offset);
  mended.at = met.front().offset;
  mended.tolerated = std::move(met);
  mended.mended = std::move(text);
  return mended;
}

}  // namespace sipwright::cli
