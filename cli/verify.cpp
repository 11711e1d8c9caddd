// Options and order of work of `sipwright verify`.
#include "verify.hpp"

#include <unistd.h>

#include <CLI/App.hpp>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <memory>

#include "command.hpp"
#include "verify_report.hpp"

namespace sipwright::cli {
namespace {

constexpr const char* me = "verify";
// Sequences of events that both machines take; every row of every table is taken long before the last one.
constexpr std::uint64_t machine_sequences = 4'000;
// The whole command has to end within a minute on a slow machine, unless more was asked for.
constexpr double simulation_s_max = 35;

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// One line on a terminal, nothing in a pipe.
class Progress {
 public:
  void tell(const std::string& text) {
    if (!terminal_) return;
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
  }
  ~Progress() {
    if (terminal_) std::fputs("\r\033[K", stderr);
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

const kit::FaultInfo* fault_of(const VerifyOptions& options) {
  if (options.fault.empty()) return nullptr;
  const kit::FaultInfo* fault = kit::find_fault(options.fault);
  if (fault == nullptr)
    throw Refusal(usage, "no planted fault is called " + options.fault + "; see sipwright verify --list-faults");
  return fault;
}

kit::CampaignResult simulate(const VerifyOptions& options, const kit::FaultInfo* fault, Progress& progress) {
  kit::CampaignSettings settings;
  settings.fault = fault;
  settings.seeds_given = options.seeds_given;
  settings.first_seed = options.first_seed;
  settings.last_seed = options.last_seed;
  if (options.time_s.has_value() && !options.seeds_given) settings.last_seed = ~std::uint64_t{0};
  const double begin = now_s();
  const double limit = options.time_s.has_value() ? *options.time_s : options.seeds_given ? 1e9 : simulation_s_max;
  settings.go_on = [&](std::uint64_t seed) {
    if (seed % 16 == 0) progress.tell("simulating: seed " + std::to_string(seed));
    return now_s() - begin < limit;
  };
  return run_campaign(settings);
}

int run(const VerifyOptions& options) {
  if (options.list_faults) {
    std::fputs((options.json ? fault_list_json() : fault_list()).c_str(), stdout);
    return held;
  }
  VerifyReport report;
  report.fault = fault_of(options);
  report.first_seed = options.first_seed;
  const double begin = now_s();
  {
    Progress progress;
    if (report.fault == nullptr) {
      progress.tell("comparing machines");
      report.machines = kit::compare_machines(options.first_seed, machine_sequences);
    }
    report.campaign = simulate(options, report.fault, progress);
    report.tallies = report.campaign.tallies;
    if (report.fault == nullptr) {
      progress.tell("driving a call over TLS");
      report.call = kit::drive_live_call({});
      kit::add_tallies(report.tallies, report.call.monitor->tallies());
    }
  }
  report.seconds = now_s() - begin;
  std::fputs((options.json ? json_of(report) : text_of(report)).c_str(), stdout);
  return status_of(report);
}

}  // namespace

std::optional<std::pair<std::uint64_t, std::uint64_t>> read_seeds(const std::string& text) {
  const auto number = [](std::string_view digits, std::uint64_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  };
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  const auto dots = text.find("..");
  const std::string_view all = text;
  if (!number(all.substr(0, dots), first)) return std::nullopt;
  if (dots == std::string::npos) return std::pair(first, first);
  if (!number(all.substr(dots + 2), last) || last < first) return std::nullopt;
  return std::pair(first, last);
}

int run_verify(const VerifyOptions& options) {
  return guarded(me, [&] { return run(options); });
}

void add_verify(CLI::App& app, int& exit_status) {
  struct Read {
    VerifyOptions options;
    std::string seeds;
    std::uint32_t time_s = 0;
  };
  auto read = std::make_shared<Read>();
  CLI::App* verify = app.add_subcommand(
      me,
      "Compare the model's machines with the emitted ones, simulate agents and a compositor on a faulty network, and "
      "drive a call over TLS on loopback; the monitor judges every message.");
  const CLI::Option* seeds_option =
      verify->add_option("--seeds", read->seeds, "Simulate the seeds A..B, or one; default 1..1000")
          ->type_name("A..B");
  const CLI::Option* time = verify->add_option("--time", read->time_s, "Simulate for S seconds")
                                ->type_name("S")
                                ->check(CLI::Range(1, 86'400));
  verify->add_option("--fault", read->options.fault, "Plant a fault, which the monitor must find")->type_name("NAME");
  verify->add_flag("--list-faults", read->options.list_faults, "List the faults that can be planted");
  verify->add_flag("--json", read->options.json, "Write the report, or the list, as JSON");
  verify->callback([read, seeds_option, time, &exit_status] {
    exit_status = guarded(me, [&] {
      if (seeds_option->count() > 0) {
        const auto seeds = read_seeds(read->seeds);
        if (!seeds.has_value())
          throw Refusal(usage, "--seeds " + read->seeds + " is no range of seeds; write --seeds 1..500 or --seeds 7");
        read->options.first_seed = seeds->first;
        read->options.last_seed = seeds->second;
        read->options.seeds_given = true;
      }
      if (time->count() > 0) read->options.time_s = read->time_s;
      return run(read->options);
    });
  });
}

}  // namespace sipwright::cli
