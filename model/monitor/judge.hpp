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

  // Which roles can be judged from what this side sees. Agents are EPA and UAC, compositors ESC and UAS; a row for
  // both is judged by whoever did it.
  void begin(bool agents, bool compositors) {
    judged_ = (agents ? agent_rows : 0) | (compositors ? compositor_rows : 0);
    agents_ = agents;
    compositors_ = compositors;
    accused_ = 0;
    accusations_.clear();
  }
  bool judges(Invariant invariant) const { return (judged_ & bit(invariant)) != 0; }
  bool agents() const { return agents_; }
  bool compositors() const { return compositors_; }

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
  bool accuses(Invariant invariant) const { return (accused_ & bit(invariant)) != 0; }
  const std::vector<Accusation>& accusations() const { return accusations_; }

 private:
  Tally& tally(Invariant invariant) { return tallies_[static_cast<std::size_t>(invariant)]; }

  Tallies& tallies_;
  InvariantSet judged_ = 0;
  bool agents_ = false;
  bool compositors_ = false;
  InvariantSet accused_ = 0;
  std::vector<Accusation> accusations_;
};

// One root, one finding: which of the rows that one message breaks tells most about it. `accused` is not empty.
// The list of who implies whom stands in attribute.cpp.
InvariantSet attribute(InvariantSet accused);

}  // namespace sipwright::model
