#include "emit_document.hpp"

#include <map>

#include "../banner.hpp"
#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

// A bar would end the cell.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

std::string member_table(const std::string& title, const std::vector<Member>& members) {
  if (members.empty()) return {};
  std::string text = "\n## " + title + "\n\n| name | type | at first | meaning |\n|---|---|---|---|\n";
  for (const Member& one : members) {
    const std::string initial = one.initial == "{}" ? "" : one.initial;
    text += "| `" + one.name + "` | " + one.type + " | " + initial + " | " + cell(one.doc) + " |\n";
  }
  return text;
}

std::string word_table(const std::string& title, const std::vector<Word>& words) {
  std::string text = "\n## " + title + "\n\n| name | meaning |\n|---|---|\n";
  for (const Word& one : words) text += "| `" + one.name + "` | " + cell(one.doc) + " |\n";
  return text;
}

std::string rows_of(const Machine& machine, const Word& state) {
  const std::string head = "\n### " + state.name + ": " + state.doc + "\n\n";
  std::string text = head + "| row | event | guard | steps | next | requirements |\n|---|---|---|---|---|---|\n";
  bool any = false;
  for (std::size_t i = 0; i < machine.rows.size(); ++i) {
    const Transition& row = machine.rows[i];
    if (row.from != state.name) continue;
    any = true;
    text += "| " + std::to_string(i) + " | " + row.on + " | " +
            (row.guard.op == "true" ? "" : cell(text_value(row.guard))) + " | " + cell(text_steps(row.steps)) + " | " +
            row.to + " | " + row.ids + " |\n";
  }
  return any ? text : head + "No event is taken.\n";
}

std::string names_table(const Machine& machine) {
  std::string text = "\n## Named guards, times and steps\n\n| name | is |\n|---|---|\n";
  for (const Expr& node : named_nodes(machine)) {
    text += "| `" + node.name + "` | " + cell(node.op == "def" ? text_value(node.args[0]) : text_steps(node)) + " |\n";
  }
  return text;
}

}  // namespace

GeneratedFile emit_markdown(const Machine& machine) {
  std::string text = "<!--\n" + banner("", machine.sources) + "-->\n\n# " + machine.purpose + "\n\n";
  text += "Begins in " + machine.initial + ". A pair of state and event that is not listed is unexpected and changes ";
  text += "nothing.\nAn empty guard always holds; an empty next state means that the state stays. The diagram: ";
  text += machine.name + ".dot (`dot -Tsvg`).\n";
  text += "\n## Transitions\n";
  for (const Word& state : machine.states) text += rows_of(machine, state);
  text += names_table(machine);
  if (!machine.classification.empty()) {
    text += "\n## Which answer is which event\n\nThe first row that fits counts.\n\n";
    text += "| event | answer | requirements |\n|---|---|---|\n";
    for (const Meaning& one : machine.classification) {
      const std::string answer = one.predicate.op == "true" ? "any other" : cell(text_value(one.predicate));
      text += "| " + one.on + " | " + answer + " | " + one.ids + " |\n";
    }
    for (const LocalEvent& one : machine.locals) {
      text += "| " + one.on + " | none: `" + one.name + "`, as if the status were " + std::to_string(one.status);
      text += " | " + one.ids + " |\n";
    }
  }
  text += word_table("Events", machine.events) + member_table("Fields of events", machine.fields);
  text += member_table("Context", machine.context) + member_table("Settings", machine.config);
  text += word_table("Effects", machine.effects);
  for (const Enumeration& one : machine.enumerations) text += word_table(one.name, one.words);
  return {"model/generated/" + machine.name + ".md", text};
}

GeneratedFile emit_diagram(const Machine& machine) {
  std::string text = banner("//", machine.sources);
  text += "digraph " + machine.name + " {\n  rankdir=LR;\n";
  text += "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n";
  text += "  edge [fontname=\"sans-serif\", fontsize=9];\n";
  text += "  start [shape=point];\n  start -> " + machine.initial + ";\n";
  for (const Word& state : machine.states) {
    text += "  " + state.name + " [tooltip=\"" + state.doc + "\"];\n";
  }
  // One edge for each pair of states; rows that stay are in the table only.
  std::map<std::pair<std::string, std::string>, std::string> edges;
  for (const Transition& row : machine.rows) {
    if (row.to.empty()) continue;
    const std::string guard = row.guard.op == "true" ? "" : " [" + text_value(row.guard) + "]";
    edges[{row.from, row.to}] += row.on + guard + "\\n";
  }
  for (const auto& [ends, label] : edges) {
    text += "  " + ends.first + " -> " + ends.second + " [label=\"" + label + "\"];\n";
  }
  return {"model/generated/" + machine.name + ".dot", text + "}\n"};
}

}  // namespace sipwright::gen::behaviour
