// The monitor: one oracle for simulation, property tests, fuzzers, active tests and captures.
//
//   Monitor monitor(options);
//   for (...) monitor.observe(observation);   // in order of time
//   monitor.finish(now);
//   for (const Finding& finding : monitor.findings()) ...
//   monitor.tally(Invariant::inv_03).verdict()
//
// It reads what was seen and judges both roles against model/invariants.csv, independently of the transition tables.
// What cannot be decided from what was seen is inconclusive: never a pass, never an accusation. Each side of each hop
// is judged by what that side saw; the compositor is judged from the agent's end only where nobody watches its own,
// and the other way round. Not thread-safe; no clock of its own: time comes with each observation.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/monitor/judge.hpp"
#include "model/monitor/ledger.hpp"
#include "model/monitor/report.hpp"

namespace sipwright::model {

struct Answered;

class Monitor {
 public:
  explicit Monitor(MonitorOptions options = {});
  ~Monitor();
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  // Views in `seen` are not kept. Messages of methods that no row speaks of are counted and ignored.
  void observe(const Observation& seen);
  // Time passed and nothing was seen: deadlines before `now` are judged.
  void advance(Nanoseconds now);
  // The end of the stream. What is still pending then stays undecided.
  void finish(Nanoseconds now) { advance(now); }

  const std::vector<Finding>& findings() const { return findings_; }
  const Tallies& tallies() const { return tallies_; }
  const Tally& tally(Invariant invariant) const { return tallies_[static_cast<std::size_t>(invariant)]; }
  std::uint64_t observations() const { return observed_; }
  // The worst verdict of all rows: violated, then inconclusive, then held.
  Verdict verdict() const;

  // What is held in memory, for the test of its bounds.
  std::size_t transactions_held() const;
  std::size_t chains_held() const;
  std::size_t tags_held() const;

 private:
  struct Hop;

  Hop& hop(std::uint32_t id);
  Hop& book(const Observation& seen);
  void judge_time(std::uint32_t id, Hop& hop, Ledger& ledger, Nanoseconds now);
  void on_message(const Observation& seen, Hop& hop, Ledger& ledger);
  void on_request(const Observation& seen, Hop& hop, Ledger& ledger);
  void on_copy(const Observation& seen, Hop& hop, Ledger& ledger, Transaction& transaction);
  void on_response(const Observation& seen, Hop& hop, Ledger& ledger);
  void on_final(const Answered& what, Hop& hop);
  void begin(const Hop& hop, Side side);
  void file(std::uint32_t hop, Nanoseconds time, const Party* party, std::uint64_t observation);

  const MonitorOptions options_;
  Tallies tallies_{};
  Judge judge_{tallies_};
  std::map<std::uint32_t, std::unique_ptr<Hop>> hops_;
  std::vector<Finding> findings_;
  Hop* last_hop_ = nullptr;
  std::uint32_t last_hop_id_ = 0;
  std::uint64_t observed_ = 0;
  Nanoseconds now_{Nanoseconds::min()};
  Nanoseconds quiet_until_ = never;  // no ledger has anything due before that
};

// Several lines of text: one per row with premises and verdict, and how far back the rows that say "ever" look.
std::string summary_text(const Tallies& tallies, const MonitorOptions& options = {});
// One line: id, requirements, time, who, sentence, observations.
std::string finding_text(const Finding& finding);

}  // namespace sipwright::model
