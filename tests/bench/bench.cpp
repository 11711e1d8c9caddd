// The bench: everybody decodes the same messages, turn by turn in an order that is drawn anew each round, and
// the ratios are those of one round. Google Benchmark runs the turns and takes the time, which is the
// thread's CPU time.
//
// usage: bench_parser [ROUNDS [MESSAGES...]] | bench_parser --smoke
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>

#include "messages.hpp"
#include "participants.hpp"
#include "table.hpp"

namespace sipwright::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds turn{25};
constexpr int rounds_default = 21;
constexpr const char* base = "sofia";

// What must hold of our time divided by the base's, on mix; and what is aimed at.
struct Budget {
  const char* participant;
  double most;
  double aim;
};
constexpr Budget budgets[] = {
    {"full/avx2", 0.15, 0.094},
    {"full/sse2", 0.25, 0.18},
    {"full/scalar", 0.30, 0.25},
    {"index/avx2", 0.065, 0.043},
};
constexpr double against_antlr_least = 1000;

// Debian builds Sofia-SIP with its assertions: 28.6 thousand instructions a message of mix, where a build
// without them takes 25.4. Ratios to the faster build are that much larger.
constexpr double assertions_of_base = 28.6 / 25.4;

void pass(const Participant& participant, const Messages& messages) {
  for (const std::string& message : messages.all)
    if (!participant.parse(participant, message))
      throw std::runtime_error(participant.name + " refuses a message of " + messages.name);
}

// Passes over the messages that fill one turn.
std::int64_t passes_per_turn(const Participant& participant, const Messages& messages) {
  prepare(participant);
  pass(participant, messages);
  std::int64_t passes = 0;
  const auto begin = Clock::now();
  auto spent = Clock::duration::zero();
  for (; spent < turn / 2; ++passes) {
    pass(participant, messages);
    spent = Clock::now() - begin;
  }
  return std::max<std::int64_t>(1, passes * turn / spent);
}

class Collector : public benchmark::BenchmarkReporter {
 public:
  Collector(Samples& samples, const Messages& messages) : samples_(samples), messages_(messages) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      samples_[messages_.name][run.run_name.function_name].push_back(
          run.GetAdjustedCPUTime() / static_cast<double>(messages_.all.size()));
  }

 private:
  Samples& samples_;
  const Messages& messages_;
};

void measure(const std::vector<Participant>& all, const Messages& messages, int rounds, Samples& samples) {
  benchmark::ClearRegisteredBenchmarks();
  for (const Participant& participant : all) {
    const auto run = [&participant, &messages](benchmark::State& state) {
      prepare(participant);
      bool accepted = true;
      for (auto _ : state)
        for (const std::string& message : messages.all) accepted &= participant.parse(participant, message);
      if (!accepted) state.SkipWithError("refused a message");
    };
    benchmark::RegisterBenchmark(participant.name.c_str(), run)
        ->Iterations(passes_per_turn(participant, messages))
        ->Repetitions(1);
  }
  for (int round = 0; round < rounds; ++round) {
    Collector collector(samples, messages);
    benchmark::RunSpecifiedBenchmarks(&collector, ".");
  }
}

std::vector<std::string> names(const std::vector<Participant>& all) {
  std::vector<std::string> result;
  for (const Participant& one : all) result.push_back(one.name);
  return result;
}

void print_budgets(const Samples& samples) {
  const auto mix = samples.find("mix");
  if (mix == samples.end() || !mix->second.contains(base)) return;
  std::printf(
      "\nOn mix, to %s in the same round (quartiles); and about what it is to a %s without assertions:\n",
      base, base);
  for (const Budget& budget : budgets) {
    const auto found = mix->second.find(budget.participant);
    if (found == mix->second.end()) continue;
    const Ratio result = ratio(found->second, mix->second.at(base));
    const double strict = result.median * assertions_of_base;
    const auto state = [&](double limit) {
      return strict <= limit ? "yes" : result.median <= limit ? "with assertions only" : "NO";
    };
    std::printf("  %-12s %.3f (%.3f to %.3f) | %.3f | at most %.3f: %s | aim %.3f: %s\n", budget.participant,
                result.median, result.low, result.high, strict, budget.most, state(budget.most), budget.aim,
                state(budget.aim));
  }
}

// ANTLR takes milliseconds a message: one in eight of the mix, few rounds, in a table of its own.
void against_antlr(int rounds) {
  const Messages mix = read_messages("mix");
  Messages some{mix.name, {}};
  for (std::size_t i = 0; i < mix.all.size(); i += 8) some.all.push_back(mix.all[i]);
  std::vector<Participant> all = {ours().front(), antlr()};
  Samples samples;
  measure(all, some, rounds, samples);
  const Ratio result = ratio(samples.at("mix").at("antlr"), samples.at("mix").at(all.front().name));
  std::printf(
      "\nANTLR on the same grammar takes %.0f ns a message of mix, %.0f times the time of %s; must be %.0f: "
      "%s\n",
      median(samples.at("mix").at("antlr")), result.median, all.front().name.c_str(), against_antlr_least,
      result.median >= against_antlr_least ? "holds" : "MISSED");
}

// Everybody is there and accepts everything; a turn of each works.
int smoke() {
  std::vector<Participant> all = ours();
  const std::vector<Participant> foreign = peers();
  for (const char* expected : {"sofia", "osip", "re"}) {
    bool there = false;
    for (const Participant& peer : foreign) there |= peer.name == expected;
    if (!there) throw std::runtime_error(std::string("the peer was not built: ") + expected);
  }
  all.insert(all.end(), foreign.begin(), foreign.end());
  all.push_back(antlr());
  Samples samples;
  for (const char* name : message_names) {
    Messages messages = read_messages(name);
    for (const Participant& participant : all) {
      prepare(participant);
      pass(participant, messages);
    }
    messages.all.resize(1);
    measure(all, messages, 1, samples);
    for (const Participant& participant : all)
      if (samples[name][participant.name].size() != 1)
        throw std::runtime_error("no time of " + participant.name);
  }
  std::printf("%zu participants accept every message\n", all.size());
  return 0;
}

int run(int argc, char** argv) {
  char program[] = "bench_parser";
  char shuffled[] = "--benchmark_enable_random_interleaving=true";
  char* arguments[] = {program, shuffled, nullptr};
  int count = 2;
  benchmark::Initialize(&count, arguments);

  if (argc == 2 && std::strcmp(argv[1], "--smoke") == 0) return smoke();
  const int rounds = argc > 1 ? std::atoi(argv[1]) : rounds_default;
  if (rounds < 1) {
    std::fprintf(stderr, "usage: bench_parser [ROUNDS [MESSAGES...]] | bench_parser --smoke\n");
    return 2;
  }
  std::vector<std::string> chosen(argv + std::min(argc, 2), argv + argc);
  if (chosen.empty()) chosen.assign(std::begin(message_names), std::end(message_names));

  std::vector<Participant> all = ours();
  for (const Participant& peer : peers()) all.push_back(peer);
  Samples samples;
  for (const std::string& name : chosen) measure(all, read_messages(name), rounds, samples);
  std::printf("%s", table(samples, names(all), chosen, base).c_str());
  print_budgets(samples);
  against_antlr(std::min(rounds, 5));
  return 0;
}

}  // namespace
}  // namespace sipwright::bench

int main(int argc, char** argv) try {
  return sipwright::bench::run(argc, argv);
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_parser: %s\n", error.what());
  return 1;
}
