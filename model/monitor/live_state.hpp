// The compositor's live state as probes show it, and what each request did to it: INV-23, 24, 36, 37, 38, 45.
//
// Between two probes of one resource the book counts what was processed for it. If nothing, or one thing, happened, the
// difference of the two probes is judged; else only what each tag must be at that time. Held per resource: what the
// last probe showed. A resource without state and without steps is forgotten.
#pragma once

#include <string>
#include <vector>

#include "model/monitor/judge.hpp"
#include "model/monitor/ledger.hpp"

namespace sipwright::model {

class LiveState {
 public:
  // A request for a resource (loose form) was received, a copy of one came, the first final answer was sent.
  void requested(std::string_view resource);
  void copied(std::string_view resource);
  // `unsure`: what the answer says of tags is incomplete, or was accused.
  void answered(const Transaction& asked, std::string_view new_tag, std::uint64_t observation, bool unsure);
  // Nobody will answer that request any more.
  void abandoned(std::string_view resource);
  // What follows cannot be compared with what was before.
  void disturbed();

  // Judges what `seen` shows. `server`: the compositor's own ledger; `agents`: the ledger of the other end, or nullptr
  // if nobody watches it.
  void probe(const Observation& seen, Ledger& server, Ledger* agents, Judge& judge);

  // Only then is it worth keeping books.
  bool told() const { return told_; }

 private:
  struct Entry {
    std::string package;
    std::string tag;
    std::uint64_t document = 0;
    Nanoseconds dies_at{};
  };
  struct Step {
    std::string package;
    std::string if_match;
    std::string tag;
    std::uint64_t opened_by = no_observation;
    std::uint64_t closed_by = no_observation;
    bool removal = false;
    bool body = false;
  };
  struct Resource : Pooled {
    std::string name;
    std::vector<Entry> entries;   // the first `held` ones; the others are room
    std::size_t held = 0;
    std::size_t waiting = 0;      // requests without a final answer
    unsigned accepted = 0;        // since the last probe
    unsigned refused = 0;
    unsigned copies = 0;
    Step last;                    // accepted or refused
    bool fresh = false;           // `entries` can be compared with the next probe
    bool unsure = false;          // a success gave no tag that could be named: its state has an unknown one
    bool crowded = false;         // several requests were open at once
    Nanoseconds probed{};

    void reuse();
    void count_anew();
  };

  Resource* find(std::string_view name);
  Resource& get(std::string_view name);
  void judge_entries(const Observation& seen, Resource& was, Ledger& server, Ledger* agents, Judge& judge);
  void judge_missing(const Observation& seen, Resource& was, Ledger& server, Judge& judge);
  void judge_difference(const Observation& seen, Resource& was, Nanoseconds slack, Judge& judge);
  static const LiveEntry* entry(const Observation& seen, std::string_view package, std::string_view tag);

  FlatTable<Resource> resources_;
  bool told_ = false;
};

}  // namespace sipwright::model
