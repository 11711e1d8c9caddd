// Where the rows put what they find about one observation, before it becomes a finding.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "model/monitor/ledger.hpp"
#include "model/monitor/report.hpp"

namespace sipwright::model {

class Judge {
 public:
  explicit Judge(Tallies& tallies) : tallies_(tallies) {}

  // Which roles can be judged from what this side sees.
  void begin(bool epa, bool esc) {
    epa_ = epa;
    esc_ = esc;
    accused_ = 0;
    accusations_.clear();
  }
  bool judges(Invariant invariant) const { return row_of(invariant).role == Role::epa ? epa_ : esc_; }

  // The row has something to judge here.
  void premise(Invariant invariant) {
    if (judges(invariant)) ++tally(invariant).premises;
  }
  // The row might have, but `missing` was not observed. `missing` is a literal.
  void undecided(Invariant invariant, std::string_view missing) {
    if (!judges(invariant)) return;
    ++tally(invariant).undecided;
    tally(invariant).missing = missing;
  }
  // `evidence`: numbers of earlier observations that the sentence speaks of.
  void accuse(Invariant invariant, std::initializer_list<std::uint64_t> evidence, std::string sentence) {
    if (!judges(invariant) || (accused_ & bit(invariant)) != 0) return;
    accused_ |= bit(invariant);
    accusations_.push_back({invariant, evidence, std::move(sentence)});
  }

  struct Accusation {
    Invariant invariant;
    std::vector<std::uint64_t> evidence;
    std::string sentence;
  };
  InvariantSet accused() const { return accused_; }
  const std::vector<Accusation>& accusations() const { return accusations_; }

 private:
  Tally& tally(Invariant invariant) { return tallies_[static_cast<std::size_t>(invariant)]; }

  Tallies& tallies_;
  bool epa_ = false;
  bool esc_ = false;
  InvariantSet accused_ = 0;
  std::vector<Accusation> accusations_;
};

// One root, one finding: which of the rows that one message breaks tells most about it. `accused` is not empty.
//
//   01 with 02      02: two requests of one publication are also two to one Request-URI.
//   05 with 03      03: while the chain lives, an old tag is first of all not the newest one.
//   06 with 07, 10  the one of them that fits; 06 itself when both would, since nobody can tell which was meant.
//   14 with 15      15: a tag that was given back unchanged repeats itself.
//
// Every other row stands for itself.
InvariantSet attribute(InvariantSet accused);

}  // namespace sipwright::model
