#include "emit_promela.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "../banner.hpp"
#include "print_promela.hpp"
#include "time_kinds.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string words(const Machine& machine, const std::string& space, const std::vector<Word>& list) {
  std::string text = "\n// " + space + "s.\n";
  for (std::size_t i = 0; i < list.size(); ++i) {
    text += "#define " + machine.title + "_" + space + "_" + list[i].name + " " + std::to_string(i) + "\n";
  }
  return text;
}

std::string type_of(const Member& member) {
  if (member.type == "bool") return "bool";
  return member.type == "Tag" || member.type == "TagView" ? "byte" : "short";
}

std::string memory(const Machine& machine, const std::set<std::string>& points) {
  const std::string count = upper(machine.name) + "_COUNT", step = upper(machine.name) + "_STEP";
  std::string text = "\n// What the machines remember; instants as their distance from now, PAST at the least.\n";
  text += "#ifndef " + count + "\n#define " + count + " 1\n#endif\n";
  text += "// What a row is done in; nothing where the proof takes the event within a step of its own.\n";
  text += "#ifndef " + step +
          "\n#define " + step + " d_step\n#endif\ntypedef " + machine.title + "Memory {\n";
  text += "  byte state = " + machine.title + "_State_" + machine.initial;
  for (const Member& one : machine.context) {
    text += ";\n  " + type_of(one) + " " + one.name + (points.contains(one.name) ? " = -PAST" : "");
  }
  text += "\n}\n" + machine.title + "Memory " + machine.name + "[" + count + "];\n";
  text += "\n// The event at hand and the row that took it.\n";
  for (const Member& one : machine.fields) {
    if (one.name != "now") text += type_of(one) + " " + machine.name + "_event_" + one.name + ";\n";
  }
  text += "short " + machine.name + "_row;\n";
  for (const char* i : {"0", "1", "2"}) text += "short " + machine.name + "_value_" + i + ";  // of an effect\n";
  text += "inline " + machine.name + "_event_over() {\n";
  for (const Member& one : machine.fields) {
    if (one.name != "now") text += "  " + machine.name + "_event_" + one.name + " = 0;\n";
  }
  for (const char* i : {"0", "1", "2"}) text += "  " + machine.name + "_value_" + i + " = 0;\n";
  text += "  " + machine.name + "_row = 0\n}\n";
  text += "\n// `span` later.\ninline " + machine.name + "_age(span) {\n";
  for (const std::string& point : points) {
    const std::string place = machine.name + "[self]." + point;
    text += "  " + place + " = (" + place + " - span < -PAST -> -PAST : " + place + " - span);\n";
  }
  return text + "  skip\n}\n";
}

void large_numbers(const Expr& node, std::set<std::uint32_t>& into) {
  if (node.op == "number" && node.value > plain_number_max) into.insert(node.value);
  for (const Expr& arg : node.args) large_numbers(arg, into);
}

std::string numbers(const Machine& machine, const std::vector<Mutant>& mutants) {
  std::set<std::uint32_t> large;
  for (const Transition& row : machine.rows) {
    large_numbers(row.guard, large);
    large_numbers(row.steps, large);
  }
  for (const Mutant& one : mutants) {
    large_numbers(one.node, large);
    large_numbers(one.transition.guard, large);
    large_numbers(one.transition.steps, large);
  }
  std::string text;
  for (const std::uint32_t number : large) {
    const std::string name = "NUMBER_" + std::to_string(number);
    text += "#ifndef " + name + "\n#define " + name + " " + std::to_string(number) + "\n#endif\n";
  }
  return text.empty() ? text : "\n// Bounds that a proof may state otherwise.\n" + text;
}

class Emitter {
 public:
  Emitter(const Machine& machine, const std::vector<Mutant>& mutants) : machine_(machine) {
    for (const Mutant& one : mutants) {
      if (sound(one)) mutants_.push_back(one);
    }
  }

  std::string named() const {
    std::string text = "\n// Named values and steps.\n";
    for (const Expr& node : named_nodes(machine_)) {
      const std::string name = machine_.name + "_" + node.name;
      if (node.op == "def") {
        text += "#define " + name + " " + named_value(node) + "\n";
      } else {
        text += "inline " + name + "() {\n" + named_steps(node) + "}\n";
      }
    }
    return text;
  }

  // A step for each pair: SPIN holds 2048 statements in one.
  std::string rows() const {
    std::string text = machine_.name + "_row = -1;\nif\n";
    for (const Word& state : machine_.states) {
      text += ":: " + machine_.name + "[self].state == " + machine_.title + "_State_" + state.name + " ->\n";
      text += "  if\n";
      for (const Word& event : machine_.events) text += pair(state, event);
      text += "  :: else -> skip\n  fi\n";
    }
    return text + "fi;\n";
  }

 private:
  // What mixes instants with lengths means something else here than in C++.
  bool sound(const Mutant& one) const {
    Machine changed = machine_;
    if (one.place == Mutant::Place::row) {
      changed.rows[one.row] = one.transition;
    } else {
      // The members' kinds stay as the table says: only the changed body is judged.
      Transition alone;
      alone.steps.op = "do";
      alone.steps.args = one.node.op == "def" ? std::vector<Expr>{} : one.node.args;
      if (one.node.op == "def") alone.guard = one.node.args[0];
      changed.rows.push_back(alone);
    }
    try {
      return instants(changed) == instants(machine_);
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  static std::string is(const Mutant& one) { return "mutant == " + std::to_string(one.number); }

  std::string named_value(const Expr& node) const {
    std::string text = promela_value(node.args[0], machine_);
    for (const Mutant& one : mutants_) {
      if (one.place != Mutant::Place::named || one.node.name != node.name) continue;
      text = "(" + is(one) + " -> " + promela_value(one.node.args[0], machine_) + " : " + text + ")";
    }
    return text;
  }

  std::string named_steps(const Expr& node) const {
    std::string options;
    for (const Mutant& one : mutants_) {
      if (one.place != Mutant::Place::named || one.node.name != node.name) continue;
      options += "  :: " + is(one) + " ->\n" + promela_steps(one.node, machine_, "    ");
    }
    if (options.empty()) return promela_steps(node, machine_, "  ");
    return "  if\n" + options + "  :: else ->\n" + promela_steps(node, machine_, "    ") + "  fi;\n";
  }

  std::string guard(const Transition& row, std::size_t number) const {
    std::string text = promela_value(row.guard, machine_);
    for (const Mutant& one : mutants_) {
      if (one.place != Mutant::Place::row || one.row != number) continue;
      const std::string other = promela_value(one.transition.guard, machine_);
      if (other != promela_value(row.guard, machine_)) text = "(" + is(one) + " -> " + other + " : " + text + ")";
    }
    return text;
  }

  std::string body(const Transition& row) const {
    std::string text;
    if (!row.to.empty()) {
      text += "      " + machine_.name + "[self].state = " + machine_.title + "_State_" + row.to + ";\n";
    }
    return text + promela_steps(row.steps, machine_, "      ");
  }

  std::string row(const Transition& row, std::size_t number) const {
    std::string options;
    for (const Mutant& one : mutants_) {
      if (one.place != Mutant::Place::row || one.row != number) continue;
      if (body(one.transition) != body(row)) options += "      :: " + is(one) + " ->\n" + body(one.transition);
    }
    std::string text = "    // " + row.ids + "\n    :: " + guard(row, number) + " ->\n";
    text += options.empty() ? body(row) : "      if\n" + options + "      :: else ->\n" + body(row) + "      fi;\n";
    return text + "      " + machine_.name + "_row = " + std::to_string(number) + "\n";
  }

  std::string pair(const Word& state, const Word& event) const {
    std::string options, sum;
    for (std::size_t i = 0; i < machine_.rows.size(); ++i) {
      const Transition& one = machine_.rows[i];
      if (one.from != state.name || one.on != event.name) continue;
      options += row(one, i);
      sum += (sum.empty() ? "" : " + ") + guard(one, i);
    }
    if (options.empty()) return {};
    return "  :: kind == " + machine_.title + "_Event_" + event.name + " ->\n    " + upper(machine_.name) +
           "_STEP {\n    EXACTLY_ONE(" + sum +
           ");\n    if\n" + options + "    :: else -> skip\n    fi\n    }\n";
  }

  const Machine& machine_;
  std::vector<Mutant> mutants_;
};

std::string effects(const Machine& machine) {
  std::string text = "//\n// The proof defines beforehand: inlines";
  const auto add = [&](const std::string& name) { text += " " + machine.name + "_" + name + ","; };
  for (const Word& one : machine.effects) add(one.name);
  text += "\n// the settings";
  for (const Member& one : machine.config) add(one.name);
  return text + "\n// and PAST, EXACTLY_ONE(number of guards that hold); it has variables `self` and `kind`.\n";
}

}  // namespace

std::vector<GeneratedFile> emit_promela(const Machine& machine, const std::vector<Mutant>& mutants) {
  const Emitter emitter(machine, mutants);
  std::string head = banner("//", machine.sources) + "//\n// " + machine.purpose + "\n";
  if (!mutants.empty()) head += "// With its mutants: the variable `mutant` chooses one, 0 none.\n";
  std::string text = head + effects(machine);
  text += words(machine, "State", machine.states) + words(machine, "Event", machine.events);
  for (const Enumeration& one : machine.enumerations) text += words(machine, one.name, one.words);
  text += memory(machine, instants(machine)) + numbers(machine, mutants) + emitter.named();
  const std::string rows = head + "//\n// Event `kind` at machine `self`; afterwards " + machine.name +
                           "_row is the row that took it, -1: unexpected.\n" + emitter.rows();
  const std::string path = "model/generated/" + machine.name;
  return {{path + ".pml", text}, {path + "_rows.pml", rows}};
}

}  // namespace sipwright::gen::behaviour
