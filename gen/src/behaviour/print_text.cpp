#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

bool is_simple(const Expr& node) {
  static constexpr std::string_view compound[] = {"&&", "||", "==", "<", "<=", "+", "-", "*", "/", "doubled", "?"};
  for (const std::string_view op : compound) {
    if (node.op == op) return false;
  }
  return true;
}

std::string operand(const Expr& node) {
  const std::string text = text_value(node);
  return is_simple(node) ? text : "(" + text + ")";
}

std::string joined(const Expr& node, const std::string& between) {
  std::string text;
  for (const Expr& arg : node.args) text += (text.empty() ? "" : between) + operand(arg);
  return text;
}

std::string prefix(const Expr& member) {
  return member.owner == "Event" ? "event." : member.owner == "Config" ? "config." : "";
}

// A comparison inside a conjunction reads well without parentheses.
std::string conjunction(const Expr& node, const std::string& between) {
  std::string text;
  for (const Expr& arg : node.args) {
    const bool plain = arg.op == "==" || arg.op == "<" || arg.op == "<=";
    text += (text.empty() ? "" : between) + (plain ? text_value(arg) : operand(arg));
  }
  return text;
}

std::string arguments(const Expr& node) {
  std::string text;
  for (const Expr& arg : node.args) {
    const bool constant = arg.op == "true" || arg.op == "false";
    text += (text.empty() ? "" : ", ") + (constant ? arg.op : text_value(arg));
  }
  return "(" + text + ")";
}

}  // namespace

std::string text_value(const Expr& node) {
  if (node.op == "true") return "always";
  if (node.op == "false") return "never";
  if (node.op == "number" || node.op == "status") return std::to_string(node.value);
  if (node.op == "enumerator" || node.op == "def") return node.name;
  if (node.op == "text") return node.name.substr(node.name.rfind(':') + 1);
  if (node.op == "member") return prefix(node) + node.name;
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

std::string text_steps(const Expr& node) {
  std::string text;
  for (const Expr& step : node.args) {
    if (!text.empty()) text += "; ";
    if (step.op == "set") {
      const Expr& value = step.args[1];
      const bool constant = value.op == "true" || value.op == "false";
      text += text_value(step.args[0]) + " = " + (constant ? value.op : text_value(value));
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
