// How often each alternative of each rule was taken in the sentences drawn so far, and where to go for what was seldom.
//
// Alternatives are: the parts of a choice (a choice among single octets is one thing); for what is optional, that it is
// there and that it is not; for what repeats, none, one and several; and each rule itself. What a rule's @except takes
// away counts when it is drawn by itself (a known name where an extension's stood).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "syntax/sentences.hpp"

namespace sipwright::gen {

class Coverage {
 public:
  // Every rule of `grammar` that is more than a set of octets; it must outlive this. What was taken `goal` times is no
  // longer lacking.
  Coverage(const Grammar& grammar, std::size_t goal);

  void count(const Derivation& derivation);

  std::size_t alternatives() const { return all_.size(); }
  bool complete() const { return lacking_count_ == 0; }
  // Whether the rule is more than a set of octets, and how often it was drawn.
  bool knows(const std::string& rule) const { return entry_.count(rule) != 0; }
  std::size_t taken(const std::string& rule) const;

  // "RULE (FILE:LINE): WHAT, N times", for all that was taken fewer than `goal` times.
  std::vector<std::string> lacking() const;

  // Whether a sentence of `rule` can take something that is lacking.
  bool can_help(const std::string& rule) const;

  // Whether a sentence of `rule` can hold a part that `inner` derives.
  bool leads_to(const std::string& rule, const std::string& inner) const;

  // From now on the rule `target` is wanted before all that is lacking; empty: what is lacking.
  void aim_at(const std::string& target);
  // The same for one of the lacking alternatives, whatever rule it stands in.
  void aim_at_lacking(Dice& dice);
  bool can_hit(const std::string& rule) const;  // whether a sentence of `rule` can take what is aimed at

  // What Sentences asks: an alternative of `choice` that is lacking or leads to what is; otherwise `drawn`. Now
  // and then `drawn` all the same.
  const Node& prefer(const Node& choice, const Node& drawn, Dice& dice) const;
  bool wants_parts_of(const Rule& rule) const;  // rather than a number drawn for it
  // `hurry`: the sentence should come to its end.
  std::size_t prefer_times(const Node& repeat, std::size_t drawn, bool hurry, Dice& dice) const;

 private:
  using Set = std::vector<std::uint64_t>;
  struct Alternative {
    const Rule* rule;
    Place place;
    std::string what;
    std::size_t taken = 0;
  };

  void enumerate(const Rule& rule, const Node& node);
  void add(const Rule& rule, const Node& node, const std::string& what);
  bool add_reach(const Node& node, Set& set) const;
  const Set& reach(const Node& node) const;
  void take(std::size_t number);

  const Grammar& grammar_;
  std::size_t goal_;
  std::vector<Alternative> all_;
  std::unordered_map<const Node*, std::size_t> first_;   // choice, repeat: its first alternative
  std::unordered_set<const Node*> nests_;                // within @nested rules, where it must not grow for ever
  std::map<std::string, std::size_t> entry_;             // rule: the alternative that is the rule itself
  std::map<std::string, Set> of_rule_;                   // what a rule leads to, itself included
  mutable std::unordered_map<const Node*, Set> of_node_;
  Set lacking_;
  Set aim_;
  std::size_t lacking_count_ = 0;
};

}  // namespace sipwright::gen
