// Determinises, minimises, subtracts; finds the look-ahead that tells alternatives apart.
#include "syntax/automaton.hpp"

#include <algorithm>
#include <deque>

namespace sipwright::gen {

void Automaton::minimise() {
  // Moore's refinement: begin with accepting or not, split by where each byte leads.
  std::vector<int> group(states.size());
  for (std::size_t i = 0; i < states.size(); ++i) group[i] = states[i].accepts;
  for (std::size_t groups = 0;;) {
    std::map<std::pair<int, std::vector<int>>, int> seen;
    std::vector<int> refined(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
      std::vector<int> row(256);
      for (int b = 0; b < 256; ++b) row[b] = states[i].next[b] == dead ? dead : group[states[i].next[b]];
      refined[i] =
          seen.emplace(std::pair(group[i], std::move(row)), static_cast<int>(seen.size())).first->second;
    }
    group = refined;
    if (seen.size() == groups) break;
    groups = seen.size();
  }
  std::map<int, int> number;
  std::vector<State> merged;
  std::deque<int> todo{0};
  number[group[0]] = 0;
  merged.push_back(states[0]);
  while (!todo.empty()) {
    const int from = todo.front();
    todo.pop_front();
    const int at = number[group[from]];
    for (int b = 0; b < 256; ++b) {
      const int to = states[from].next[b];
      if (to == dead) continue;
      const auto [it, fresh] = number.emplace(group[to], static_cast<int>(merged.size()));
      if (fresh) {
        merged.push_back(states[to]);
        todo.push_back(to);
      }
      merged[at].next[b] = it->second;
    }
  }
  states = std::move(merged);
}

Continuations::Continuations(const Grammar& grammar) : grammar_(grammar) {
  cells_.push_back({});
}

Continuation Continuations::intern(const Cell& cell) {
  const auto [it, fresh] = numbers_.emplace(cell.key(), static_cast<Continuation>(cells_.size()));
  if (fresh) cells_.push_back(cell);
  return it->second;
}

Continuation Continuations::then(const Node& node, Continuation rest) {
  return intern({&node, false, nullptr, 0, rest});
}
Continuation Continuations::loop(const Node& repeat, Continuation rest) {
  return intern({&repeat, true, nullptr, 0, rest});
}

ByteSet Continuations::Closure::first() const {
  ByteSet set;
  for (const Step& step : steps) set |= step.bytes;
  return set;
}

const Continuations::Closure& Continuations::closure(Continuation continuation) {
  if (const auto found = closures_.find(continuation); found != closures_.end()) return found->second;
  Closure closure;
  std::set<Continuation> seen;
  expand(continuation, closure, seen);
  return closures_.emplace(continuation, std::move(closure)).first->second;
}

void Continuations::expand(Continuation continuation, Closure& into, std::set<Continuation>& seen) {
  if (!seen.insert(continuation).second) return;
  if (continuation == nothing) {
    into.may_end = true;
    return;
  }
  const Cell cell = cells_[continuation];
  if (cell.node != nullptr) return expand_node(*cell.node, cell.again, cell.rest, into, seen);

  const Automaton::State& state = cell.machine->states[cell.state];
  std::map<int, ByteSet> targets;
  for (int b = 0; b < 256; ++b)
    if (state.next[b] != Automaton::dead) targets[state.next[b]].set(b);
  for (const auto& [target, bytes] : targets)
    into.steps.push_back({bytes, intern({nullptr, false, cell.machine, target, cell.rest}), false});
  if (state.accepts) expand(cell.rest, into, seen);
}

void Continuations::expand_node(const Node& node, bool again, Continuation rest, Closure& into,
                                std::set<Continuation>& seen) {
  switch (node.kind) {
    case Node::Kind::bytes:
      into.steps.push_back({node.bytes, rest, false});
      return;
    case Node::Kind::sequence:
      for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) rest = then(*part, rest);
      return expand(rest, into, seen);
    case Node::Kind::choice:
      for (const Node& part : node.parts) expand(then(part, rest), into, seen);
      return;
    case Node::Kind::repeat: {
      const Node& part = node.parts[0];
      expand(then(part, node.unbounded ? loop(node, rest) : rest), into, seen);
      if (again || node.at_least == 0) expand(rest, into, seen);
      return;
    }
    case Node::Kind::call: {
      const Rule& rule = grammar_.rule(node.rule);
      if (rule.notes.nested) {
        into.steps.push_back({rule.body.parts[0].bytes, rest, true});
      } else if (!rule.notes.except.empty()) {
        expand(intern({nullptr, false, &automaton(rule), 0, rest}), into, seen);
      } else {
        expand(then(rule.body, rest), into, seen);
      }
      return;
    }
  }
}

Automaton Continuations::determinise(Continuation start) {
  Automaton result;
  std::map<std::set<Continuation>, int> numbers;
  std::deque<std::set<Continuation>> todo;
  const auto number_of = [&](const std::set<Continuation>& set) {
    const auto [it, fresh] = numbers.emplace(set, static_cast<int>(result.states.size()));
    if (fresh) {
      result.states.emplace_back();
      result.states.back().next.fill(Automaton::dead);
      todo.push_back(set);
    }
    return it->second;
  };
  number_of({start});
  while (!todo.empty()) {
    const std::set<Continuation> set = todo.front();
    todo.pop_front();
    const int at = numbers.at(set);
    std::array<std::set<Continuation>, 256> targets;
    for (Continuation member : set) {
      const Closure& closure = this->closure(member);
      if (closure.may_end) result.states[at].accepts = true;
      for (const Step& step : closure.steps)
        for (int b = 0; b < 256; ++b)
          if (step.bytes.test(b)) targets[b].insert(step.next);
    }
    for (int b = 0; b < 256; ++b) {
      if (targets[b].empty()) continue;
      const int to = number_of(targets[b]);
      result.states[at].next[b] = to;
    }
  }
  result.minimise();
  return result;
}

const Automaton& Continuations::automaton(const Rule& rule) {
  if (const auto found = automata_.find(rule.name); found != automata_.end()) return *found->second;
  Automaton whole = determinise(then(rule.body, nothing));
  if (!rule.notes.except.empty()) {
    // The product of both: a pair accepts what the rule derives and the excluded rule does not.
    const Automaton& excluded = automaton(grammar_.rule(rule.notes.except));
    Automaton product;
    std::map<std::pair<int, int>, int> numbers;
    std::deque<std::pair<int, int>> todo;
    const auto number_of = [&](std::pair<int, int> pair) {
      const auto [it, fresh] = numbers.emplace(pair, static_cast<int>(product.states.size()));
      if (fresh) {
        product.states.emplace_back();
        product.states.back().next.fill(Automaton::dead);
        todo.push_back(pair);
      }
      return it->second;
    };
    number_of({0, 0});
    while (!todo.empty()) {
      const auto [left, right] = todo.front();
      todo.pop_front();
      const int at = numbers.at({left, right});
      product.states[at].accepts =
          whole.states[left].accepts && (right == Automaton::dead || !excluded.states[right].accepts);
      for (int b = 0; b < 256; ++b) {
        const int to = whole.states[left].next[b];
        if (to == Automaton::dead) continue;
        const int number =
            number_of({to, right == Automaton::dead ? Automaton::dead : excluded.states[right].next[b]});
        product.states[at].next[b] = number;
      }
    }
    product.minimise();
    whole = std::move(product);
  }
  return *automata_.emplace(rule.name, std::make_unique<Automaton>(std::move(whole))).first->second;
}

ByteSet Decision::bytes_of(int alternative) const {
  ByteSet set;
  for (int b = 0; b < 256; ++b)
    if (states[0].chosen[b] == alternative) set.set(b);
  return set;
}

bool Decision::can_choose(int alternative) const {
  return std::any_of(states.begin(), states.end(), [&](const State& state) {
    return state.at_end == alternative ||
           std::find(state.chosen.begin(), state.chosen.end(), alternative) != state.chosen.end();
  });
}

Decision decide(Continuations& continuations, const std::vector<Continuation>& alternatives,
                const Place& place) {
  using Thread = std::pair<int, Continuation>;  // alternative, what it still needs
  constexpr std::size_t states_max = 4000;
  Decision decision;
  std::map<std::set<Thread>, int> numbers;
  std::deque<std::set<Thread>> todo;
  const auto number_of = [&](const std::set<Thread>& set) {
    const auto [it, fresh] = numbers.emplace(set, static_cast<int>(decision.states.size()));
    if (fresh) {
      if (decision.states.size() == states_max)
        throw GrammarError(place, "too much look-ahead is needed to choose here: separate the alternatives");
      decision.states.emplace_back();
      decision.states.back().chosen.fill(Decision::none);
      decision.states.back().next.fill(0);
      todo.push_back(set);
    }
    return it->second;
  };
  std::set<Thread> start;
  for (std::size_t i = 0; i < alternatives.size(); ++i) start.emplace(static_cast<int>(i), alternatives[i]);
  number_of(start);
  while (!todo.empty()) {
    const std::set<Thread> set = todo.front();
    todo.pop_front();
    const int at = numbers.at(set);
    std::array<std::set<Thread>, 256> targets;
    std::bitset<256> opaque;
    int ends = 0;
    for (const auto& [alternative, continuation] : set) {
      const Continuations::Closure& closure = continuations.closure(continuation);
      if (closure.may_end) {
        if (ends++ == 0)
          decision.states[at].at_end = alternative;
        else if (decision.states[at].at_end != alternative)
          decision.ambiguous = true;
      }
      for (const Continuations::Step& step : closure.steps)
        for (int b = 0; b < 256; ++b)
          if (step.bytes.test(b)) {
            targets[b].emplace(alternative, step.next);
            if (step.opaque) opaque.set(b);
          }
    }
    for (int b = 0; b < 256; ++b) {
      if (targets[b].empty()) continue;
      std::map<int, std::set<Continuation>> by_alternative;
      for (const auto& [alternative, continuation] : targets[b])
        by_alternative[alternative].insert(continuation);
      const int first = by_alternative.begin()->first;
      if (by_alternative.size() == 1) {
        decision.states[at].chosen[b] = first;
        continue;
      }
      if (opaque.test(b))
        throw GrammarError(
            place, "to choose here one must look through a @nested rule: let another byte come first");
      bool same = true;
      for (const auto& [alternative, rest] : by_alternative)
        same = same && rest == by_alternative.begin()->second;
      if (same) {
        decision.states[at].chosen[b] = first;
        decision.ambiguous = true;
        continue;
      }
      const int next = number_of(targets[b]);
      decision.states[at].chosen[b] = Decision::undecided;
      decision.states[at].next[b] = next;
    }
  }
  return decision;
}

}  // namespace sipwright::gen
