// Runs the reference and the emitted machine side by side through the same events and tells the first difference.
#pragma once

#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "kit/equivalence/pairs.hpp"

namespace sipwright::tests {

// One random step: which event, how much later, and where the numbers in it come from.
struct Step {
  std::uint8_t kind = 0;
  std::uint8_t wait = 0;
  std::uint32_t salt = 0;
};

inline std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "{" << int(step.kind) << ", " << int(step.wait) << ", " << step.salt << "}";
}

// Small numbers out of a salt, the same each time.
class Picks {
 public:
  explicit Picks(std::uint32_t salt) : state_(salt * 2654435761u + 1) {}
  std::uint32_t operator()(std::uint32_t below) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(state_ >> 33) % below;
  }

 private:
  std::uint64_t state_;
};

// What passes between two events, from nothing to beyond every lifetime in use.
inline Instant wait_of(std::uint8_t rank) {
  using namespace std::chrono_literals;
  static constexpr Instant waits[] = {0ns, 1ms, 500ms, 1s, 3500ms, 5s, 16s, 32s, 34s, 70s, 700s, 4000s};
  return waits[rank % std::size(waits)];
}

// Empty where both agree on row, state, context and effects after every event; else what differs and where. Rows that
// were taken are added to `taken`. `Emitted` is a machine with the interface of Pair::Emitted.
template <class Pair, class Emitted = typename Pair::Emitted>
std::string lockstep(const std::vector<Step>& steps, std::set<int>& taken) {
  typename Pair::Reference reference;
  Emitted emitted;
  const typename Pair::Config config = Pair::configure(Picks(steps.empty() ? 0 : steps.front().salt));
  const auto emitted_config = Pair::translate(config);
  Instant now{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto kind = Pair::kind_of(steps[i].kind % Pair::ranks);
    now += wait_of(steps[i].wait);
    const auto event = Pair::fill(kind, now, Picks(steps[i].salt));
    Recorder expected, got;
    const int row = reference.process(kind, event, config, expected);
    const int emitted_row = emitted.process(Pair::translate(kind, event), emitted_config, got);
    if (row >= 0) taken.insert(row);
    std::ostringstream out;
    out << "event " << i << " (" << to_string(kind) << "): ";
    if (row != emitted_row) {
      out << "row " << row << " and " << emitted_row;
      return out.str();
    }
    if (to_string(reference.state()) != to_string(emitted.state)) {
      out << "state " << to_string(reference.state()) << " and " << to_string(emitted.state);
      return out.str();
    }
    if (const auto member = Pair::difference(reference.context(), emitted.context); !member.empty()) {
      out << "context." << member;
      return out.str();
    }
    if (expected.effects != got.effects) {
      out << "effects";
      for (const Effect& one : expected.effects) out << " " << one;
      out << " and";
      for (const Effect& one : got.effects) out << " " << one;
      return out.str();
    }
  }
  return {};
}

}  // namespace sipwright::tests
