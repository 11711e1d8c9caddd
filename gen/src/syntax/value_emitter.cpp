// Functions, sequences, repeats and calls of the value parsers.
#include "syntax/value_emitter.hpp"

#include <algorithm>

#include "syntax/look_ahead.hpp"

namespace sipwright::gen {

bool ValueEmitter::has_captures(const Node& node) {
  if (!node.label.empty()) return true;
  if (node.kind == Node::Kind::call && has_captures(grammar_.rule(node.rule))) return true;
  return std::any_of(node.parts.begin(), node.parts.end(), [&](const Node& part) { return has_captures(part); });
}

bool ValueEmitter::has_captures(const Rule& rule) {
  const auto [it, fresh] = captures_.emplace(rule.name, false);
  if (!fresh) return it->second;
  const bool result = has_captures(rule.body);
  captures_[rule.name] = result;
  return result;
}

// The most captures of a node, each loop gone round once.
std::size_t ValueEmitter::captures_of(const Node& node) {
  std::size_t count = 0;
  if (node.kind == Node::Kind::call && has_captures(grammar_.rule(node.rule)))
    count = captures_of(grammar_.rule(node.rule).body);
  for (const Node& part : node.parts)
    count = node.kind == Node::Kind::choice ? std::max(count, captures_of(part)) : count + captures_of(part);
  return count + !node.label.empty();
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

std::string ValueEmitter::fail(const std::string& at) const {
  if (!hot()) return "return fault = " + at + ", nullptr;";
  return plain_ ? "return nullptr;" : "return {};";
}

std::string ValueEmitter::signature(const std::string& name) const {
  if (!hot()) return "const char* " + name + "(const char* p, [[maybe_unused]] const char*& fault)";
  if (plain_) return "SIPWRIGHT_KERNEL const char* " + name + "(const char* p)";
  return "SIPWRIGHT_KERNEL Place " + name + "(const char* p, Capture* n, Cursor& c)";
}

// The same text twice is one function; a second text under the same name gets a number.
std::string ValueEmitter::define(const std::string& name, const std::string& body) {
  const auto [it, fresh] = functions_by_body_.emplace(name + "\n" + body, "");
  if (!fresh) return it->second;
  const int instance = ++instances_[name];
  it->second = "parse_" + name + (instance == 1 ? "" : "_" + std::to_string(instance));
  functions_ << signature(it->second) << " {\n"
             << body << (hot() && !plain_ ? "  return {p, n};\n" : "  return p;\n") << "}\n\n";
  return it->second;
}

std::string ValueEmitter::function(const Rule& rule, Continuation rest) {
  const auto key = std::pair(&rule, rest);
  if (const auto found = made_.find(key); found != made_.end()) return found->second;
  const int outer_look_aheads = look_aheads_;
  const bool outer_plain = plain_;
  look_aheads_ = 0;
  plain_ = !has_captures(rule);
  std::ostringstream body;
  node(body, rule.body, rest, 1);
  made_[key] = define(rule.name, body.str());
  look_aheads_ = outer_look_aheads;
  plain_ = outer_plain;
  return made_[key];
}

void ValueEmitter::node(std::ostream& out, const Node& n, Continuation rest, int depth) {
  switch (n.kind) {
    case Node::Kind::bytes:
      out << pad(depth) << "if (!(" << tests_.test("p", n.bytes) << ")) " << fail("p") << "\n";
      if (hot() && !n.label.empty()) out << pad(depth) << "c.leaf(n++, Label::" << n.label << ", p, p + 1);\n";
      out << pad(depth) << "++p;\n";
      return;
    case Node::Kind::sequence:
      return sequence(out, n, 0, rest, depth);
    case Node::Kind::choice:
      return choice(out, n, rest, depth);
    case Node::Kind::repeat:
      return repeat(out, n, rest, depth);
    case Node::Kind::call:
      return call(out, n, rest, depth);
  }
}

// The parts of a sequence from `from` on.
void ValueEmitter::sequence(std::ostream& out, const Node& n, std::size_t from, Continuation rest, int depth) {
  std::vector<Continuation> rests(n.parts.size() + 1, rest);
  for (std::size_t i = n.parts.size(); i-- > 0;) rests[i] = continuations_.then(n.parts[i], rests[i + 1]);
  for (std::size_t i = from; i < n.parts.size(); ++i) node(out, n.parts[i], rests[i + 1], depth);
}

// Puts `inner`, which moves p over what a labelled node takes, between what makes the capture.
void ValueEmitter::labelled(std::ostream& out, const Node& n, bool composite, int depth, const std::string& inner) {
  const std::string at = pad(depth);
  if (!hot() || n.label.empty()) {
    out << inner;
  } else if (composite) {
    out << at << "{\n"
        << at << "  Capture* const open = c.open(n++, Label::" << n.label << ", p);\n"
        << inner << at << "  c.close(open, n, p);\n"
        << at << "}\n";
  } else {
    out << at << "{\n" << at << "  const char* const begin = p;\n" << inner << at;
    if (n.kind == Node::Kind::call && grammar_.rule(n.rule).notes.max)
      out << "  c.number(n++, Label::" << n.label << ", begin, p, " << *grammar_.rule(n.rule).notes.max << "u);\n";
    else
      out << "  c.leaf(n++, Label::" << n.label << ", begin, p);\n";
    out << at << "}\n";
  }
}

void ValueEmitter::call(std::ostream& out, const Node& n, Continuation rest, int depth) {
  const Rule& rule = grammar_.rule(n.rule);
  const bool composite = has_captures(rule);
  const bool scanned = !composite && !rule.notes.nested && is_separable(rule, rest);
  if (!scanned && !rule.notes.nested && !rule.notes.except.empty())
    throw GrammarError(
        n.place, "'" + rule.name +
                     "' has @except, and a byte that may follow also continues it: its end cannot be told");
  const std::string callee =
      rule.notes.nested ? nested_scanner(rule) : scanned ? scanner(rule) : function(rule, rest);

  std::ostringstream inner;
  const std::string at = pad(depth + (hot() && !n.label.empty()));
  if (!hot()) {
    inner << at << "if ((p = " << callee << "(p, fault)) == nullptr) return nullptr;\n";
  } else if (composite) {
    inner << at << "if (const Place at = " << callee << "(p, n, c); at.p != nullptr)\n"
          << at << "  p = at.p, n = at.next;\n"
          << at << "else\n"
          << at << "  return {};\n";
  } else {
    // What may be empty mostly is, and then the next byte tells.
    std::string guard;
    if (scanned && continuations_.automaton(rule).states[0].accepts)
      guard = "if (" + tests_.test("p", continuations_.automaton(rule).first()) + ")\n" + at + "  ";
    inner << at << guard << "if ((p = " << callee << "(p)) == nullptr) " << fail("p") << "\n";
  }
  labelled(out, n, composite, depth, inner.str());
}

// The bytes each of which is a whole alternative of `node`, and that no other alternative begins with.
ByteSet ValueEmitter::single_bytes_of(const Node& node) {
  if (node.kind == Node::Kind::call && has_captures(grammar_.rule(node.rule))) return {};
  if (!node.label.empty()) return {};
  if (node.kind == Node::Kind::call && !grammar_.rule(node.rule).notes.nested &&
      grammar_.rule(node.rule).notes.except.empty())
    return single_bytes_of(grammar_.rule(node.rule).body);
  if (node.kind == Node::Kind::bytes) return node.bytes;
  ByteSet run;
  if (node.kind != Node::Kind::choice) return run;
  for (const Node& part : node.parts) run |= single_bytes_of(part);
  for (const Node& part : node.parts)
    run &= ~(continuations_.closure(continuations_.then(part, Continuations::nothing)).first() &
             ~single_bytes_of(part));
  return run;
}

void ValueEmitter::repeat(std::ostream& out, const Node& n, Continuation rest, int depth) {
  const Node& part = n.parts[0];
  const Continuation after = n.unbounded ? continuations_.loop(n, rest) : rest;
  const std::string at = pad(depth);
  if (n.at_least == 1) node(out, part, after, depth);
  const std::vector<Continuation> alternatives{continuations_.then(part, after), rest};
  const Decision decision = decide(continuations_, alternatives, n.place);
  const std::string room = hot() && n.unbounded && has_captures(part)
                               ? pad(depth + 1) + "if (n > c.room_end) return c.no_room();\n"
                               : "";
  if (decision.states.size() == 1) {
    const ByteSet first = decision.bytes_of(0);
    if (n.unbounded && part.kind == Node::Kind::bytes && part.label.empty()) {
      out << at << (hot() ? tests_.skip("p", first) : tests_.skip_slowly("p", first)) << "\n";
      return;
    }
    // Most turns of a loop take one byte of a large set: these are taken at once.
    const ByteSet run = hot() && n.unbounded ? single_bytes_of(part) : ByteSet();
    if (run.any()) out << at << tests_.skip("p", run) << "\n";
    out << at << (n.unbounded ? "while (" : "if (") << tests_.test("p", first) << ") {\n" << room;
    behind(out, part, known_of(decision, 0), after, depth + 1);
    if (run.any()) out << at << "  " << tests_.skip("p", run) << "\n";
    out << at << "}\n";
    return;
  }
  if (!hot()) {
    out << at << (n.unbounded ? "while (" : "if (") << choose_by_tables(decision) << " == 0) {\n";
    node(out, part, after, depth + 1);
    out << at << "}\n" << at << "if (fault != nullptr) return nullptr;\n";
    return;
  }
  const std::string number = std::to_string(look_aheads_++);
  out << at << (n.unbounded ? "for (;;) {\n" : "{\n");
  choose(out, decision, alternatives, number, depth + 1);
  out << at << "choice_" << number << "_0:\n" << at << "{\n" << room;
  behind(out, part, known_of(decision, 0), after, depth + 1);
  out << at << "}\n" << at << "}\n" << at << "choice_" << number << "_1:;\n";
}

// The function for a header field's value, which takes and returns what those with captures do.
std::string ValueEmitter::value_function(const Rule& rule) {
  captures_between_checks_ = std::max(captures_between_checks_, captures_of(rule.body));
  if (has_captures(rule)) return function(rule, Continuations::nothing);
  const std::string callee = scanner(rule);
  if (!hot()) return callee;
  const std::string name = "whole_" + callee;
  if (scanners_.emplace(name, name).second)
    functions_ << "SIPWRIGHT_KERNEL Place " << name << "(const char* p, Capture* n, Cursor&) { return {" << callee
               << "(p), n}; }\n\n";
  return name;
}

std::string ValueEmitter::run() {
  std::string table = "    " + value_function(grammar_.rule("extensionValue")) + ",\n";
  table += table;  // Header::none, Header::other
  for (const Rule* rule : header_rules(grammar_)) table += "    " + value_function(*rule) + ",\n";
  const std::string start = value_function(grammar_.rule("startLine"));
  // Name and colon of a header line, for the first level.
  const std::string name = scanner(grammar_.rule("token"));
  const std::string colon = scanner(grammar_.rule("hcolon"));

  const std::string attribute = hot() ? "SIPWRIGHT_KERNEL inline " : "";
  const std::string result = hot() ? "Place" : "const char*";
  const std::string state = hot() ? "Capture* n, Cursor& c" : "const char*& fault";
  const std::string plain = hot() ? "(const char* p)" : "(const char* p, const char*& fault)";
  const std::string pass = hot() ? "(p, n, c)" : "(p, fault)";
  std::ostringstream code;
  code << functions_.str() << "// By header field.\nconstexpr " << result
       << " (*value_parsers[header_count])(const char*, " << (hot() ? "Capture*, Cursor&" : "const char*&") << ") = {\n"
       << table << "};\n\n"
       << attribute << result << " parse_header_value(Header header, const char* p, " << state
       << ") {\n  return value_parsers[static_cast<std::size_t>(header)]" << pass << ";\n}\n\n"
       << (hot() ? "[[gnu::noinline]] SIPWRIGHT_KERNEL " : "") << result << " parse_start_line(const char* p, "
       << state << ") { return " << start << pass
       << "; }\n\n"
       << attribute << "const char* scan_field_name" << plain << " { return " << name << (hot() ? "(p)" : pass)
       << "; }\n\n"
       << attribute << "const char* scan_field_colon" << plain << " { return " << colon << (hot() ? "(p)" : pass)
       << "; }\n";
  return code.str();
}

}  // namespace sipwright::gen
