// Options of `sipwright model`, its checks, and what it shows.
#include "model.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "behaviour/check.hpp"
#include "behaviour/ir.hpp"
#include "command.hpp"
#include "kit/equivalence/compare.hpp"

namespace sipwright::cli {
namespace {

using gen::behaviour::Machine;
using gen::behaviour::Transition;

// Sequences of events in which every row has to be taken.
constexpr std::uint64_t sequences = 4'000;

// Pairs of state and event that a table leaves out: there, nothing happens.
std::size_t unlisted_pairs(const Machine& machine) {
  std::size_t listed = 0;
  for (const auto& state : machine.states) {
    for (const auto& event : machine.events) {
      const auto takes = [&](const Transition& row) { return row.from == state.name && row.on == event.name; };
      if (std::any_of(machine.rows.begin(), machine.rows.end(), takes)) ++listed;
    }
  }
  return machine.states.size() * machine.events.size() - listed;
}

struct CheckResult {
  std::vector<std::string> faults;
  nlohmann::json machines = nlohmann::json::array();
};

CheckResult check() {
  CheckResult result;
  const std::vector<Machine> machines = gen::behaviour::read_machines();
  for (const Machine& machine : machines) {
    for (std::string& fault : gen::behaviour::check_machine(machine)) result.faults.push_back(std::move(fault));
    result.machines.push_back({{"machine", machine.name},
                               {"states", machine.states.size()},
                               {"events", machine.events.size()},
                               {"rows", machine.rows.size()},
                               {"unlisted_pairs", unlisted_pairs(machine)}});
  }
  for (std::string& fault : check_requirements(machines, read_requirements(requirements_text()))) {
    result.faults.push_back(std::move(fault));
  }
  for (const kit::MachineComparison& one : kit::compare_machines(1, sequences)) {
    for (const std::string& row : one.rows_not_taken) {
      result.faults.push_back(one.machine + ": no test takes the row " + row);
    }
    if (one.difference.empty()) continue;
    result.faults.push_back(one.machine + ": the emitted machine differs: " + one.difference);
  }
  return result;
}

int run_check(bool json) {
  const CheckResult result = check();
  if (json) {
    const nlohmann::json out = {{"machines", result.machines}, {"faults", result.faults}};
    std::printf("%s\n", out.dump(2).c_str());
  } else {
    for (const auto& one : result.machines) {
      std::printf("%-20s %3d states, %3d events, %3d rows, %3d pairs are unexpected\n",
                  one["machine"].get<std::string>().c_str(), one["states"].get<int>(), one["events"].get<int>(),
                  one["rows"].get<int>(), one["unlisted_pairs"].get<int>());
    }
    for (const std::string& fault : result.faults) std::printf("fault: %s\n", fault.c_str());
    std::printf("%zu faults\n", result.faults.size());
  }
  return result.faults.empty() ? held : failed;
}

int run_show(const std::string& word, bool diagram) {
  const std::vector<Machine> machines = gen::behaviour::read_machines();
  const std::string text = show_word(machines, word, diagram);
  if (!text.empty()) {
    std::fputs(text.c_str(), stdout);
    return held;
  }
  std::string known;
  for (const Machine& machine : machines) known += (known.empty() ? "" : ", ") + machine.name;
  throw Refusal(usage, word + " is no machine, state, requirement or invariant; machines are " + known);
}

}  // namespace

void add_model(CLI::App& app, int& exit_status) {
  struct Read {
    bool json = false, diagram = false;
    std::string word;
  };
  auto read = std::make_shared<Read>();
  CLI::App* model = app.add_subcommand("model", "Check the tables of the model, or show a part of them.");
  model->require_subcommand(1);
  CLI::App* check = model->add_subcommand(
      "check",
      "Look for unreachable states, overlapping or incomplete guards, rows without a requirement, requirements without "
      "a row, and rows that no test takes.");
  check->add_flag("--json", read->json, "Write the report as JSON");
  check->callback(
      [read, &exit_status] { exit_status = guarded("model check", [&] { return run_check(read->json); }); });
  CLI::App* show = model->add_subcommand(
      "show", "Show a machine's table, a state, a requirement with its rows, or an invariant.");
  show->add_option("NAME", read->word, "A machine, a state, or the id of a requirement or an invariant")->required();
  show->add_flag("--diagram", read->diagram, "Of a machine: the diagram, for dot");
  show->callback([read, &exit_status] {
    exit_status = guarded("model show", [&] { return run_show(read->word, read->diagram); });
  });
}

}  // namespace sipwright::cli
