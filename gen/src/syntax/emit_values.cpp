// Emits the value parsers as direct code. A rule without captures becomes a scanner (its minimised
// automaton); a rule with captures becomes a function that follows its structure and chooses by decide().
// Functions that come out alike for different contexts are one function.
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "syntax/automaton.hpp"
#include "syntax/emit.hpp"
#include "syntax/emit_bytes.hpp"
#include "syntax/keywords.hpp"
#include "syntax/look_ahead.hpp"

namespace sipwright::gen {
namespace {

class ValueEmitter {
 public:
  explicit ValueEmitter(const Grammar& grammar) : grammar_(grammar), continuations_(grammar) {}

  std::vector<GeneratedFile> run();

 private:
  bool has_captures(const Rule& rule) {
    const auto [it, fresh] = captures_.emplace(rule.name, false);
    if (!fresh) return it->second;
    const std::function<bool(const Node&)> search = [&](const Node& node) {
      if (!node.label.empty()) return true;
      if (node.kind == Node::Kind::call && has_captures(grammar_.rule(node.rule))) return true;
      for (const Node& part : node.parts)
        if (search(part)) return true;
      return false;
    };
    const bool result = search(rule.body);
    captures_[rule.name] = result;
    return result;
  }

  bool is_separable(const Rule& rule, Continuation rest);
  std::string scanner(const Rule& rule);
  std::string nested_scanner(const Rule& rule);
  std::string function(const Rule& rule, Continuation rest);
  void node(std::ostream& out, const Node& node, Continuation rest, int depth);
  void call(std::ostream& out, const Node& node, Continuation rest, int depth);
  void repeat(std::ostream& out, const Node& node, Continuation rest, int depth);
  void choice(std::ostream& out, const Node& node, Continuation rest, int depth);
  std::string define(const std::string& name, const std::string& body);
  std::string keyword_dispatch(std::ostream& out, const std::vector<std::string>& words, int depth);

  const Grammar& grammar_;
  Continuations continuations_;
  ByteTests tests_;
  std::map<std::string, bool> captures_;
  std::map<std::string, std::string> functions_by_body_;
  std::map<std::string, int> instances_;
  std::map<std::pair<const Rule*, Continuation>, std::string> made_;
  std::set<std::string> scanners_;
  std::ostringstream functions_;
  int look_aheads_ = 0;
};

// The same text twice is one function; a second text under the same name gets a number.
std::string ValueEmitter::define(const std::string& name, const std::string& body) {
  const auto [it, fresh] = functions_by_body_.emplace(name + "\n" + body, "");
  if (!fresh) return it->second;
  const int instance = ++instances_[name];
  it->second = "parse_" + name + (instance == 1 ? "" : "_" + std::to_string(instance));
  functions_ << "SIPWRIGHT_KERNEL const char* " << it->second << "(const char* p, Cursor& c) {\n"
             << body << "  return p;\n}\n\n";
  return it->second;
}

// Longest match is exact only where no byte that goes on from an accepting state can also follow the rule.
bool ValueEmitter::is_separable(const Rule& rule, Continuation rest) {
  const ByteSet follow = continuations_.closure(rest).first();
  for (const Automaton::State& state : continuations_.automaton(rule).states) {
    if (!state.accepts) continue;
    for (std::size_t b = 0; b < 256; ++b)
      if (state.next[b] != Automaton::dead && follow.test(b)) return false;
  }
  return true;
}

std::string ValueEmitter::scanner(const Rule& rule) {
  const Automaton& automaton = continuations_.automaton(rule);
  const std::string name = "scan_" + rule.name;
  if (!scanners_.insert(rule.name).second) return name;
  std::ostringstream out;
  out << "// " << rule.name << (rule.source.empty() ? "" : ": " + rule.source)
      << "\nSIPWRIGHT_KERNEL inline const char* " << name
      << "(const char* p, [[maybe_unused]] Cursor& c) {\n";
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
    out << (state.accepts ? "  return p;\n" : "  return c.fail(p);\n");
  }
  out << "}\n\n";
  functions_ << out.str();
  return name;
}

// OPEN (inner | itself)* CLOSE, with a counter instead of recursion, so that no input exhausts the stack.
std::string ValueEmitter::nested_scanner(const Rule& rule) {
  const std::string name = "scan_" + rule.name;
  if (!scanners_.insert(rule.name).second) return name;
  const ByteSet& open = rule.body.parts[0].bytes;
  const ByteSet& close = rule.body.parts[2].bytes;
  Node inner = rule.body.parts[1].parts[0];
  std::erase_if(inner.parts,
                [&](const Node& part) { return part.kind == Node::Kind::call && part.rule == rule.name; });
  // Kept alive for as long as continuations point into it.
  static std::vector<std::unique_ptr<Rule>> inner_rules;
  inner_rules.push_back(
      std::make_unique<Rule>(Rule{rule.name + "Inner", rule.place, rule.source, {}, inner}));
  std::ostringstream body;
  node(body, inner_rules.back()->body, Continuations::nothing, 3);
  functions_ << "// " << rule.name << (rule.source.empty() ? "" : ": " + rule.source) << "\nconst char* "
             << name << "(const char* p, Cursor& c) {\n"
             << "  if (!(" << tests_.test("p", open) << ")) return c.fail(p);\n  ++p;\n"
             << "  for (std::size_t depth = 1; depth != 0;) {\n"
             << "    if (" << tests_.test("p", open) << ") {\n      ++p;\n      ++depth;\n"
             << "    } else if (" << tests_.test("p", close)
             << ") {\n      ++p;\n      --depth;\n    } else {\n"
             << body.str() << "    }\n  }\n  return p;\n}\n\n";
  return name;
}

std::string ValueEmitter::function(const Rule& rule, Continuation rest) {
  const auto key = std::pair(&rule, rest);
  if (const auto found = made_.find(key); found != made_.end()) return found->second;
  std::ostringstream body;
  look_aheads_ = 0;
  node(body, rule.body, rest, 1);
  return made_[key] = define(rule.name, body.str());
}

void ValueEmitter::node(std::ostream& out, const Node& n, Continuation rest, int depth) {
  switch (n.kind) {
    case Node::Kind::bytes:
      if (!n.label.empty()) {
        out << pad(depth) << "if (!(" << tests_.test("p", n.bytes) << ")) return c.fail(p);\n"
            << pad(depth) << "c.leaf(Label::" << n.label << ", p, p + 1);\n"
            << pad(depth) << "++p;\n";
      } else {
        out << pad(depth) << "if (!(" << tests_.test("p", n.bytes) << ")) return c.fail(p);\n"
            << pad(depth) << "++p;\n";
      }
      return;
    case Node::Kind::sequence: {
      std::vector<Continuation> rests(n.parts.size() + 1, rest);
      for (std::size_t i = n.parts.size(); i-- > 0;) rests[i] = continuations_.then(n.parts[i], rests[i + 1]);
      for (std::size_t i = 0; i < n.parts.size(); ++i) node(out, n.parts[i], rests[i + 1], depth);
      return;
    }
    case Node::Kind::choice:
      return choice(out, n, rest, depth);
    case Node::Kind::repeat:
      return repeat(out, n, rest, depth);
    case Node::Kind::call:
      return call(out, n, rest, depth);
  }
}

void ValueEmitter::call(std::ostream& out, const Node& n, Continuation rest, int depth) {
  const Rule& rule = grammar_.rule(n.rule);
  const bool composite = has_captures(rule);
  std::string callee;
  if (rule.notes.nested)
    callee = nested_scanner(rule);
  else if (composite || !is_separable(rule, rest)) {
    if (!rule.notes.except.empty())
      throw GrammarError(
          n.place, "'" + rule.name +
                       "' has @except, and a byte that may follow also continues it: its end cannot be told");
    const int outer = look_aheads_;
    callee = function(rule, rest);
    look_aheads_ = outer;
  } else
    callee = scanner(rule);
  const std::string at = pad(depth);
  if (n.label.empty()) {
    out << at << "if ((p = " << callee << "(p, c)) == nullptr) return nullptr;\n";
  } else if (composite) {
    out << at << "{\n"
        << at << "  Capture* const open = c.open(Label::" << n.label << ", p);\n"
        << at << "  if ((p = " << callee << "(p, c)) == nullptr) return nullptr;\n"
        << at << "  c.close(open, p);\n"
        << at << "}\n";
  } else {
    out << at << "{\n"
        << at << "  const char* const begin = p;\n"
        << at << "  if ((p = " << callee << "(p, c)) == nullptr) return nullptr;\n";
    if (rule.notes.max)
      out << at << "  c.number(Label::" << n.label << ", begin, p, " << *rule.notes.max << "u);\n";
    else
      out << at << "  c.leaf(Label::" << n.label << ", begin, p);\n";
    out << at << "}\n";
  }
}

void ValueEmitter::repeat(std::ostream& out, const Node& n, Continuation rest, int depth) {
  const Node& part = n.parts[0];
  const Continuation after = n.unbounded ? continuations_.loop(n, rest) : rest;
  const std::string at = pad(depth);
  if (n.at_least == 1) node(out, part, after, depth);
  const Decision decision = decide(continuations_, {continuations_.then(part, after), rest}, n.place);
  if (decision.states.size() == 1) {
    const std::string test = tests_.test("p", decision.bytes_of(0));
    if (n.unbounded && part.kind == Node::Kind::bytes && part.label.empty()) {
      out << at << tests_.skip("p", decision.bytes_of(0)) << "\n";
      return;
    }
    out << at << (n.unbounded ? "while (" : "if (") << test << ") {\n";
    node(out, part, after, depth + 1);
    out << at << "}\n";
    return;
  }
  out << at << (n.unbounded ? "for (;;) {\n" : "{\n");
  const std::string chosen = emit_look_ahead(out, decision, tests_, look_aheads_++, depth + 1);
  if (n.unbounded) {
    out << at << "  if (" << chosen << " != 0) break;\n";
    node(out, part, after, depth + 1);
  } else {
    out << at << "  if (" << chosen << " == 0) {\n";
    node(out, part, after, depth + 2);
    out << at << "  }\n";
  }
  out << at << "}\n";
}

void ValueEmitter::choice(std::ostream& out, const Node& n, Continuation rest, int depth) {
  std::vector<Continuation> alternatives;
  for (const Node& part : n.parts) alternatives.push_back(continuations_.then(part, rest));
  const Decision decision = decide(continuations_, alternatives, n.place);
  const std::string at = pad(depth);
  const std::size_t last = n.parts.size() - 1;
  const std::vector<std::string> words = keywords_of(grammar_, n);
  if (decision.states.size() == 1) {
    for (std::size_t i = 0; i <= last; ++i) {
      const ByteSet bytes = decision.bytes_of(static_cast<int>(i));
      out << (i == 0 ? at : "") << (i == last ? "" : "if (" + tests_.test("p", bytes) + ") ") << "{\n";
      node(out, n.parts[i], rest, depth + 1);
      out << at << (i == last ? "}\n" : "} else ");
    }
    return;
  }
  out << at << "{\n";
  const std::string chosen = words.empty() ? emit_look_ahead(out, decision, tests_, look_aheads_++, depth + 1)
                                           : keyword_dispatch(out, words, depth + 1);
  for (std::size_t i = 0; i <= last; ++i) {
    out << (i == 0 ? at + "  " : "") << (i == last ? "" : "if (" + chosen + " == " + std::to_string(i) + ") ")
        << "{\n";
    node(out, n.parts[i], rest, depth + 2);
    out << at << (i == last ? "  }\n" : "  } else ");
  }
  out << at << "}\n";
}

// The whole name is skipped at once and compared eight characters at a time: a token that equals no keyword
// is the generic one, whatever it begins with.
std::string ValueEmitter::keyword_dispatch(std::ostream& out, const std::vector<std::string>& words,
                                           int depth) {
  const std::string number = std::to_string(look_aheads_++);
  const std::string chosen = "choice_" + number;
  const std::string at = pad(depth);
  out << at << "int " << chosen << " = " << words.size() << ";\n" << at << "{\n";
  out << at << "  const char* q = p;\n"
      << at << "  " << tests_.skip("q", continuations_.automaton(grammar_.rule("token")).first()) << "\n";
  out << at << "  if (q == p) return c.fail(p);\n" << at << "  switch (q - p) {\n";
  std::map<std::size_t, std::vector<std::size_t>> by_length;
  for (std::size_t i = 0; i < words.size(); ++i) by_length[words[i].size()].push_back(i);
  for (const auto& [length, members] : by_length) {
    out << at << "    case " << length << ":\n";
    bool first = true;
    for (const std::size_t i : members) {
      out << at << "      " << (first ? "" : "else ") << "if (" << word_test(words[i]) << ") " << chosen
          << " = " << i << ";\n";
      first = false;
    }
    out << at << "      break;\n";
  }
  out << at << "    default: break;\n" << at << "  }\n" << at << "}\n";
  return chosen;
}

std::vector<GeneratedFile> ValueEmitter::run() {
  std::ostringstream dispatch;
  for (const Rule* rule : header_rules(grammar_)) {
    const std::string name = has_captures(*rule) ? function(*rule, Continuations::nothing) : scanner(*rule);
    dispatch << "    case Header::" << identifier(rule->notes.header) << ": return " << name << "(p, c);\n";
  }
  const auto whole = [&](const char* name) {
    const Rule& rule = grammar_.rule(name);
    return has_captures(rule) ? function(rule, Continuations::nothing) : scanner(rule);
  };
  const std::string extension = whole("extensionValue");
  const std::string start = whole("startLine");
  // Name and colon of a header line, for the first level.
  const std::string token = scanner(grammar_.rule("token"));
  const std::string hcolon = scanner(grammar_.rule("hcolon"));

  std::ostringstream code;
  code << cpp_banner("The parsers of every header field's value and of the start line.") << R"(//
// Included by each kernel (runtime/src/core/kernel/) after its SIPWRIGHT_KERNEL and skip<>. Every function
// takes the place to begin at and returns the place where it stopped, or null, and then the cursor knows
// where it failed. What is parsed ends at a CR behind which stands no fold, and three octets can be read from
// there; the caller checks that all was taken.

)" << functions_.str()
       << R"(SIPWRIGHT_KERNEL const char* parse_header_value(Header header, const char* p, Cursor& c) {
  switch (header) {
)" << dispatch.str()
       << "    case Header::none:\n    case Header::other: return " << extension
       << "(p, c);\n  }\n  return c.fail(p);\n}\n\n"
       << "SIPWRIGHT_KERNEL const char* parse_start_line(const char* p, Cursor& c) { return " << start
       << "(p, c); }\n\n"
       << "SIPWRIGHT_KERNEL inline const char* scan_field_name(const char* p, Cursor& c) { return " << token
       << "(p, c); }\n\n"
       << "SIPWRIGHT_KERNEL inline const char* scan_field_colon(const char* p, Cursor& c) { return " << hcolon
       << "(p, c); }\n";

  std::ostringstream sets;
  sets << cpp_banner("The sets of bytes that the value parsers test.")
       << "#pragma once\n\n#include <cstdint>\n\nnamespace sipwright {\n\n"
       << tests_.tables() << "\n}  // namespace sipwright\n";
  return {{"runtime/generated/value_parsers.inc", code.str()},
          {"runtime/generated/sipwright/byte_sets.hpp", sets.str()}};
}

}  // namespace

std::vector<GeneratedFile> emit_values(const Grammar& grammar) {
  return ValueEmitter(grammar).run();
}

}  // namespace sipwright::gen
