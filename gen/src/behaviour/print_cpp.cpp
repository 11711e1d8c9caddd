#include "print_cpp.hpp"

#include <map>

namespace sipwright::gen::behaviour {
namespace {

// Binding strength: an argument that binds weaker than its parent gets parentheses.
int strength(const Expr& node) {
  static const std::map<std::string, int> table = {{"?", 1},  {"||", 2}, {"&&", 3}, {"==", 4}, {"<", 5},
                                                   {"<=", 5}, {"+", 6},  {"-", 6},  {"*", 7},  {"/", 7},
                                                   {"doubled", 7}, {"!", 8}, {"has text", 4}};
  const auto found = table.find(node.op);
  return found == table.end() ? 9 : found->second;
}

std::string operand(const Expr& arg, int at_least, const std::string& title) {
  const std::string text = cpp_value(arg, title);
  return strength(arg) < at_least ? "(" + text + ")" : text;
}

std::string infix(const Expr& node, const std::string& title) {
  std::string text;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    // -Wparentheses asks for them where && stands inside ||.
    const bool mixed = node.op == "||" && node.args[i].op == "&&";
    const bool right = i > 0 && node.op != "&&" && node.op != "||";
    if (i > 0) text += " " + node.op + " ";
    const std::string value = operand(node.args[i], strength(node) + (right ? 1 : 0), title);
    text += mixed ? "(" + value + ")" : value;
  }
  return text;
}

std::string member(const Expr& node) {
  if (node.owner == "Context") return "context." + node.name;
  if (node.owner == "Event") return "event." + node.name;
  if (node.owner == "Config") return "config." + node.name;
  return "message." + node.name;
}

}  // namespace

std::string cpp_value(const Expr& node, const std::string& title) {
  const auto value = [&](std::size_t i) { return cpp_value(node.args[i], title); };
  if (node.op == "true" || node.op == "false") return node.op;
  if (node.op == "number") return std::to_string(node.value);
  if (node.op == "status") return status_name(node.value);
  if (node.op == "enumerator") return title + node.owner + "::" + node.name;
  if (node.op == "text") return node.name;
  if (node.op == "member") return member(node);
  if (node.op == "def") return node.name + "(" + cpp_arguments(node) + ")";
  if (node.op == "!") return "!" + operand(node.args[0], 8, title);
  if (node.op == "seconds") return "Instant(std::chrono::seconds(" + value(0) + "))";
  if (node.op == "min" || node.op == "max") {
    return "std::" + node.op + "<" + node.type + ">(" + value(0) + ", " + value(1) + ")";
  }
  if (node.op == "doubled") return operand(node.args[0], 8, title) + " * (std::int64_t{1} << " + value(1) + ")";
  if (node.op == "?") return operand(node.args[0], 2, title) + " ? " + value(1) + " : " + value(2);
  if (node.op == "has text") return value(0) + ".data() != nullptr";
  if (node.op == "has number") return value(0) + ".has_value()";
  if (node.op == "value") return value(0) + ".value_or(0)";
  if (node.op == "length") return value(0) + ".size()";
  return infix(node, title);
}

std::string cpp_steps(const Expr& node, const std::string& title, const std::string& indent) {
  std::string text;
  for (const Expr& step : node.args) {
    text += indent;
    if (step.op == "set") {
      const Expr& target = step.args[0];
      const std::string value = cpp_value(step.args[1], title);
      const bool tag = target.type == "Tag" && target.owner == "Context";
      text += member(target) + " = " + (tag ? "Tag(" + value + ")" : value) + ";\n";
    } else if (step.op == "clear") {
      text += member(step.args[0]) + " = {};\n";
    } else if (step.op == "steps") {
      text += step.name + "(" + cpp_arguments(step) + ");\n";
    } else {
      text += "sink." + step.name + "(";
      for (std::size_t i = 0; i < step.args.size(); ++i) {
        text += (i > 0 ? ", " : "") + cpp_value(step.args[i], title);
      }
      text += ");\n";
    }
  }
  return text;
}

std::string cpp_parameters(const Expr& node, const std::string& title) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
  if (uses(node, "Event")) add("const Event& event");
  if (uses(node, "Config")) add("const " + title + "Config& config");
  if (has_effects(node)) add("Sink& sink");
  return text;
}

std::string cpp_arguments(const Expr& node) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
  if (uses(node, "Event")) add("event");
  if (uses(node, "Config")) add("config");
  if (has_effects(node)) add("sink");
  return text;
}

}  // namespace sipwright::gen::behaviour
