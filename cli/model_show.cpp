// What `sipwright model show` prints: machines, states, requirements and invariants.
#include <algorithm>

#include "behaviour/emit_coverage.hpp"
#include "behaviour/emit_document.hpp"
#include "behaviour/ir.hpp"
#include "behaviour/print_text.hpp"
#include "kit/sim/faults.hpp"
#include "model.hpp"
#include "model/monitor/invariants.hpp"

namespace sipwright::cli {
namespace {

using gen::behaviour::Machine;
using gen::behaviour::Transition;

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

// What stands at the head of a generated file is no part of the machine. `open` begins the banner's lines, or the whole
// of it, which `close` ends; where each line has its own opening, `close` is the line end.
std::string without_banner(std::string text, const std::string& open, const std::string& close) {
  while (text.compare(0, open.size(), open) == 0) text.erase(0, text.find(close) + close.size());
  return text;
}

// Empty where `word` is the id of no invariant.
std::string invariant_text(const std::string& word) {
  for (const gen::CatalogueRow& row : gen::read_catalogue(std::string(invariants_text()))) {
    if (row.at("id") != word) continue;
    std::string text = word + ": " + row.at("name") + " (";
    for (const char* column : {"level", "roles", "source_rfc_sections"}) {
      if (text.back() != '(' && !row.at(column).empty()) text += ", ";
      text += row.at(column);
    }
    text += ")\n  " + row.at("formula_in_words") + "\n  Over a trace: " + row.at("formula_over_trace") + "\n";
    const auto same = [&](const model::InvariantRow& one) { return one.id == word; };
    const auto judged = std::find_if(model::invariant_rows.begin(), model::invariant_rows.end(), same);
    if (judged == model::invariant_rows.end()) return text;
    text += "  Requirements behind it:\n";
    for (const Requirement& one : read_requirements(requirements_text())) {
      if (names(std::string(judged->requirements), one.id))
        text += "    " + one.id + " (" + one.level + "): " + one.statement + "\n";
    }
    text += "  Planted faults that have to be found under it (sipwright verify --fault NAME):\n";
    for (const kit::FaultInfo& fault : kit::planted_faults()) {
      if (model::row_of(fault.caught_as).id == word)
        text += "    " + std::string(fault.name) + ": " + std::string(fault.sentence) + "\n";
    }
    return text;
  }
  return {};
}

}  // namespace

std::string show_word(const std::vector<Machine>& machines, const std::string& word, bool diagram) {
  std::string text;
  for (const Machine& machine : machines) {
    if (machine.name == word) {
      return diagram ? without_banner(gen::behaviour::emit_diagram(machine).text, "//", "\n")
                     : without_banner(gen::behaviour::emit_markdown(machine).text, "<!--", "-->\n\n");
    }
  }
  if (diagram) return text;
  if (text = invariant_text(word); !text.empty()) return text;
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
    if (text == head) text += "  No row names it; it is to be observed by: " + one.observable_by + "\n";
    for (const model::InvariantRow& row : model::invariant_rows) {
      if (names(std::string(row.requirements), word))
        text += "  " + std::string(row.id) + " judges it: " + std::string(row.name) + "\n";
    }
    return text;
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

}  // namespace sipwright::cli
