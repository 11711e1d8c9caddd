#include "emit_machine.hpp"

#include <algorithm>

#include "../banner.hpp"
#include "print_cpp.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string enumeration(const std::string& name, const std::vector<Word>& words, const std::string& comment) {
  std::string text = "\n// " + comment + "\nenum class " + name + " : std::uint8_t {\n";
  for (const Word& word : words) text += "  " + word.name + ",  // " + word.doc + "\n";
  text += "};\nconstexpr std::string_view to_string(" + name + " value) {\n  switch (value) {\n";
  for (const Word& word : words) {
    text += "    case " + name + "::" + word.name + ": return \"" + word.name + "\";\n";
  }
  return text + "  }\n  return {};\n}\n";
}

std::string structure(const std::string& head, const std::vector<Member>& members, const std::string& more = {}) {
  std::string text = head + " {\n";
  for (const Member& one : members) {
    const std::string initial = one.initial == "{}" ? "{}" : " = " + one.initial;
    text += "  " + one.type + " " + one.name + initial + ";  // " + one.doc + "\n";
  }
  return text + more + "};\n";
}

// A type as the emitted header spells it: enumerations of the machine carry its name.
std::string titled(const Machine& machine, const std::string& type) {
  const auto same = [&](const Enumeration& other) { return other.name == type; };
  const bool own = std::any_of(machine.enumerations.begin(), machine.enumerations.end(), same);
  return own ? machine.title + type : type;
}

std::vector<Member> titled(const Machine& machine, std::vector<Member> members) {
  for (Member& one : members) {
    const std::string type = titled(machine, one.type);
    if (type != one.type && one.initial != "{}") one.initial = machine.title + one.initial;
    one.type = type;
  }
  return members;
}

std::string factories(const Machine& machine, const std::string& event) {
  std::string text;
  for (const LocalEvent& local : machine.locals) {
    text += "\n  // " + local.ids + "\n  static constexpr " + event + " " + local.name + "() {\n    " + event +
            " event;\n    event.kind = " + machine.title + "EventKind::" + local.on +
            ";\n    event.status = " + status_name(local.status) + ";\n    return event;\n  }\n";
  }
  return text;
}

std::string event_structure(const Machine& machine) {
  const std::string kind = machine.title + "EventKind";
  std::vector<Member> fields = titled(machine, machine.fields);
  fields.insert(fields.begin(), {kind, "kind", kind + "::" + machine.events.front().name, "what happened"});
  std::string text = "\n// What happened. Each kind tells above which of the fields it looks at.\n";
  const std::string plain = machine.title + "Event";
  if (!machine.has_tag) return text + structure("struct " + plain, fields, factories(machine, plain));
  const std::string basic = "Basic" + machine.title + "Event";
  text += "// TagView: what an entity-tag is given as; valid during process() only.\n";
  text += structure("template <class TagView>\nstruct " + basic, fields, factories(machine, basic));
  return text + "using " + machine.title + "Event = " + basic + "<std::string_view>;\n";
}

std::string row_list(const Machine& machine) {
  const std::string& title = machine.title;
  std::string text = "\n// The rows of the table in its order, for coverage and explanation.\n";
  text += "struct " + title + "Row {\n  " + title + "State state;\n  " + title + "EventKind event;\n  " + title +
                     "State next;\n  std::string_view requirements;  // separated by a space\n};\n";
  text += "inline constexpr " + title + "Row " + machine.name + "_rows[] = {\n";
  for (const Transition& row : machine.rows) {
    text += "    {" + title + "State::" + row.from + ", " + title + "EventKind::" + row.on + ", " + title +
            "State::" + row.next() + ", \"" + row.ids + "\"},\n";
  }
  return text + "};\n";
}

using Mutants = std::vector<Mutant>;

// What is done unless a mutant is selected that does something else here; each option is a whole statement.
std::string unless_mutated(const std::string& usual, const std::vector<std::pair<int, std::string>>& options,
                           const std::string& indent) {
  if (options.empty()) return usual;
  std::string text = indent + "switch (selected_mutant) {\n";
  for (const auto& [number, other] : options) {
    text += indent + "case " + std::to_string(number) + ": {\n" + other + indent + "} break;\n";
  }
  return text + indent + "default: {\n" + usual + indent + "}\n" + indent + "}\n";
}

std::string named_body(const Expr& node, const std::string& title) {
  if (node.op == "def") return "    return " + cpp_value(node.args[0], title) + ";\n";
  return cpp_steps(node, title, "    ");
}

std::string named_functions(const Machine& machine, const Mutants& mutants) {
  std::string text;
  for (const Expr& node : named_nodes(machine)) {
    std::vector<std::pair<int, std::string>> options;
    for (const Mutant& one : mutants) {
      if (one.place == Mutant::Place::named && one.node.name == node.name) {
        options.emplace_back(one.number, named_body(one.node, machine.title));
      }
    }
    const std::string body = unless_mutated(named_body(node, machine.title), options, "    ");
    if (node.op == "def") {
      text += "  " + titled(machine, node.type) + " " + node.name + "(" + cpp_parameters(node, machine.title) +
              ") const {\n" + body + "  }\n";
    } else {
      text += "  " + std::string(has_effects(node) ? "template <class Sink>\n  " : "") + "void " + node.name + "(" +
              cpp_parameters(node, machine.title) + ") {\n" + body + "  }\n";
    }
  }
  return text;
}

std::string row_code(const Machine& machine, const Transition& row, std::size_t number) {
  const std::string& title = machine.title;
  std::string body;
  if (!row.to.empty()) body += "state = " + title + "State::" + row.to + ";\n";
  const bool guarded = row.guard.op != "true";
  const std::string indent = guarded ? "            " : "          ";
  std::string text;
  if (guarded) text += "          if (" + cpp_value(row.guard, title) + ") {\n";
  if (!body.empty()) text += indent + body;
  text += cpp_steps(row.steps, title, indent);
  text += indent + "return " + std::to_string(number) + ";\n";
  if (guarded) text += "          }\n";
  return text;
}

std::string row_code_with_mutants(const Machine& machine, std::size_t number, const Mutants& mutants) {
  std::vector<std::pair<int, std::string>> options;
  for (const Mutant& one : mutants) {
    if (one.place == Mutant::Place::row && one.row == number) {
      options.emplace_back(one.number, row_code(machine, one.transition, number));
    }
  }
  const Transition& row = machine.rows[number];
  return "          // " + row.ids + "\n" + unless_mutated(row_code(machine, row, number), options, "          ");
}

bool any_uses(const Machine& machine, std::string_view owner) {
  for (const Transition& row : machine.rows) {
    if (uses(row.guard, owner) || uses(row.steps, owner)) return true;
  }
  return false;
}

std::string process(const Machine& machine, const Mutants& mutants) {
  const std::string& title = machine.title;
  std::string text =
      "  // Takes one event. `sink` gets the effects in order and must not call process(). Returns the number of\n"
      "  // the row that was taken, or `unexpected`: then nothing has changed.\n";
  text += "  template <class Sink>\n  int process(const Event& event, const " + title + "Config&" +
          (any_uses(machine, "Config") ? " config" : "") + ", Sink& sink) {\n    switch (state) {\n";
  for (const Word& state : machine.states) {
    text += "      case " + title + "State::" + state.name + ":\n";
    std::string inner;
    for (const Word& event : machine.events) {
      std::string rows;
      bool open = true;
      for (std::size_t i = 0; i < machine.rows.size(); ++i) {
        const Transition& row = machine.rows[i];
        if (row.from != state.name || row.on != event.name) continue;
        rows += row_code_with_mutants(machine, i, mutants);
        open = row.guard.op != "true" || !mutants.empty();
      }
      if (rows.empty()) continue;
      inner += "        case " + title + "EventKind::" + event.name + ":\n" + rows + (open ? "          break;\n" : "");
    }
    if (inner.empty()) {
      text += "        break;\n";
    } else {
      text += "        switch (event.kind) {\n" + inner;
      text += "        default:\n          break;\n        }\n        break;\n";
    }
  }
  return text + "    }\n    return unexpected;\n  }\n";
}

// What the core may ask of the state; everything else is decided by rows.
std::string questions(const Machine& machine) {
  std::string text = "\n  // Whether it is in the state that it began in.\n  bool at_rest() const { return state == " +
                     machine.title + "State::" + machine.initial + "; }\n";
  std::string over;
  for (const Word& state : machine.states) {
    const auto leaves = [&](const Transition& row) { return row.from == state.name; };
    if (std::any_of(machine.rows.begin(), machine.rows.end(), leaves)) continue;
    over += (over.empty() ? "" : " || ") + ("state == " + machine.title + "State::" + state.name);
  }
  if (over.empty()) return text;
  return text + "  // Whether it takes no event any more.\n  bool over() const { return " + over + "; }\n";
}

std::string machine_structure(const Machine& machine, const Mutants& mutants) {
  const std::string& title = machine.title;
  std::string text = "\n// " + machine.purpose + "\n";
  std::string context = title + "Context";
  if (machine.has_tag) {
    text += "// Tag owns an entity-tag: default-made empty, made from a TagView, assigned.\n"
            "template <class Tag, class TagView = std::string_view>\n";
    context += "<Tag>";
  }
  text += "struct " + title + " {\n  using Event = " +
          (machine.has_tag ? "Basic" + title + "Event<TagView>" : title + "Event") +
          ";\n  static constexpr int unexpected = -1;\n\n  " + title + "State state = " + title +
          "State::" + machine.initial + ";\n  " + context + " context;\n\n";
  text += process(machine, mutants) + questions(machine);
  const std::string named = named_functions(machine, mutants);
  if (!named.empty()) text += "\n private:\n" + named;
  return text + "};\n";
}

std::string classifier(const Machine& machine) {
  if (machine.classification.empty()) return {};
  const std::string& title = machine.title;
  std::string text = "\n// Which event an answer is. `Fields` is sipwright::Fields; views stay those of the message.\n"
                     "template <class Fields>\n" + title + "Event classify_" + machine.name +
                     "(const Fields& message) {\n  " + title + "Event event;\n";
  text += cpp_steps(machine.reading, title, "  ");
  for (const Meaning& one : machine.classification) {
    const bool always = one.predicate.op == "true";
    text += "  // " + one.ids + "\n";
    text += always ? "  {\n" : "  if (" + cpp_value(one.predicate, title) + ") {\n";
    text += "    event.kind = " + title + "EventKind::" + one.on + ";\n    return event;\n  }\n";
  }
  return text + "}\n";
}

std::string head(const Machine& machine) {
  return banner("//", machine.sources) + "//\n// " + machine.purpose + "\n";
}

}  // namespace

GeneratedFile emit_machine_words(const Machine& machine) {
  const std::string& title = machine.title;
  std::string text = head(machine) + "// What its machine is driven with; the machine itself: sipwright/machines/" +
                     machine.name + ".hpp\n#pragma once\n\n";
  text += "#include <algorithm>\n#include <chrono>\n#include <cstdint>\n#include <string_view>\n\n"
          "#include \"sipwright/time.hpp\"\n#include \"sipwright/vocabulary.hpp\"\n";
  text += "\nnamespace sipwright::machines {\n";
  text += enumeration(title + "State", machine.states, "States.");
  text += enumeration(title + "EventKind", machine.events, "Kinds of events, with the fields that each looks at.");
  for (const Enumeration& one : machine.enumerations) text += enumeration(title + one.name, one.words, one.name + "s.");
  text += event_structure(machine);
  text += "\n// What the machine remembers.\n" + std::string(machine.has_tag ? "template <class Tag>\n" : "") +
          structure("struct " + title + "Context", titled(machine, machine.context));
  text += "\n// Settings; the same for every event of one machine.\n";
  text += structure("struct " + title + "Config", machine.config);
  text += "\n// Effects: the member functions that a sink has.\n";
  for (const Word& effect : machine.effects) text += "//   " + effect.name + effect.doc + "\n";
  text += classifier(machine) + row_list(machine);
  text += "\n}  // namespace sipwright::machines\n";
  return {"runtime/generated/sipwright/machines/" + machine.name + "_words.hpp", text};
}

GeneratedFile emit_machine(const Machine& machine, const Mutants& mutants) {
  std::string text = head(machine) +
                     "// How to drive it: model/README.md. No heap, no clock, no I/O.\n#pragma once\n\n";
  text += "#include \"sipwright/machines/" + machine.name + "_words.hpp\"\n";
  if (!mutants.empty()) text += "#include \"sipwright/machines/selected_mutant.hpp\"\n";
  text += "\nnamespace sipwright::machines {\n" + machine_structure(machine, mutants);
  text += "\n}  // namespace sipwright::machines\n";
  const std::string folder = mutants.empty() ? "runtime/generated/" : "tests/mutants/generated/";
  return {folder + "sipwright/machines/" + machine.name + ".hpp", text};
}

}  // namespace sipwright::gen::behaviour
