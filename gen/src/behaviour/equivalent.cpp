#include "equivalent.hpp"

#include <algorithm>
#include <set>

#include "print_text.hpp"
#include "propositions.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string spelled(const Expr& node) {
  Expr list;
  list.args = {node};
  const bool step = node.op == "set" || node.op == "clear" || node.op == "steps" || node.op == "effect";
  // A row's steps and named steps are printed by their parts.
  return node.op == "do" ? text_steps(node) : step ? text_steps(list) : text_value(node);
}

bool same(const Expr& a, const Expr& b) { return spelled(a) == spelled(b); }

// What steps look at before they have changed it, what they change, and whether they have effects.
struct Touched {
  std::set<std::string> read, written;
  bool effects = false;

  void value(const Expr& node) {
    if (node.op == "member" && node.owner == "Context" && !written.contains(node.name)) read.insert(node.name);
    for (const Expr& arg : node.args) value(arg);
  }

  void step(const Expr& node) {
    if (node.op == "set" || node.op == "clear") {
      for (std::size_t i = 1; i < node.args.size(); ++i) value(node.args[i]);
      written.insert(node.args[0].name);
    } else if (node.op == "effect") {
      effects = true;
      for (const Expr& arg : node.args) value(arg);
      if (node.name != "tell") return;
      for (const char* name : {"wanted", "has_tag", "granted", "tag"}) {
        if (!written.contains(name)) read.insert(name);
      }
    } else {
      for (const Expr& arg : node.args) step(arg);
    }
  }
};

Touched touched(const Expr& step) {
  Touched all;
  all.step(step);
  return all;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.contains(one); });
}

bool independent(const Expr& one, const Expr& other) {
  const Touched a = touched(one), b = touched(other);
  return !(a.effects && b.effects) && !meet(a.written, b.read) && !meet(b.written, a.read) &&
         !meet(a.written, b.written);
}

// member = member or E, where nothing of E is written: once it is done, doing it again changes nothing.
bool absorbs(const Expr& step, const std::set<std::string>& written) {
  if (step.op != "set" || step.args.size() != 2) return false;
  const Expr& value = step.args[1];
  if (value.op != "||" || value.args.size() != 2 || !same(step.args[0], value.args[0])) return false;
  Touched rest;
  rest.value(value.args[1]);
  return !meet(rest.read, written);
}

bool idempotent(const Expr& step, const std::set<std::string>& written) {
  if (step.op == "set" || step.op == "clear") return !meet(touched(step).read, written) || absorbs(step, written);
  return std::all_of(step.args.begin(), step.args.end(), [&](const Expr& part) { return idempotent(part, written); });
}

bool idempotent(const Expr& step) {
  const Touched all = touched(step);
  return !all.effects && (!meet(all.read, all.written) || idempotent(step, all.written));
}

// The first place where two lists of steps differ.
std::size_t first_difference(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && same(a[i], b[i])) ++i;
  return i;
}

bool same_from(const std::vector<Expr>& a, std::size_t i, const std::vector<Expr>& b, std::size_t j) {
  return a.size() - i == b.size() - j && std::equal(a.begin() + static_cast<std::ptrdiff_t>(i), a.end(),
                                                    b.begin() + static_cast<std::ptrdiff_t>(j), same);
}

std::string reason_of_steps(const std::vector<Expr>& usual, const std::vector<Expr>& other) {
  const std::size_t i = first_difference(usual, other);
  if (i + 1 < usual.size() && usual.size() == other.size() && same(usual[i], other[i + 1]) &&
      same(usual[i + 1], other[i]) && same_from(usual, i + 2, other, i + 2) && independent(usual[i], usual[i + 1])) {
    return "neither step touches what the other looks at or changes";
  }
  // The repeated step is found one later where it is the second of two that are alike.
  if (other.size() == usual.size() + 1 && i > 0 && same(other[i], usual[i - 1]) && same_from(usual, i, other, i + 1) &&
      idempotent(usual[i - 1])) {
    return "done twice it does the same";
  }
  return {};
}

// Whether the rows of a pair, the first that fits, are the same in every world.
bool same_choice(const std::vector<const Transition*>& usual, const std::vector<const Transition*>& other) {
  std::set<std::string> names;
  for (const auto* rows : {&usual, &other}) {
    for (const Transition* row : *rows) propositions(row->guard, names);
  }
  if (names.size() > propositions_max) return false;
  const auto choice = [](const std::vector<const Transition*>& rows, const World& world) {
    const auto fits = [&](const Transition* row) { return holds(row->guard, world); };
    return std::find_if(rows.begin(), rows.end(), fits) - rows.begin();
  };
  const std::vector<std::string> list(names.begin(), names.end());
  for (std::size_t bits = 0; bits < (std::size_t{1} << list.size()); ++bits) {
    World world;
    for (std::size_t i = 0; i < list.size(); ++i) world[list[i]] = (bits >> i & 1) != 0;
    if (choice(usual, world) != choice(other, world)) return false;
  }
  return true;
}

std::string reason_of_row(const Machine& machine, const Mutant& mutant) {
  const Transition& usual = machine.rows[mutant.row];
  const Transition& other = mutant.transition;
  if (usual.to != other.to) return {};
  if (!same(usual.steps, other.steps)) return reason_of_steps(usual.steps.args, other.steps.args);
  std::vector<const Transition*> rows, changed;
  for (std::size_t i = 0; i < machine.rows.size(); ++i) {
    const Transition& row = machine.rows[i];
    if (row.from != usual.from || row.on != usual.on) continue;
    rows.push_back(&row);
    changed.push_back(i == mutant.row ? &other : &row);
  }
  return same_choice(rows, changed) ? "the rows before it leave it nothing else to take" : std::string();
}

}  // namespace

std::string reason_of_equivalence(const Machine& machine, const Mutant& mutant) {
  if (mutant.place == Mutant::Place::row) return reason_of_row(machine, mutant);
  if (mutant.node.op == "def") return {};
  for (const Expr& node : named_nodes(machine)) {
    if (node.name == mutant.node.name) return reason_of_steps(node.args, mutant.node.args);
  }
  return {};
}

}  // namespace sipwright::gen::behaviour
