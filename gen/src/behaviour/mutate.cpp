#include "mutate.hpp"

#include <map>

#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

struct Change {
  std::string what;
  Expr expr;
};

Expr leaf(const std::string& op) {
  Expr node;
  node.op = op;
  node.type = "bool";
  return node;
}

Expr with_argument(Expr node, std::size_t i, const Expr& arg) {
  node.args[i] = arg;
  return node;
}

// What a node is called in the name of a mutant.
std::string word(const Expr& node) {
  if (node.op == "do") return "steps";
  Expr list;
  list.args = {node};
  const bool step = node.op == "set" || node.op == "clear" || node.op == "steps" || node.op == "effect";
  return step ? text_steps(list) : text_value(node);
}

class Operators {
 public:
  explicit Operators(const Machine& machine) : machine_(machine) {}

  // One change somewhere in a value. Named values are changed where they are defined, not here.
  std::vector<Change> value(const Expr& node) const {
    std::vector<Change> changes = here(node);
    if (node.op == "def") return changes;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      for (Change& inner : value(node.args[i])) {
        changes.push_back({std::move(inner.what), with_argument(node, i, inner.expr)});
      }
    }
    return changes;
  }

  // One change in a list of steps: left out, done twice, done in another order, or changed inside.
  std::vector<Change> steps(const Expr& node) const {
    std::vector<Change> changes;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      const Expr& step = node.args[i];
      Expr without = node, twice = node;
      without.args.erase(without.args.begin() + static_cast<std::ptrdiff_t>(i));
      changes.push_back({"drop " + word(step), without});
      if (step.op == "effect" || step.op == "steps") {
        twice.args.insert(twice.args.begin() + static_cast<std::ptrdiff_t>(i), step);
        changes.push_back({"twice " + word(step), twice});
      }
      if (i + 1 < node.args.size()) {
        Expr swapped = node;
        std::swap(swapped.args[i], swapped.args[i + 1]);
        changes.push_back({"swap " + word(step) + " with " + word(node.args[i + 1]), swapped});
      }
      for (Change& inner : inside(step)) changes.push_back({inner.what, with_argument(node, i, inner.expr)});
    }
    return changes;
  }

 private:
  std::vector<Change> inside(const Expr& step) const {
    std::vector<Change> changes;
    const std::size_t first = step.op == "set" ? 1 : 0;
    if (step.op != "set" && step.op != "effect") return changes;
    for (std::size_t i = first; i < step.args.size(); ++i) {
      for (Change& inner : value(step.args[i])) {
        changes.push_back({inner.what + " in " + word(step), with_argument(step, i, inner.expr)});
      }
      if (step.args[i].type == "Instant") changes.push_back(late(step, i));
    }
    return changes;
  }

  // A time one unit (a second) later than said.
  static Change late(const Expr& step, std::size_t i) {
    Expr one = leaf("number"), second = leaf("seconds"), sum = leaf("+");
    one.value = 1;
    one.type = "std::uint32_t";
    second.type = sum.type = "Instant";
    second.args = {one};
    sum.args = {step.args[i], second};
    return {"late " + word(step), with_argument(step, i, sum)};
  }

  std::vector<Change> here(const Expr& node) const {
    std::vector<Change> changes;
    const auto other = [&](const std::string& op) {
      Expr changed = node;
      changed.op = op;
      changes.push_back({op + " for " + node.op, changed});
    };
    static const std::map<std::string, std::string> twins = {
        {"<", "<="}, {"<=", "<"}, {"min", "max"}, {"max", "min"}, {"+", "-"}, {"-", "+"}, {"true", "false"},
        {"false", "true"}, {"&&", "||"}, {"||", "&&"}};
    if (const auto twin = twins.find(node.op); twin != twins.end()) other(twin->second);
    if (node.op == "&&" || node.op == "||") {
      for (std::size_t i = 0; i < node.args.size(); ++i) {
        Expr fewer = node;
        fewer.args.erase(fewer.args.begin() + static_cast<std::ptrdiff_t>(i));
        changes.push_back({"without " + word(node.args[i]), fewer.args.size() == 1 ? fewer.args[0] : fewer});
      }
    }
    if (node.op == "?") changes.push_back({"branches swapped", swapped_branches(node)});
    if (node.op == "!") changes.push_back({"not " + word(node), node.args[0]});
    if (node.op == "number") changes.push_back({std::to_string(node.value + 1) + " for " + word(node), plus_one(node)});
    if (node.op == "member") other_member(node, changes);
    if (node.op == "enumerator") other_word(node, changes);
    return changes;
  }

  static Expr swapped_branches(Expr node) {
    std::swap(node.args[1], node.args[2]);
    return node;
  }

  static Expr plus_one(Expr node) {
    ++node.value;
    return node;
  }

  const std::vector<Member>* members(const std::string& owner) const {
    if (owner == "Context") return &machine_.context;
    if (owner == "Event") return &machine_.fields;
    return owner == "Config" ? &machine_.config : nullptr;
  }

  // The next member of the same type; the last one's next is the first.
  void other_member(const Expr& node, std::vector<Change>& changes) const {
    const std::vector<Member>* all = members(node.owner);
    if (all == nullptr) return;
    std::size_t mine = 0;
    while (mine < all->size() && (*all)[mine].name != node.name) ++mine;
    for (std::size_t step = 1; step < all->size(); ++step) {
      const Member& next = (*all)[(mine + step) % all->size()];
      if (mine == all->size() || next.type != (*all)[mine].type) continue;
      Expr changed = node;
      changed.name = next.name;
      changes.push_back({word(changed) + " for " + word(node), changed});
      return;
    }
  }

  void other_word(const Expr& node, std::vector<Change>& changes) const {
    for (const Enumeration& one : machine_.enumerations) {
      if (one.name != node.owner || one.words.size() < 2) continue;
      std::size_t mine = 0;
      while (one.words[mine].name != node.name) ++mine;
      Expr changed = node;
      changed.name = one.words[(mine + 1) % one.words.size()].name;
      changes.push_back({changed.name + " for " + node.name, changed});
    }
  }

  const Machine& machine_;
};

// The next state of the list that is neither the row's own nor the one it goes to; empty: there is none.
std::string other_state(const Machine& machine, const Transition& row) {
  std::size_t mine = 0;
  while (machine.states[mine].name != row.next()) ++mine;
  for (std::size_t step = 1; step < machine.states.size(); ++step) {
    const std::string& name = machine.states[(mine + step) % machine.states.size()].name;
    if (name != row.next() && name != row.from) return name;
  }
  return {};
}

}  // namespace

std::vector<Mutant> mutants_of(const Machine& machine, int first) {
  std::vector<Mutant> mutants;
  const Operators operators(machine);
  std::map<std::string, int> names;
  const auto add = [&](Mutant one, const std::string& place) {
    one.number = first + static_cast<int>(mutants.size());
    one.machine = machine.name;
    one.name = machine.name + "/" + place + "/" + one.what;
    if (const int before = names[one.name]++; before > 0) one.name += " #" + std::to_string(before + 1);
    mutants.push_back(std::move(one));
  };
  std::map<std::string, int> ranks;  // of a row among those of its state and event
  for (std::size_t i = 0; i < machine.rows.size(); ++i) {
    const Transition& row = machine.rows[i];
    std::string place = row.from + "/" + row.on;
    const int rank = ++ranks[place];
    place += "/" + std::to_string(rank);
    const auto change = [&](const std::string& what, const Transition& changed) {
      Mutant one;
      one.where = row.from + ", " + row.on + " (row " + std::to_string(i) + ")";
      one.what = what;
      one.row = i;
      one.transition = changed;
      add(one, place);
    };
    Transition changed = row;
    changed.guard = leaf("false");
    change("no row", changed);
    if (row.guard.op != "true") {
      changed.guard = leaf("!");
      changed.guard.args = {row.guard};
      change("guard negated", changed);
    }
    changed = row;
    changed.to = other_state(machine, row);
    if (!changed.to.empty()) change("to " + changed.to, changed);
    for (const Change& one : operators.value(row.guard)) {
      if (row.guard.op == "true") break;  // that is "no row"
      changed = row;
      changed.guard = one.expr;
      change(one.what + " in guard", changed);
    }
    for (const Change& one : operators.steps(row.steps)) {
      changed = row;
      changed.steps = one.expr;
      change(one.what, changed);
    }
  }
  for (const Expr& node : named_nodes(machine)) {
    const auto change = [&](const std::string& what, const Expr& changed) {
      Mutant one;
      one.place = Mutant::Place::named;
      one.where = node.name;
      one.what = what;
      one.node = changed;
      add(one, node.name);
    };
    if (node.op == "def") {
      for (const Change& one : operators.value(node.args[0])) change(one.what, with_argument(node, 0, one.expr));
    } else {
      for (const Change& one : operators.steps(node)) change(one.what, one.expr);
    }
  }
  return mutants;
}

}  // namespace sipwright::gen::behaviour
