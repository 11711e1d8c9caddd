#include "ir.hpp"

#include <algorithm>

#include "model/vocabulary.hpp"

namespace sipwright::gen {
namespace {

void collect(const Node& node, std::vector<Node>& into) {
  for (const Node& arg : node.args) collect(arg, into);
  if (node.op != "def" && node.op != "steps") return;
  const auto same = [&](const Node& other) { return other.name == node.name; };
  if (std::none_of(into.begin(), into.end(), same)) into.push_back(node);
}

}  // namespace

std::vector<Node> named_nodes(const Machine& machine) {
  std::vector<Node> nodes;
  for (const Transition& row : machine.rows) {
    collect(row.guard, nodes);
    collect(row.steps, nodes);
  }
  return nodes;
}

bool uses(const Node& node, std::string_view owner) {
  return node.owner == owner ||
         std::any_of(node.args.begin(), node.args.end(), [&](const Node& arg) { return uses(arg, owner); });
}

bool has_effects(const Node& node) {
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

}  // namespace sipwright::gen
