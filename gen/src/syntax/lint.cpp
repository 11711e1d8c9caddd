#include "syntax/lint.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "syntax/automaton.hpp"

namespace sipwright::gen {
namespace {

// Walks the grammar as the emitter does: from the start rules, each rule with captures once for each rest that may
// follow it. Rules without captures become automata, in which two ways to the same end are one.
class Linter {
 public:
  explicit Linter(const Grammar& grammar) : grammar_(grammar), continuations_(grammar) {}

  std::vector<Complaint> run() {
    for (const Rule& rule : grammar_.rules)
      if (!rule.notes.header.empty() || !rule.notes.start.empty()) walk_rule(rule, Continuations::nothing);
    std::vector<Complaint> complaints;
    for (auto& [key, complaint] : found_) complaints.push_back(std::move(complaint));
    return complaints;
  }

 private:
  bool has_captures(const Node& node) {
    if (!node.label.empty()) return true;
    if (node.kind == Node::Kind::call) {
      const auto [it, fresh] = captures_.emplace(node.rule, false);
      if (!fresh) return it->second;
      return captures_[node.rule] = has_captures(grammar_.rule(node.rule).body);
    }
    return std::any_of(node.parts.begin(), node.parts.end(), [&](const Node& part) { return has_captures(part); });
  }

  void complain(const Node& node, const std::string& key, const std::string& text) {
    found_.emplace(key, Complaint{node.place, key, text});
  }

  void walk_rule(const Rule& rule, Continuation rest) {
    if (!walked_.emplace(&rule, rest).second) return;
    const std::string outer = std::exchange(rule_, rule.name);
    walk(rule.body, rest);
    rule_ = outer;
  }

  void walk(const Node& node, Continuation rest) {
    if (!has_captures(node)) return;
    switch (node.kind) {
      case Node::Kind::bytes: return;
      case Node::Kind::call: return walk_rule(grammar_.rule(node.rule), rest);
      case Node::Kind::sequence:
        for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) {
          walk(*part, rest);
          rest = continuations_.then(*part, rest);
        }
        return;
      case Node::Kind::choice: {
        std::vector<Continuation> alternatives;
        for (const Node& part : node.parts) alternatives.push_back(continuations_.then(part, rest));
        if (decide(continuations_, alternatives, node.place).ambiguous)
          complain(node, "ambiguity " + rule_,
                   "in rule '" + rule_ + "' two alternatives take the same octets; the first wins");
        check_names(node);
        for (const Node& part : node.parts) walk(part, rest);
        return;
      }
      case Node::Kind::repeat: {
        const Node& part = node.parts[0];
        const Continuation after = node.unbounded ? continuations_.loop(node, rest) : rest;
        if (decide(continuations_, {continuations_.then(part, after), rest}, node.place).ambiguous)
          complain(node, "ambiguity " + rule_,
                   "in rule '" + rule_ + "' what is repeated and what follows take the same octets; the repetition "
                                          "wins");
        return walk(part, after);
      }
    }
  }

  // The rule with @except that `node` begins with, or null.
  const Rule* excepting(const Node& node) const {
    if (node.kind == Node::Kind::sequence) return node.parts.empty() ? nullptr : excepting(node.parts[0]);
    if (node.kind != Node::Kind::call) return nullptr;
    const Rule& rule = grammar_.rule(node.rule);
    return rule.notes.except.empty() ? excepting(rule.body) : &rule;
  }

  // Each name that one alternative leaves out is one that another alternative begins with.
  void check_names(const Node& choice) {
    for (const Node& part : choice.parts) {
      const Rule* const generic = excepting(part);
      if (generic == nullptr) continue;
      const Rule& known = grammar_.rule(generic->notes.except);
      for (const std::string& word : words_of(continuations_.automaton(known))) {
        const auto takes = [&](const Node& other) { return &other != &part && begins_with(other, word); };
        if (std::none_of(choice.parts.begin(), choice.parts.end(), takes))
          complain(choice, "name " + rule_ + " " + word,
                   "rule '" + generic->name + "' leaves '" + word + "' out (@except " + known.name +
                       "), and no other alternative of '" + rule_ + "' takes it");
      }
    }
  }

  // The words of a finite language, in lower case; of an infinite one those that go round no loop.
  static std::set<std::string> words_of(const Automaton& automaton) {
    std::set<std::string> words;
    std::string word;
    std::set<int> open;
    const std::function<void(int)> descend = [&](int at) {
      if (!open.insert(at).second) return;
      const Automaton::State& state = automaton.states[static_cast<std::size_t>(at)];
      if (state.accepts) words.insert(word);
      std::set<int> seen;
      for (int byte = 0x21; byte < 0x7F; ++byte) {
        const int next = state.next[static_cast<std::size_t>(byte)];
        const bool upper = byte >= 'A' && byte <= 'Z' && state.next[static_cast<std::size_t>(byte + 32)] == next;
        // One byte for each way on is enough where the way is a class, such as any letter behind a plus sign.
        if (next == Automaton::dead || upper || !seen.insert(next).second) continue;
        word += static_cast<char>(byte);
        descend(next);
        word.pop_back();
      }
      open.erase(at);
    };
    descend(0);
    return words;
  }

  bool begins_with(const Node& node, const std::string& word) {
    std::set<Continuation> at{continuations_.then(node, Continuations::nothing)};
    for (const char byte : word) {
      std::set<Continuation> next;
      for (const Continuation one : at)
        for (const Continuations::Step& step : continuations_.closure(one).steps)
          if (step.bytes.test(static_cast<unsigned char>(byte))) next.insert(step.next);
      at = std::move(next);
    }
    return !at.empty();
  }

  const Grammar& grammar_;
  Continuations continuations_;
  std::string rule_;
  std::map<std::string, bool> captures_;
  std::set<std::pair<const Rule*, Continuation>> walked_;
  std::map<std::string, Complaint> found_;
};

}  // namespace

std::vector<Complaint> lint_grammar(const Grammar& grammar) { return Linter(grammar).run(); }

std::vector<std::string> compare_with_allowed(const std::vector<Complaint>& complaints, const std::string& allowed,
                                              const std::string& shown_as) {
  std::vector<std::string> lines;
  std::map<std::string, int> reasons;  // key -> line
  std::istringstream in(allowed);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos || colon + 2 == line.size()) {
      lines.push_back(shown_as + ":" + std::to_string(number) + ": no reason given: write KEY: REASON");
      continue;
    }
    reasons[line.substr(0, colon)] = number;
  }
  for (const Complaint& complaint : complaints)
    if (reasons.erase(complaint.key) == 0)
      lines.push_back(complaint.place.file + ":" + std::to_string(complaint.place.line) + ": " + complaint.text +
                      ": separate them, or allow it with a reason in " + shown_as + " (" + complaint.key + ")");
  for (const auto& [key, line] : reasons)
    lines.push_back(shown_as + ":" + std::to_string(line) + ": '" + key + "' is no longer met: remove the line");
  return lines;
}

}  // namespace sipwright::gen
