// One comparison for each table.
#include "kit/equivalence/compare.hpp"

#include <set>

#include "kit/equivalence/lockstep.hpp"
#include "kit/sim/random.hpp"

namespace sipwright::kit {
namespace {

constexpr std::size_t events_per_sequence = 60;
// A row that random events seldom reach: that many times more sequences are tried before it counts as never taken.
constexpr std::uint64_t patience = 10;

// Half of the sequences wait briefly between events: long waits end publications before anything else can happen.
template <class Pair>
std::vector<tests::Step> sequence(std::uint64_t seed) {
  Random random(seed);
  std::vector<tests::Step> steps(events_per_sequence);
  for (tests::Step& step : steps) {
    step.kind = static_cast<std::uint8_t>(random.below(Pair::ranks));
    step.wait = static_cast<std::uint8_t>(random.below(random.chance(0.5) ? 4 : 12));
    step.salt = static_cast<std::uint32_t>(random.word());
  }
  return steps;
}

template <class Pair>
MachineComparison compare(const char* name, std::uint64_t first_seed, std::uint64_t sequences) {
  MachineComparison result;
  result.machine = name;
  result.rows = std::size(Pair::rows);
  std::set<int> taken;
  const auto go_on = [&](std::uint64_t done) {
    return done < sequences || (taken.size() < result.rows && done < patience * sequences);
  };
  for (std::uint64_t i = 0; go_on(i) && result.difference.empty(); ++i) {
    result.difference = tests::lockstep<Pair>(sequence<Pair>(first_seed + i), taken);
    result.seed = first_seed + i;
    ++result.sequences;
    result.events += events_per_sequence;
  }
  for (std::size_t row = 0; row < result.rows; ++row) {
    if (taken.count(static_cast<int>(row)) != 0) continue;
    const auto& info = Pair::rows[row];
    result.rows_not_taken.push_back(std::string(to_string(info.state)) + ", " + std::string(to_string(info.event)) +
                                    " (" + std::string(info.requirements) + ")");
  }
  return result;
}

}  // namespace

std::vector<MachineComparison> compare_machines(std::uint64_t first_seed, std::uint64_t sequences) {
  return {compare<tests::PublisherPair>("publisher", first_seed, sequences),
          compare<tests::ClientTransactionPair>("client transaction", first_seed, sequences),
          compare<tests::ServerTransactionPair>("server transaction", first_seed, sequences),
          compare<tests::CompositorPair>("compositor", first_seed, sequences),
          compare<tests::PublicationPair>("publication", first_seed, sequences),
          compare<tests::CallPair>("call", first_seed, sequences),
          compare<tests::CallPresencePair>("call presence", first_seed, sequences),
          compare<tests::DigestClientPair>("digest client", first_seed, sequences),
          compare<tests::PushBackPair>("push-back", first_seed, sequences)};
}

}  // namespace sipwright::kit
