// Draws sentences of a grammar, and near misses: octets that differ from a sentence in one thing and are
// none.
//
// Everything follows from the seed. A sentence is drawn as a tree, so that whoever wants to change a sentence
// (the near misses here, mutators elsewhere) changes a part that has a name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"
#include "syntax/recogniser.hpp"

namespace sipwright::gen {

// SplitMix64: the same numbers with every compiler.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // 0 .. n-1; n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

// One derivation. Leaves hold one octet each.
struct Derivation {
  const Node* node = nullptr;
  const Rule* rule = nullptr;  // what a call went into
  std::string octets;          // leaves, and what replaced a part
  std::vector<Derivation> parts;
};

std::string flatten(const Derivation& derivation);

// The set of octets that a choice of nothing but single octets comes to; empty for everything else.
ByteSet only_octets(const Grammar& grammar, const Node& node);

class Coverage;

struct NearMiss {
  std::string octets;
  std::string change;  // "dropped", "foreign octet", "doubled", "excepted name", "cut short", "emptied"
  std::string rule;    // the innermost rule around the change
};

class Sentences {
 public:
  // `grammar` must outlive this. `size`: about how many choices a sentence takes before it hurries to its
  // end.
  Sentences(const Grammar& grammar, std::uint64_t seed, std::size_t size = 60);

  // Octets that `rule` derives. Numbers with @type are mostly within their range, now and then at or beyond
  // its end.
  std::string sentence(const std::string& rule);
  Derivation derivation(const std::string& rule);

  // Octets that `rule` does not derive. A rule that derives nearly everything may have no near miss at hand:
  // then `octets` is a sentence and `change` is empty.
  NearMiss near_miss(const std::string& rule);

  // The same, with the change in a part that `within` derives; `within` is `rule` or one that it leads to. `change` is
  // empty where there was no such part in this draw, or the octets happened to be a sentence.
  NearMiss near_miss(const std::string& rule, const std::string& within);

  // From now on choices lean towards what `coverage` lacks; nullptr: towards nothing. It must outlive the draws.
  void steer(const Coverage* coverage) { coverage_ = coverage; }

  Dice& dice() { return dice_; }

 private:
  Derivation draw(const Node& node, std::size_t& budget);
  Derivation draw_rule(const Rule& rule, std::size_t& budget);
  std::string number(std::uint64_t max);
  NearMiss spoil(const std::string& rule, const std::string& within);
  unsigned char octet(const ByteSet& set);
  std::size_t shortest(const Node& node) const;

  const Grammar& grammar_;
  Dice dice_;
  std::size_t size_;
  Recogniser recogniser_;
  const Coverage* coverage_ = nullptr;
  std::map<std::string, std::size_t> shortest_;  // of each rule, in octets
};

}  // namespace sipwright::gen
