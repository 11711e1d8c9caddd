// A machine and its mutants side by side in a finite world: every event of the world in every state that the machine
// reaches. As long as a mutant has done the same it is in the same state, so that one search serves all mutants.
//
// Time is kept as the distance from now: the machines only compare and add instants, so what happens does not depend on
// when it happens. What lies further back than `past` is as long ago as that.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <vector>

#include "generated/mutants.hpp"
#include "kit/equivalence/recorder.hpp"
#include "sipwright/machines/selected_mutant.hpp"
#include "sipwright/time.hpp"

namespace sipwright::tests {

template <class Event>
concept has_time = requires(Event event) { event.now; };

inline constexpr Instant present = std::chrono::hours(100000);

// What a world of a machine says.
//   Machine, Config, Event
//   config      settings
//   events      all events of the world; `now` is how long after the one before
//   past        how far back an instant is told from others; above every length of time of the world
//   within      states beyond this bound are reached and not gone on from
template <class M, class C>
struct World {
  using Machine = M;
  using Config = C;
  using Event = typename M::Event;
  std::string name;
  Config config;
  std::vector<Event> events;
  Instant past{};
  bool (*within)(const Machine&) = [](const Machine&) { return true; };
};

struct Exploration {
  std::size_t states = 0;
  std::size_t steps = 0;
  bool complete = true;           // false: more states than the limit
  std::string broken_ground;       // what explanations rest on and does not hold in a state; empty: all of it does
  std::vector<std::string> kills;  // what told them from the machine; empty: nothing did. One for each mutant given.
};

// Traits: each_member(context, f) calls f for every member; difference(a, b) names the first member that differs;
// age(context, f) calls f for every member that is an instant; concerns(row, state, kind): whether the row is one of
// those; look is for Recorder::look.
template <class Traits, class W>
class Explorer {
 public:
  using Machine = typename W::Machine;
  using Event = typename W::Event;

  Explorer(const W& world, const std::vector<const kit::Mutant*>& mutants, std::size_t states_max)
      : world_(world), mutants_(mutants), states_max_(states_max) {
    result_.kills.resize(mutants.size());
    usual_.look = changed_.look = Traits::look;
  }

  // `broken_ground(machine)` is asked in every state: what does not hold there of what explanations rest on, or empty.
  template <class Ground>
  Exploration go(Ground&& broken_ground) {
    Machine first;
    settle(first, Instant{});
    reach(first);
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const Machine from = states_[i];
      if (result_.broken_ground.empty()) result_.broken_ground = broken_ground(from);
      if (!world_.within(from)) continue;
      for (const Event& event : world_.events) take(from, event);
    }
    result_.states = states_.size();
    return std::move(result_);
  }

 private:
  static Event at_present(Event event, [[maybe_unused]] Instant& span) {
    if constexpr (has_time<Event>) {
      span = event.now;
      event.now += present;
    }
    return event;
  }

  void take(const Machine& from, const Event& given) {
    Instant span{};
    const Event event = at_present(given, span);
    machines::selected_mutant = 0;
    Machine usual = from;
    const int row = run(usual, event, usual_);
    ++result_.steps;
    for (std::size_t i = 0; i < mutants_.size(); ++i) {
      const kit::Mutant& mutant = *mutants_[i];
      if (!result_.kills[i].empty() || (mutant.row >= 0 && !Traits::concerns(mutant.row, from.state, event.kind))) {
        continue;
      }
      machines::selected_mutant = mutant.number;
      Machine changed = from;
      const int other = run(changed, event, changed_);
      result_.kills[i] = difference(usual, row, changed, other);
      if (!result_.kills[i].empty()) {
        result_.kills[i] += " after " + std::string(to_string(from.state)) + ", " + std::string(to_string(event.kind));
      }
    }
    machines::selected_mutant = 0;
    settle(usual, span);
    reach(usual);
  }

  int run(Machine& machine, const Event& event, Recorder& recorder) {
    recorder.effects.clear();
    recorder.looked_at = &machine;
    return machine.process(event, world_.config, recorder);
  }

  std::string difference(const Machine& usual, int row, const Machine& changed, int other) const {
    if (row != other) return "row " + std::to_string(row) + " and " + std::to_string(other);
    if (usual.state != changed.state) {
      return "state " + std::string(to_string(usual.state)) + " and " + std::string(to_string(changed.state));
    }
    if (const auto member = Traits::difference(usual.context, changed.context); !member.empty()) {
      return "context." + std::string(member);
    }
    return usual_.effects == changed_.effects ? "" : "other effects";
  }

  // Seen from now, `span` later.
  void settle(Machine& machine, Instant span) const {
    Traits::age(machine.context, [&](Instant& one) { one = std::max(one - span, present - world_.past); });
  }

  static std::string key(const Machine& machine) {
    std::string text(1, static_cast<char>(machine.state));
    Traits::each_member(machine.context, [&](const auto& one) {
      static_assert(std::is_trivially_copyable_v<std::decay_t<decltype(one)>>);
      text.append(reinterpret_cast<const char*>(&one), sizeof one);
    });
    return text;
  }

  void reach(const Machine& machine) {
    if (states_.size() >= states_max_) {
      result_.complete = false;
      return;
    }
    if (seen_.insert(key(machine)).second) states_.push_back(machine);
  }

  const W& world_;
  const std::vector<const kit::Mutant*>& mutants_;
  const std::size_t states_max_;
  Exploration result_;
  Recorder usual_, changed_;
  std::unordered_set<std::string> seen_;
  std::vector<Machine> states_;
};

}  // namespace sipwright::tests
