#include "ir.hpp"

#include <algorithm>

#include "model/vocabulary.hpp"

namespace sipwright::gen::behaviour {
namespace {

void collect(const Expr& node, std::vector<Expr>& into) {
  for (const Expr& arg : node.args) collect(arg, into);
  if (node.op != "def" && node.op != "steps") return;
  const auto same = [&](const Expr& other) { return other.name == node.name; };
  if (std::none_of(into.begin(), into.end(), same)) into.push_back(node);
}

}  // namespace

std::vector<Expr> named_nodes(const Machine& machine) {
  std::vector<Expr> nodes;
  for (const Transition& row : machine.rows) {
    collect(row.guard, nodes);
    collect(row.steps, nodes);
  }
  return nodes;
}

bool uses(const Expr& node, std::string_view owner) {
  return node.owner == owner ||
         std::any_of(node.args.begin(), node.args.end(), [&](const Expr& arg) { return uses(arg, owner); });
}

bool has_effects(const Expr& node) {
  return node.op == "effect" || std::any_of(node.args.begin(), node.args.end(), has_effects);
}

std::string status_name(std::uint32_t code) {
  switch (code) {
#define STATUS(name, value, reason, source) \
  case value:                               \
    return "status::" #name;
    SIPWRIGHT_STATUS_CODES(STATUS)
#undef STATUS
  }
  return std::to_string(code);
}

}  // namespace sipwright::gen::behaviour
