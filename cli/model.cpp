// Options of `sipwright model`, its checks, and what it shows.
#include "model.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "behaviour/check.hpp"
#include "behaviour/emit_document.hpp"
#include "behaviour/ir.hpp"
#include "behaviour/print_text.hpp"
#include "command.hpp"
#include "kit/equivalence/compare.hpp"

namespace sipwright::cli {
namespace {

using gen::behaviour::Machine;
using gen::behaviour::Transition;

// Sequences of events in which every row has to be taken.
constexpr std::uint64_t sequences = 4'000;

bool names(const std::string& ids, const std::string& id) {
  return (" " + ids + " ").find(" " + id + " ") != std::string::npos;
}

std::string row_line(const Machine& machine, const Transition& row) {
  const auto number = static_cast<std::size_t>(&row - machine.rows.data());
  std::string text = "  " + machine.name + " row " + std::to_string(number) + ": " + row.from + ", " + row.on;
  if (row.guard.op != "true") text += " [" + gen::behaviour::text_value(row.guard) + "]";
  const std::string steps = gen::behaviour::text_steps(row.steps);
  if (!steps.empty()) text += " / " + steps;
  return text + " -> " + row.next() + "  (" + row.ids + ")\n";
}

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
  throw Refusal(usage, word + " is no machine, state or requirement; machines are " + known);
}

}  // namespace

std::string show_word(const std::vector<Machine>& machines, const std::string& word, bool diagram) {
  std::string text;
  for (const Machine& machine : machines) {
    if (machine.name == word) {
      return (diagram ? gen::behaviour::emit_diagram(machine) : gen::behaviour::emit_markdown(machine)).text;
    }
  }
  if (diagram) return text;
  for (const Requirement& one : read_requirements(requirements_text())) {
    if (one.id != word) continue;
    text = one.id + " (" + one.level + "): " + one.statement + "\n";
    const std::string head = text;
    for (const Machine& machine : machines) {
      for (const Transition& row : machine.rows) {
        if (names(row.ids, word)) text += row_line(machine, row);
      }
      for (const auto& meaning : machine.classification) {
        if (!names(meaning.ids, word)) continue;
        text += "  " + machine.name + ": " + meaning.on + " is a message with " +
                gen::behaviour::text_value(meaning.predicate) + "\n";
      }
    }
    return text == head ? text + "  No row names it; it is to be observed by: " + one.observable_by + "\n" : text;
  }
  for (const Machine& machine : machines) {
    for (const auto& state : machine.states) {
      if (state.name != word) continue;
      text += machine.name + ", " + state.name + ": " + state.doc + "\n";
      for (const Transition& row : machine.rows) {
        if (row.from == word) text += row_line(machine, row);
      }
      for (const Transition& row : machine.rows) {
        if (row.to == word && row.from != word) text += "  from" + row_line(machine, row).substr(1);
      }
    }
  }
  return text;
}

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
  CLI::App* show = model->add_subcommand("show", "Show a machine's table, a state, or a requirement with its rows.");
  show->add_option("NAME", read->word, "A machine, a state, or the id of a requirement")->required();
  show->add_flag("--diagram", read->diagram, "Of a machine: the diagram, for dot");
  show->callback([read, &exit_status] {
    exit_status = guarded("model show", [&] { return run_show(read->word, read->diagram); });
  });
}

}  // namespace sipwright::cli
