// Finds the one change that takes a tolerated deviation out of a message.
#include "core/mend.hpp"

#include <algorithm>
#include <charconv>

namespace sipwright {
namespace {

using core::Toleration;
using core::Way;

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view name_end = ": ";
constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

void put(Mend& mend, std::string_view text) {
  const std::size_t octets = std::min(text.size(), mend.octets.size() - mend.size);
  text.copy(mend.octets.data() + mend.size, octets);
  mend.size += octets;
}

class Finder {
 public:
  Finder(const Message& message, const Verdict& verdict)
      : message_(message), verdict_(verdict), bytes_(message.bytes()) {}

  // Whether the deviation is there; then `mend` takes it out.
  bool finds(const Toleration& toleration, Mend& mend) const {
    mend = {};
    mend.tolerance = toleration.tolerance;
    mend.at = verdict_.offset;
    mend.met_at = verdict_.offset;
    switch (toleration.way) {
      case Way::drop:
        return drop(toleration, mend);
      case Way::ignore:
        return ignore(toleration, mend);
      case Way::insert:
        return insert(toleration, mend);
      case Way::count:
        return count(toleration, mend);
      case Way::lines:
        return lines(mend);
      case Way::end:
        return end(mend);
    }
    return false;
  }

 private:
  bool drop(const Toleration& toleration, Mend& mend) const {
    const SyntaxError where = toleration.in_start_line ? SyntaxError::start_line : SyntaxError::header_value;
    const std::string_view text = toleration.text;
    mend.taken = text.size();
    std::size_t end = verdict_.offset;
    while (bytes_.substr(end, text.size()) == text) end += text.size();
    return verdict_.error == where && verdict_.rule == toleration.rule && end != verdict_.offset &&
           (!toleration.first || verdict_.offset == 0) && bytes_.substr(end).starts_with(toleration.before) &&
           bytes_.substr(0, verdict_.offset).ends_with(toleration.behind);
  }

  bool ignore(const Toleration& toleration, Mend& mend) const {
    if (verdict_.error != SyntaxError::header_value || verdict_.header != toleration.header) return false;
    if (!toleration.method.empty()) {
      const Capture* const method = message_.find_in_start_line({Label::verb});
      if (method == nullptr || message_.text(*method) != toleration.method) return false;
    }
    // The row begins behind the last that could be read, and ends where no fold follows.
    mend.at = message_.row(message_.row_count() - 1).value_end + line_end.size();
    std::size_t end = verdict_.offset;
    do {
      end = bytes_.find(line_end, end);
      if (end == npos) return false;
      end += line_end.size();
    } while (end < bytes_.size() && is_blank(bytes_[end]));
    mend.taken = end - mend.at;
    return true;
  }

  bool insert(const Toleration& toleration, Mend& mend) const {
    if (verdict_.refusal != toleration.refusal || verdict_.header != toleration.header) return false;
    mend.at = message_.row(0).value_end + line_end.size();
    for (const std::string_view text : {name_of(toleration.header), name_end, toleration.text, line_end})
      put(mend, text);
    return true;
  }

  bool count(const Toleration& toleration, Mend& mend) const {
    if (verdict_.refusal != toleration.refusal || verdict_.header != toleration.header) return false;
    std::size_t digits = mend.at;
    while (digits < bytes_.size() && bytes_[digits] >= '0' && bytes_[digits] <= '9') ++digits;
    mend.taken = digits - mend.at;
    char* const begin = mend.octets.data();
    mend.size = static_cast<std::size_t>(
        std::to_chars(begin, begin + mend.octets.size(), message_.body().size()).ptr - begin);
    return true;
  }

  // The first LF without its CR, as long as such a one is the fault or hides the end of the head.
  bool lines(Mend& mend) const {
    if (verdict_.error != SyntaxError::bare_line_end && verdict_.error != SyntaxError::head_unfinished) return false;
    std::size_t at = bytes_.find('\n', verdict_.error == SyntaxError::bare_line_end ? verdict_.offset : 0);
    while (at != npos && at != 0 && bytes_[at - 1] == '\r') at = bytes_.find('\n', at + 1);
    if (at == npos || (verdict_.error == SyntaxError::bare_line_end && at != verdict_.offset)) return false;
    mend.at = mend.met_at = at;
    put(mend, line_end.substr(0, 1));
    return true;
  }

  bool end(Mend& mend) const {
    if (verdict_.error != SyntaxError::head_unfinished || bytes_.empty()) return false;
    mend.at = bytes_.size();
    if (!bytes_.ends_with(line_end)) put(mend, line_end);
    put(mend, line_end);
    return true;
  }

  const Message& message_;
  const Verdict& verdict_;
  std::string_view bytes_;
};

}  // namespace

ToleranceSet all_tolerances() {
  ToleranceSet all;
  for (std::size_t i = 0; i < tolerance_count; ++i) all.insert(static_cast<Tolerance>(i));
  return all;
}

std::optional<Tolerance> find_tolerance(std::string_view name) {
  for (std::size_t i = 0; i < tolerance_count; ++i)
    if (name_of(static_cast<Tolerance>(i)) == name) return static_cast<Tolerance>(i);
  return std::nullopt;
}

std::optional<Mend> find_mend(const Message& message, const Verdict& verdict, const ToleranceSet& allowed) {
  if (verdict.accepted()) return std::nullopt;
  const Finder finder(message, verdict);
  Mend mend{};
  for (const Toleration& toleration : core::tolerations())
    if (allowed.contains(toleration.tolerance) && finder.finds(toleration, mend)) return mend;
  return std::nullopt;
}

}  // namespace sipwright
