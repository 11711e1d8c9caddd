#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

bool is_simple(const Node& node) {
  static constexpr std::string_view compound[] = {"&&", "||", "==", "<", "<=", "+", "-", "*", "/", "doubled", "?"};
  for (const std::string_view op : compound) {
    if (node.op == op) return false;
  }
  return true;
}

std::string operand(const Node& node) {
  const std::string text = text_value(node);
  return is_simple(node) ? text : "(" + text + ")";
}

std::string joined(const Node& node, const std::string& between) {
  std::string text;
  for (const Node& arg : node.args) text += (text.empty() ? "" : between) + operand(arg);
  return text;
}

// A comparison inside a conjunction reads well without parentheses.
std::string conjunction(const Node& node, const std::string& between) {
  std::string text;
  for (const Node& arg : node.args) {
    const bool plain = arg.op == "==" || arg.op == "<" || arg.op == "<=";
    text += (text.empty() ? "" : between) + (plain ? text_value(arg) : operand(arg));
  }
  return text;
}

std::string arguments(const Node& node) {
  std::string text;
  for (const Node& arg : node.args) text += (text.empty() ? "" : ", ") + text_value(arg);
  return "(" + text + ")";
}

}  // namespace

std::string text_value(const Node& node) {
  if (node.op == "true") return "always";
  if (node.op == "false") return "never";
  if (node.op == "number" || node.op == "status") return std::to_string(node.value);
  if (node.op == "enumerator" || node.op == "def") return node.name;
  if (node.op == "member") return (node.owner == "Event" ? "event." : node.owner == "Config" ? "config." : "") + node.name;
  if (node.op == "!") return "not " + operand(node.args[0]);
  if (node.op == "&&") return conjunction(node, " and ");
  if (node.op == "||") return conjunction(node, " or ");
  if (node.op == "?") return operand(node.args[1]) + " if " + operand(node.args[0]) + " else " + operand(node.args[2]);
  if (node.op == "seconds") return operand(node.args[0]) + " s";
  if (node.op == "doubled") return operand(node.args[0]) + " * 2^" + operand(node.args[1]);
  if (node.op == "min" || node.op == "max") return node.op + arguments(node);
  if (node.op == "has text" || node.op == "has number") return "has " + text_value(node.args[0]);
  if (node.op == "value") return text_value(node.args[0]);
  if (node.op == "length") return "octets of " + text_value(node.args[0]);
  return joined(node, " " + node.op + " ");
}

std::string text_steps(const Node& node) {
  std::string text;
  for (const Node& step : node.args) {
    if (!text.empty()) text += "; ";
    if (step.op == "set") {
      text += text_value(step.args[0]) + " = " + (step.args[1].op == "true" ? "true" : step.args[1].op == "false" ? "false" : text_value(step.args[1]));
    } else if (step.op == "clear") {
      text += "forget " + text_value(step.args[0]);
    } else if (step.op == "steps") {
      text += step.name;
    } else {
      text += step.name + arguments(step);
    }
  }
  return text;
}

}  // namespace sipwright::gen::behaviour
