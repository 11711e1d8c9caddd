// The plainest possible answer to "does this rule derive these octets?", straight from the IR.
//
// It follows every derivation at once (sets of positions), knows nothing of order or greed, and takes @except
// at its word: the rule's body minus what the other rule derives. Too slow for anything but tests and the
// sentence generator, and short enough to be believed by reading it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

class Recogniser {
 public:
  // `grammar` must outlive the recogniser.
  explicit Recogniser(const Grammar& grammar) : grammar_(grammar) {}

  // True where `rule` derives all of `text`. @type is no matter of syntax and not looked at.
  bool derives(const std::string& rule, std::string_view text);

  // The longest prefix of `text` that some sentence of `rule` begins with: the first octet that no
  // continuation could stand at is the one behind it. (Where an @except is the only objection, the prefix
  // counts as viable.)
  std::size_t viable_prefix(const std::string& rule, std::string_view text);

  // The innermost rule within which every derivation goes on behind the viable prefix of `text`; `rule` itself
  // where the prefix is a sentence, and may end. Rules that are sets of octets do not count.
  std::string innermost_rule(const std::string& rule, std::string_view text);

 private:
  using Ends = std::set<std::size_t>;
  Ends ends(const Node& node, std::size_t begin);
  Ends ends_of_rule(const std::string& rule, std::size_t begin);

  // The calls around all places that the text can stand at when `furthest_` octets are taken; nothing where there is
  // no such place.
  using Way = std::optional<std::vector<const Node*>>;
  static Way common(const Way& a, const Way& b);
  Way way(const Node& node, std::size_t begin);

  const Grammar& grammar_;
  std::string_view text_;
  std::size_t furthest_ = 0;
  std::map<std::pair<const void*, std::size_t>, Ends> known_;
  std::map<std::pair<const void*, std::size_t>, Way> known_ways_;
};

}  // namespace sipwright::gen
