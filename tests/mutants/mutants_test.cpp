// Every mutant of every table against the Boost.MSM machine: do random events tell them apart? This is how we know that
// the comparison of the machines has teeth.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "explanations.hpp"
#include "generated/mutants.hpp"
#include "kit/equivalence/lockstep.hpp"
#include "kit/sim/random.hpp"
#include "sipwright/machines/selected_mutant.hpp"
#include "worlds.hpp"

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

// ---- the verdict on each

template <class Traits, class W>
void explore(const std::vector<W>& worlds, const std::vector<const kit::Mutant*>& mutants,
             std::vector<std::string>& kills, bool& complete) {
  constexpr std::size_t states_max = 400'000;
  const auto ground = [](const auto& machine) { return broken_ground(machine); };
  for (const W& world : worlds) {
    const Exploration found = Explorer<Traits, W>(world, mutants, states_max).go(ground);
    std::cout << "world \"" << world.name << "\": " << found.states << " states, " << found.steps << " steps"
              << (found.complete ? "" : ", not complete") << "\n";
    complete = complete && found.complete;
    EXPECT_EQ(found.broken_ground, "") << "explanations.hpp rests on what does not hold";
    for (std::size_t i = 0; i < mutants.size(); ++i) {
      if (kills[i].empty() && !found.kills[i].empty()) kills[i] = world.name + ": " + found.kills[i];
    }
  }
}

using Explore = void (*)(const std::vector<const kit::Mutant*>&, std::vector<std::string>&, bool&);
const std::map<std::string_view, Explore> explorations = {
    {"publisher", [](auto& m, auto& k, auto& c) { explore<PublisherTraits>(publisher_worlds(), m, k, c); }},
    {"client_transaction",
     [](auto& m, auto& k, auto& c) { explore<ClientTransactionTraits>(client_transaction_worlds(), m, k, c); }},
    {"server_transaction",
     [](auto& m, auto& k, auto& c) { explore<ServerTransactionTraits>(server_transaction_worlds(), m, k, c); }},
    {"compositor", [](auto& m, auto& k, auto& c) { explore<CompositorTraits>(compositor_worlds(), m, k, c); }},
    {"publication", [](auto& m, auto& k, auto& c) { explore<PublicationTraits>(publication_worlds(), m, k, c); }},
    {"call", [](auto& m, auto& k, auto& c) { explore<CallTraits>(call_worlds(), m, k, c); }},
    {"call_presence", [](auto& m, auto& k, auto& c) { explore<CallPresenceTraits>(call_presence_worlds(), m, k, c); }},
    {"digest_client", [](auto& m, auto& k, auto& c) { explore<DigestClientTraits>(digest_client_worlds(), m, k, c); }},
    {"push_back", [](auto& m, auto& k, auto& c) { explore<PushBackTraits>(push_back_worlds(), m, k, c); }},
};

bool fits(const Explanation& one, std::string_view mutant) {
  return mutant.starts_with(one.begin) && mutant.ends_with(one.end);
}

std::string explanation_of(std::string_view mutant) {
  for (const Explanation& one : explanations) {
    if (fits(one, mutant)) return std::string(one.reason);
  }
  return {};
}

std::string cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string read(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Every mutant has a verdict: killed by random events against the Boost.MSM machine, killed by the exploration beside
// its own machine, or equivalent. Equivalent are those that the generator proves so and those that the exploration does
// not tell apart and a person has explained; both are listed in verdicts.csv, with the reason. Whatever else is left
// has survived, and fails the test.
// SIPWRIGHT_MUTANT_VERDICTS=1 writes the lists; SIPWRIGHT_MUTANT_LIST=1 prints what killed each.
class Verdict : public testing::TestWithParam<std::string> {
 protected:
  void TearDown() override { machines::selected_mutant = 0; }

  // Those that random events do not tell apart.
  std::vector<const kit::Mutant*> after_random_events() {
    std::vector<const kit::Mutant*> left;
    for (const kit::Mutant& one : kit::mutants) {
      if (one.machine != GetParam()) continue;
      machines::selected_mutant = one.number;
      const std::string found = differences.at(one.machine)();
      if (found.empty()) {
        left.push_back(&one);
      } else {
        killed("random events", one, found);
      }
    }
    machines::selected_mutant = 0;
    return left;
  }

  void killed(const std::string& by, const kit::Mutant& one, const std::string& found) {
    ++killed_[by];
    EXPECT_EQ(one.reason, "") << one.name << " is proven to be equivalent; " << by << " tell it apart: " << found;
    if (tells_) std::cout << "killed by " << by << " " << one.name << ": " << found << "\n";
  }

  // A line of the list.
  std::string equivalent(const kit::Mutant& one) {
    const bool proven = !one.reason.empty();
    const std::string reason = proven ? std::string(one.reason) : explanation_of(one.name);
    ++killed_[proven ? "nothing, by proof" : "nothing, as explored"];
    EXPECT_NE(reason, "") << one.name << " survives: strengthen worlds.hpp so that it is told apart, mend the table if "
                          << "what it changes is needless, or tell in explanations.hpp why nothing can tell it apart";
    return cell(one.name) + ",equivalent," + (proven ? "proof" : "exploration") + "," + cell(reason) + "\n";
  }

  void summarise() const {
    std::cout << GetParam() << ":";
    for (const auto& [by, count] : killed_) std::cout << " " << count << " told apart by " << by << ";";
    std::cout << "\n";
  }

 private:
  const bool tells_ = std::getenv("SIPWRIGHT_MUTANT_LIST") != nullptr;
  std::map<std::string, int> killed_;
};

TEST_P(Verdict, IsKilledOrEquivalentForAReason) {
  const std::vector<const kit::Mutant*> left = after_random_events();
  std::vector<std::string> kills(left.size());
  bool complete = true;
  explorations.at(GetParam())(left, kills, complete);
  EXPECT_TRUE(complete) << "the worlds are too large to explore: make them smaller";
  std::string list = "mutant,verdict,by,reason\n";
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (kills[i].empty()) {
      list += equivalent(*left[i]);
    } else {
      killed("exploration", *left[i], kills[i]);
    }
  }
  for (const Explanation& one : explanations) {
    if (!one.begin.starts_with(GetParam() + "/")) continue;
    EXPECT_NE(list.find(",exploration," + cell(one.reason)), std::string::npos)
        << "explanations.hpp explains what does not occur, take it out: " << one.reason;
  }
  summarise();
  const std::string place = std::string(SIPWRIGHT_ROOT "/tests/mutants/verdicts/") + GetParam() + ".csv";
  if (std::getenv("SIPWRIGHT_MUTANT_VERDICTS") != nullptr) std::ofstream(place, std::ios::binary) << list;
  EXPECT_EQ(list, read(place)) << "the verdicts have changed: run mutants_test with SIPWRIGHT_MUTANT_VERDICTS=1";
}

INSTANTIATE_TEST_SUITE_P(Mutants, Verdict,
                         testing::Values("publisher", "client_transaction", "server_transaction", "compositor",
                                         "publication", "call", "call_presence", "digest_client", "push_back"),
                         [](const auto& machine) { return machine.param; });

}  // namespace
}  // namespace sipwright::tests
