#include "print_promela.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string member(const Expr& node, const Machine& machine) {
  if (node.owner == "Context") return machine.name + "[self]." + node.name;
  if (node.owner == "Config") return machine.name + "_" + node.name;
  return node.name == "now" ? "0" : machine.name + "_event_" + node.name;
}

}  // namespace

std::string promela_value(const Expr& node, const Machine& machine) {
  const auto value = [&](std::size_t i) { return promela_value(node.args[i], machine); };
  if (node.op == "true" || node.op == "false") return node.op;
  if (node.op == "number") {
    return (node.value > plain_number_max ? "NUMBER_" : "") + std::to_string(node.value);
  }
  if (node.op == "status") return std::to_string(node.value);
  if (node.op == "enumerator") return machine.title + "_" + node.owner + "_" + node.name;
  if (node.op == "member") return member(node, machine);
  if (node.op == "def") return machine.name + "_" + node.name;
  // `!!` is a word of its own.
  if (node.op == "!") return node.args[0].op == "!" ? "!(" + value(0) + ")" : "!" + value(0);
  if (node.op == "seconds") return value(0);
  if (node.op == "min") return "(" + value(0) + " < " + value(1) + " -> " + value(0) + " : " + value(1) + ")";
  if (node.op == "max") return "(" + value(0) + " < " + value(1) + " -> " + value(1) + " : " + value(0) + ")";
  if (node.op == "doubled") return "(" + value(0) + " << " + value(1) + ")";
  if (node.op == "?") return "(" + value(0) + " -> " + value(1) + " : " + value(2) + ")";
  std::string text;
  for (std::size_t i = 0; i < node.args.size(); ++i) text += (i > 0 ? " " + node.op + " " : "") + value(i);
  return "(" + text + ")";
}

std::string promela_steps(const Expr& node, const Machine& machine, const std::string& indent) {
  if (node.args.empty()) return indent + "skip;\n";
  std::string text;
  for (const Expr& step : node.args) {
    if (step.op == "set") {
      text += indent + member(step.args[0], machine) + " = " + promela_value(step.args[1], machine) + ";\n";
    } else if (step.op == "clear") {
      text += indent + member(step.args[0], machine) + " = 0;\n";
    } else {
      std::string call = machine.name + "_" + step.name + "(", between;
      for (std::size_t i = 0; step.op == "effect" && i < step.args.size(); ++i) {
        std::string value = promela_value(step.args[i], machine);
        // SPIN holds the argument of an inline in 512 octets.
        if (step.args[i].op != "member" && step.args[i].op != "enumerator") {
          const std::string place = machine.name + "_value_" + std::to_string(i);
          text += indent + place + " = " + value + ";\n";
          value = place;
        }
        call += between + value;
        between = ", ";
      }
      text += indent + call + ");\n";
    }
  }
  return text;
}

}  // namespace sipwright::gen::behaviour
