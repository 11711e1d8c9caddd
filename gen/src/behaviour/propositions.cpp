#include "propositions.hpp"

#include <algorithm>

#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

bool connective(const Expr& node) {
  return node.op == "&&" || node.op == "||" || node.op == "!" || node.op == "true" || node.op == "false" ||
         (node.op == "?" && node.type == "bool") || (node.op == "def" && node.type == "bool");
}

}  // namespace

void propositions(const Expr& node, std::set<std::string>& into) {
  if (!connective(node)) {
    into.insert(text_value(node));
    return;
  }
  for (const Expr& arg : node.args) propositions(arg, into);
}

bool holds(const Expr& node, const World& world) {
  const auto arg = [&](std::size_t i) { return holds(node.args[i], world); };
  const auto all = [&](const Expr& one) { return holds(one, world); };
  if (!connective(node)) return world.at(text_value(node));
  if (node.op == "true" || node.op == "false") return node.op == "true";
  if (node.op == "!") return !arg(0);
  if (node.op == "?") return arg(0) ? arg(1) : arg(2);
  if (node.op == "||") return std::any_of(node.args.begin(), node.args.end(), all);
  return std::all_of(node.args.begin(), node.args.end(), all);
}

}  // namespace sipwright::gen::behaviour
