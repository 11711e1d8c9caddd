#include "syntax/rule_program.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace sipwright::gen {
namespace {

using Kind = RuleProgram::Step::Kind;

class Builder {
 public:
  explicit Builder(const Grammar& grammar) : grammar_(grammar) {}

  RuleProgram run() {
    std::set<std::string> excepted;
    for (const Rule& rule : grammar_.rules) excepted.insert(rule.notes.except);
    for (const Rule& rule : grammar_.rules) {
      if (is_octets(rule) && !excepted.count(rule.name)) continue;
      program_.number[rule.name] = program_.rules.size();
      program_.rules.push_back({&rule});
    }
    for (RuleProgram::Entry& entry : program_.rules) {
      around_ = &entry;
      entry.first = program_.steps.size();
      add(entry.rule->body);
      put(Kind::done, 0);
      program_.depth = std::max(program_.depth, depth_of(*entry.rule));
      check_excepts(*entry.rule);
      check_nesting(*entry.rule);
    }
    return std::move(program_);
  }

 private:
  // A rule that names a set of octets is no place of its own: it counts as the set.
  static bool is_octets(const Rule& rule) {
    return rule.body.kind == Node::Kind::bytes && rule.body.label.empty() && rule.notes.header.empty();
  }

  std::size_t put(Kind kind, std::size_t argument) {
    program_.steps.push_back({kind, argument});
    return program_.steps.size() - 1;
  }
  void octet(const ByteSet& set) {
    const auto found = std::find(program_.sets.begin(), program_.sets.end(), set);
    put(Kind::octet, static_cast<std::size_t>(found - program_.sets.begin()));
    if (found == program_.sets.end()) program_.sets.push_back(set);
  }
  void point_here(std::size_t step) { program_.steps[step].argument = program_.steps.size(); }

  void add(const Node& node) {
    switch (node.kind) {
      case Node::Kind::bytes:
        return octet(node.bytes);
      case Node::Kind::sequence:
        for (const Node& part : node.parts) add(part);
        return;
      case Node::Kind::choice:
        return choice(node);
      case Node::Kind::repeat:
        return repeat(node);
      case Node::Kind::call: {
        const Rule& rule = grammar_.rule(node.rule);
        if (is_octets(rule)) return octet(rule.body.bytes);
        put(Kind::call, program_.number.at(node.rule));
        if (&rule == around_->rule) around_->again = program_.steps.size();
        return;
      }
    }
  }

  void choice(const Node& node) {
    std::vector<std::size_t> to_end;
    for (const Node& part : node.parts) {
      const bool last = &part == &node.parts.back();
      const std::size_t fork = last ? 0 : put(Kind::fork, 0);
      add(part);
      if (last) break;
      to_end.push_back(put(Kind::jump, 0));
      point_here(fork);
    }
    for (const std::size_t jump : to_end) point_here(jump);
  }

  void repeat(const Node& node) {
    const std::size_t begin = program_.steps.size();
    if (node.at_least == 1) {
      add(node.parts[0]);
      if (!node.unbounded) return;
      const std::size_t fork = put(Kind::fork, 0);
      put(Kind::jump, begin);
      return point_here(fork);
    }
    const std::size_t fork = put(Kind::fork, 0);
    add(node.parts[0]);
    if (node.unbounded) put(Kind::jump, begin);
    point_here(fork);
  }

  std::size_t depth_of(const Rule& rule) {
    if (const auto found = depths_.find(rule.name); found != depths_.end()) return found->second;
    std::size_t deepest = 0;
    each_call(rule.body, [&](const Rule& callee) {
      if (&callee != &rule) deepest = std::max(deepest, 1 + depth_of(callee));
    });
    return depths_[rule.name] = deepest;
  }

  void check_excepts(const Rule& rule) {
    if (rule.notes.except.empty()) return;
    const std::function<void(const Rule&)> look = [&](const Rule& within) {
      if (&within != &rule && !within.notes.except.empty())
        throw GrammarError(rule.place, "@except within @except: '" + rule.name + "' holds '" + within.name + "'");
      each_call(within.body, [&](const Rule& callee) {
        if (&callee != &within) look(callee);
      });
    };
    look(rule);
    look(grammar_.rule(rule.notes.except));
  }

  void check_nesting(const Rule& rule) {
    if (!rule.notes.nested) return;
    const std::function<void(const Rule&)> look = [&](const Rule& within) {
      each_call(within.body, [&](const Rule& callee) {
        if (&callee == &rule) return;
        if (callee.notes.nested)
          throw GrammarError(rule.place, "@nested within @nested: '" + rule.name + "' holds '" + callee.name + "'");
        look(callee);
      });
    };
    look(rule);
  }

  void each_call(const Node& node, const std::function<void(const Rule&)>& see) {
    if (node.kind == Node::Kind::call) see(grammar_.rule(node.rule));
    for (const Node& part : node.parts) each_call(part, see);
  }

  const Grammar& grammar_;
  RuleProgram program_;
  RuleProgram::Entry* around_ = nullptr;
  std::map<std::string, std::size_t> depths_;
};

}  // namespace

RuleProgram make_rule_program(const Grammar& grammar) {
  return Builder(grammar).run();
}

}  // namespace sipwright::gen
