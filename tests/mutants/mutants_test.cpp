// Every mutant of every table against the Boost.MSM machine: do random events tell them apart? This is how we know that
// the comparison of the machines has teeth.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "generated/mutants.hpp"
#include "kit/equivalence/lockstep.hpp"
#include "kit/sim/random.hpp"
#include "sipwright/machines/selected_mutant.hpp"

namespace sipwright::tests {
namespace {

constexpr std::size_t events_per_sequence = 60;
constexpr std::uint64_t first_seed = 1;

// How long a mutant is tried; SIPWRIGHT_MUTANT_SEQUENCES=N tries longer, as nightly runs do.
std::uint64_t sequences_max() {
  const char* text = std::getenv("SIPWRIGHT_MUTANT_SEQUENCES");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 500;
}

// As in kit/equivalence/compare.cpp.
template <class Pair>
std::vector<Step> sequence(std::uint64_t seed) {
  kit::Random random(seed);
  std::vector<Step> steps(events_per_sequence);
  for (Step& step : steps) {
    step.kind = static_cast<std::uint8_t>(random.below(Pair::ranks));
    step.wait = static_cast<std::uint8_t>(random.below(random.chance(0.5) ? 4 : 12));
    step.salt = static_cast<std::uint32_t>(random.word());
  }
  return steps;
}

// The first difference that the selected mutant makes; empty: none was found.
template <class Pair>
std::string difference() {
  std::set<int> taken;
  const std::uint64_t last = first_seed + sequences_max();
  for (std::uint64_t seed = first_seed; seed < last; ++seed) {
    std::string found = lockstep<Pair>(sequence<Pair>(seed), taken);
    if (!found.empty()) return found;
  }
  return {};
}

const std::map<std::string_view, std::string (*)()> differences = {
    {"publisher", difference<PublisherPair>},
    {"client_transaction", difference<ClientTransactionPair>},
    {"server_transaction", difference<ServerTransactionPair>},
    {"compositor", difference<CompositorPair>},
    {"publication", difference<PublicationPair>},
    {"call", difference<CallPair>},
    {"call_presence", difference<CallPresencePair>},
    {"digest_client", difference<DigestClientPair>},
    {"push_back", difference<PushBackPair>},
};

TEST(Mutants, WithoutOneTheMachinesAgree) {
  machines::selected_mutant = 0;
  for (const auto& [machine, compare] : differences) EXPECT_EQ(compare(), "") << machine;
}

TEST(Mutants, EveryTableHasSome) {
  for (const auto& [machine, compare] : differences) {
    const auto of_it = [&, name = machine](const kit::Mutant& one) { return one.machine == name; };
    EXPECT_TRUE(std::any_of(std::begin(kit::mutants), std::end(kit::mutants), of_it)) << machine;
  }
  for (const kit::Mutant& one : kit::mutants) ASSERT_TRUE(differences.contains(one.machine)) << one.machine;
}

// The share of each table's mutants that random events tell apart. What they do not tell apart is not yet sorted into
// what no events can tell apart (a guard that an earlier row makes needless, steps in another order) and what they
// should.
// SIPWRIGHT_MUTANT_LIST=1 prints it.
TEST(Mutants, MostAreToldApart) {
  constexpr double floor = 0.7;
  struct Count {
    int all = 0, killed = 0;
  };
  std::map<std::string_view, Count> counts;
  for (const kit::Mutant& one : kit::mutants) {
    machines::selected_mutant = one.number;
    Count& count = counts[one.machine];
    ++count.all;
    const std::string found = differences.at(one.machine)();
    if (!found.empty()) ++count.killed;
    if (std::getenv("SIPWRIGHT_MUTANT_LIST") == nullptr) continue;
    std::cout << (found.empty() ? "survived " : "killed ") << one.name << ": " << found << "\n";
  }
  machines::selected_mutant = 0;
  for (const auto& [machine, count] : counts) {
    std::cout << machine << ": " << count.killed << " of " << count.all << " mutants told apart\n";
    EXPECT_GE(count.killed, floor * count.all) << machine;
  }
}

}  // namespace
}  // namespace sipwright::tests
