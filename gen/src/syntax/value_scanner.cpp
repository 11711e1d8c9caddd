// Rules without captures: their automaton as labels and jumps; and the one kind of rule that is not regular.
#include <algorithm>

#include "syntax/state_tables.hpp"
#include "syntax/value_emitter.hpp"

namespace sipwright::gen {

namespace {

std::string heading(const Rule& rule) {
  return "// " + rule.name + (rule.source.empty() ? "" : ": " + rule.source) + "\n";
}

}  // namespace

// Alternatives that a byte of their own begins, such as an IPv6 address among hosts, are scanned on their own: what is
// left is a smaller automaton, and they are shared. Returns the statements that go there, and takes them from `rest`.
std::string ValueEmitter::scan_apart(const Rule& rule, Node& rest) {
  if (rule.body.kind != Node::Kind::choice) return "";
  std::string apart;
  std::vector<ByteSet> firsts;
  std::vector<bool> is_apart;
  for (const Node& part : rule.body.parts) {
    const Continuations::Closure& own = continuations_.closure(continuations_.then(part, Continuations::nothing));
    firsts.push_back(own.first());
    is_apart.push_back(part.kind == Node::Kind::call && !own.may_end && !grammar_.rule(part.rule).notes.nested &&
                       grammar_.rule(part.rule).body.kind != Node::Kind::bytes);
  }
  for (std::size_t i = 0; i < firsts.size(); ++i)
    for (std::size_t j = 0; j < firsts.size(); ++j)
      if (i != j && (firsts[i] & firsts[j]).any()) is_apart[i] = false;
  if (std::count(is_apart.begin(), is_apart.end(), false) == 0) is_apart[0] = false;
  rest.parts.clear();
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    const Node& part = rule.body.parts[i];
    if (is_apart[i])
      apart += "  if (" + tests_.test("p", firsts[i]) + ") return " + scanner(grammar_.rule(part.rule)) +
               (hot() ? "(p)" : "(p, fault)") + ";\n";
    else
      rest.parts.push_back(part);
  }
  return apart;
}

std::string ValueEmitter::scanner(const Rule& rule) {
  if (const auto found = scanners_.find(rule.name); found != scanners_.end()) return found->second;
  Node rest = rule.body;
  const std::string apart = rule.notes.except.empty() ? scan_apart(rule, rest) : "";
  inner_rules_.push_back(Rule{rule.name + "Rest", rule.place, rule.source, {}, rest});
  const Automaton& automaton = continuations_.automaton(apart.empty() ? rule : inner_rules_.back());
  const std::string body = apart + (hot() ? scanner_code(automaton) : scanner_tables(automaton));
  // Many header fields are taken as they are, by the same automaton under different names.
  const auto [same, fresh] = scanners_by_body_.emplace(body, "scan_" + rule.name);
  if (fresh)
    functions_ << heading(rule)
               << (hot() ? "SIPWRIGHT_KERNEL inline const char* " + same->second + "(const char* p)"
                         : "const char* " + same->second + "(const char* p, [[maybe_unused]] const char*& fault)")
               << " {\n"
               << body << "}\n\n";
  return scanners_[rule.name] = same->second;
}

std::string ValueEmitter::scanner_code(const Automaton& automaton) {
  std::ostringstream out;
  for (std::size_t s = 0; s < automaton.states.size(); ++s) {
    const Automaton::State& state = automaton.states[s];
    std::map<int, ByteSet> targets;
    bool reached = false;
    for (const Automaton::State& from : automaton.states)
      for (int b = 0; b < 256; ++b)
        reached = reached || (from.next[b] == static_cast<int>(s) && &from != &state);
    for (int b = 0; b < 256; ++b)
      if (state.next[b] != Automaton::dead) targets[state.next[b]].set(static_cast<std::size_t>(b));
    if (reached) out << "s" << s << ":\n";
    if (const auto self = targets.find(static_cast<int>(s)); self != targets.end()) {
      out << "  " << tests_.skip("p", self->second) << "\n";
      targets.erase(self);
    }
    for (const auto& [target, bytes] : targets)
      out << "  if (" << tests_.test("p", bytes) << ") {\n    ++p;\n    goto s" << target << ";\n  }\n";
    out << (state.accepts ? "  return p;\n" : "  return nullptr;\n");
  }
  return out.str();
}

std::string ValueEmitter::scanner_tables(const Automaton& automaton) {
  StateTables tables(tests_);
  for (const Automaton::State& state : automaton.states) {
    std::map<int, ByteSet> targets;
    for (int b = 0; b < 256; ++b)
      if (state.next[b] != Automaton::dead) targets[state.next[b]].set(static_cast<std::size_t>(b));
    tables.add(targets, state.accepts ? 0 : StateTables::no_end);
  }
  return tables.text() + "  return scan(edges, states, p, fault);\n";
}

// OPEN (inner | itself)* CLOSE, with a counter instead of recursion, so that no input exhausts the stack.
std::string ValueEmitter::nested_scanner(const Rule& rule) {
  const std::string name = "scan_" + rule.name;
  if (!scanners_.emplace(rule.name, name).second) return name;
  const ByteSet& open = rule.body.parts[0].bytes;
  const ByteSet& close = rule.body.parts[2].bytes;
  Node inner = rule.body.parts[1].parts[0];
  std::erase_if(inner.parts,
                [&](const Node& part) { return part.kind == Node::Kind::call && part.rule == rule.name; });
  inner_rules_.push_back(Rule{rule.name + "Inner", rule.place, rule.source, {}, inner});
  std::ostringstream body;
  plain_ = true;
  node(body, inner_rules_.back().body, Continuations::nothing, 3);
  plain_ = false;
  const std::string no = hot() ? "return nullptr;" : fail("p");
  functions_ << heading(rule)
             << (hot() ? "SIPWRIGHT_KERNEL const char* " + name + "(const char* p)"
                       : "const char* " + name + "(const char* p, const char*& fault)")
             << " {\n  if (!(" << tests_.test("p", open) << ")) " << no << "\n  ++p;\n"
             << "  for (std::size_t depth = 1; depth != 0;) {\n"
             << "    if (" << tests_.test("p", open) << ") {\n      ++p;\n      ++depth;\n"
             << "    } else if (" << tests_.test("p", close) << ") {\n      ++p;\n      --depth;\n    } else {\n"
             << body.str() << "    }\n  }\n  return p;\n}\n\n";
  return name;
}

}  // namespace sipwright::gen
