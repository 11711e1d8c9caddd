// Mutants in the simulation: agents and compositors whose machines have one thing wrong, judged by the monitor and by
// what the users see. This is how we know what the simulation would notice.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "generated/mutants.hpp"
#include "kit/sim/simulation.hpp"
#include "sipwright/machines/selected_mutant.hpp"

namespace sipwright::kit {
namespace {

// SIPWRIGHT_MUTANT_SHARE=N simulates one in N mutants; nightly runs take all.
unsigned share() {
  const char* text = std::getenv("SIPWRIGHT_MUTANT_SHARE");
  return text != nullptr ? std::max(1u, static_cast<unsigned>(std::strtoul(text, nullptr, 10))) : 11;
}

constexpr std::uint64_t seeds = 6;
// A run ends within a second; a mutant may keep it busy without end.
constexpr std::chrono::seconds patience{20};

// Exit status of a child: what came of one mutant.
enum Verdict : int { held = 0, judged = 1, broken = 2 };

bool scenes_hold() {
  for (int scene = 0; scene < static_cast<int>(Scene::count); ++scene) {
    if (!simulate(settings_for_scene(static_cast<Scene>(scene))).held()) return false;
  }
  return true;
}

bool seeds_hold() {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    if (!simulate(settings_from_seed(seed)).held()) return false;
  }
  return true;
}

// In a process of its own: a mutant may break an assertion or never come to an end.
std::string verdict_on(int number) {
  const pid_t child = ::fork();
  if (child == 0) {
    machines::selected_mutant = number;
    ::alarm(static_cast<unsigned>(patience.count()));
    // What escapes must not reach the test's frame, which would go on in this process too.
    try {
      ::_exit(scenes_hold() && seeds_hold() ? held : judged);
    } catch (...) {
      ::_exit(broken);
    }
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) return "lost";
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? "no end" : "crash";
  return WEXITSTATUS(status) == held ? "survived" : WEXITSTATUS(status) == judged ? "judged" : "crash";
}

TEST(MutantsInSimulation, WithoutOneItHolds) { EXPECT_EQ(verdict_on(0), "survived"); }

// One in so many of each machine's mutants that are not proven to be equivalent, always the same ones. What survives is
// told, not held against anybody: the tests of the tables kill it, and the simulation sees only what reaches the wire.
TEST(MutantsInSimulation, AQuarterOfASampleIsKilled) {
  constexpr double floor = 0.25;
  struct Count {
    int all = 0;
    std::map<std::string, int> verdicts;
  };
  std::map<std::string_view, Count> counts;
  std::map<std::string_view, unsigned> ranks;
  const bool tells = std::getenv("SIPWRIGHT_MUTANT_LIST") != nullptr;
  int all = 0, killed = 0;
  for (const Mutant& one : mutants) {
    if (!one.reason.empty() || ranks[one.machine]++ % share() != 0) continue;
    const std::string verdict = verdict_on(one.number);
    ++counts[one.machine].all;
    ++counts[one.machine].verdicts[verdict];
    ++all;
    killed += verdict == "survived" ? 0 : 1;
    if (tells) std::cout << verdict << " " << one.name << "\n";
  }
  for (const auto& [machine, count] : counts) {
    std::cout << machine << ": " << count.all << " mutants:";
    for (const auto& [verdict, times] : count.verdicts) std::cout << " " << times << " " << verdict << ";";
    std::cout << "\n";
  }
  std::cout << killed << " of " << all << " killed by the simulation\n";
  EXPECT_GE(killed, floor * all);
}

}  // namespace
}  // namespace sipwright::kit
