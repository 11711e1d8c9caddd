// Choosing between alternatives, and going on behind the bytes that the choice has read already.
#include <algorithm>

#include "syntax/look_ahead.hpp"
#include "syntax/short_cuts.hpp"
#include "syntax/state_tables.hpp"
#include "syntax/value_emitter.hpp"

namespace sipwright::gen {
namespace {

// The bytes that a node begins with one by one, whatever the input: no choice, no repeat.
struct Lead {
  std::size_t count;
  bool whole;  // the node is nothing but these
};

Lead lead_of(const Grammar& grammar, const Node& node) {
  switch (node.kind) {
    case Node::Kind::bytes:
      return {1, true};
    case Node::Kind::sequence: {
      std::size_t count = 0;
      for (const Node& part : node.parts) {
        const Lead lead = lead_of(grammar, part);
        count += lead.count;
        if (!lead.whole) return {count, false};
      }
      return {count, true};
    }
    case Node::Kind::call: {
      const Rule& rule = grammar.rule(node.rule);
      if (rule.notes.nested || !rule.notes.except.empty()) return {0, false};
      return lead_of(grammar, rule.body);
    }
    case Node::Kind::choice:
    case Node::Kind::repeat:
      break;
  }
  return {0, false};
}

}  // namespace

void ValueEmitter::choice(std::ostream& out, const Node& n, Continuation rest, int depth) {
  std::vector<Continuation> alternatives;
  for (const Node& part : n.parts) alternatives.push_back(continuations_.then(part, rest));
  const Decision decision = decide(continuations_, alternatives, n.place);
  const std::string at = pad(depth);
  const std::size_t last = n.parts.size() - 1;
  if (decision.states.size() == 1) {
    for (std::size_t i = 0; i <= last; ++i) {
      const ByteSet bytes = decision.bytes_of(static_cast<int>(i));
      out << (i == 0 ? at : "") << (i == last ? "" : "if (" + tests_.test("p", bytes) + ") ") << "{\n";
      if (i == last)
        node(out, n.parts[i], rest, depth + 1);
      else
        behind(out, n.parts[i], known_of(decision, static_cast<int>(i)), rest, depth + 1);
      out << at << (i == last ? "}\n" : "} else ");
    }
    return;
  }
  const std::string number = std::to_string(look_aheads_++);
  if (!hot()) {
    out << at << "switch (" << choose_by_tables(decision) << ") {\n";
    for (std::size_t i = 0; i <= last; ++i) {
      if (!decision.can_choose(static_cast<int>(i))) continue;
      out << at << "  case " << i << ":\n";
      node(out, n.parts[i], rest, depth + 2);
      out << at << "    break;\n";
    }
    out << at << "  default: return nullptr;\n" << at << "}\n";
    return;
  }
  choose(out, decision, alternatives, number, depth);
  bool jumps = false;
  for (std::size_t i = 0; i <= last; ++i) {
    if (!decision.can_choose(static_cast<int>(i))) continue;
    out << at << "choice_" << number << "_" << i << ":\n" << at << "{\n";
    // The last may also stand for what no alternative takes.
    behind(out, n.parts[i], i == last ? 0 : known_of(decision, static_cast<int>(i)), rest, depth + 1);
    out << at << "}\n";
    if (i != last) {
      out << at << "goto chosen_" << number << ";\n";
      jumps = true;
    }
  }
  if (jumps) out << at << "chosen_" << number << ":;\n";
}

// How many bytes the look-ahead has seen at least where it chooses `alternative`: these belong to it.
std::size_t ValueEmitter::known_of(const Decision& decision, int alternative) const {
  if (!hot()) return 0;
  std::vector<std::size_t> depth(decision.states.size(), SIZE_MAX);
  std::deque<std::size_t> todo{0};
  depth[0] = 0;
  std::size_t known = SIZE_MAX;
  while (!todo.empty()) {
    const std::size_t at = todo.front();
    todo.pop_front();
    const Decision::State& state = decision.states[at];
    if (state.at_end == alternative) known = std::min(known, depth[at]);
    for (int b = 0; b < 256; ++b) {
      if (state.chosen[b] == alternative) known = std::min(known, depth[at] + 1);
      if (state.chosen[b] != Decision::undecided) continue;
      const auto next = static_cast<std::size_t>(state.next[b]);
      if (depth[next] != SIZE_MAX) continue;
      depth[next] = depth[at] + 1;
      todo.push_back(next);
    }
  }
  return known == SIZE_MAX ? 0 : known;
}

// Emits `n`, of whose bytes the first `known` are known to match as far as they stand one by one.
void ValueEmitter::behind(std::ostream& out, const Node& n, std::size_t known, Continuation rest, int depth) {
  known = hot() ? std::min(known, lead_of(grammar_, n).count) : 0;
  if (known == 0) return node(out, n, rest, depth);
  switch (n.kind) {
    case Node::Kind::bytes:
      if (!n.label.empty()) out << pad(depth) << "c.leaf(n++, Label::" << n.label << ", p, p + 1);\n";
      out << pad(depth) << "++p;\n";
      return;
    case Node::Kind::sequence: {
      std::size_t i = 0;
      while (known != 0) {
        Continuation part_rest = rest;
        for (std::size_t j = n.parts.size(); j-- > i + 1;) part_rest = continuations_.then(n.parts[j], part_rest);
        const std::size_t taken = std::min(known, lead_of(grammar_, n.parts[i]).count);
        behind(out, n.parts[i], taken, part_rest, depth);
        known -= taken;
        ++i;
      }
      return sequence(out, n, i, rest, depth);
    }
    case Node::Kind::call: {
      const Rule& rule = grammar_.rule(n.rule);
      std::ostringstream inner;
      behind(inner, rule.body, known, rest, depth + !n.label.empty());
      return labelled(out, n, has_captures(rule), depth, inner.str());
    }
    case Node::Kind::choice:
    case Node::Kind::repeat:
      return node(out, n, rest, depth);
  }
}

// A call that tells the chosen alternative, or -1 and the fault.
std::string ValueEmitter::choose_by_tables(const Decision& decision) {
  StateTables tables(tests_);
  for (const Decision::State& state : decision.states) {
    std::map<int, ByteSet> targets;
    for (int b = 0; b < 256; ++b) {
      const auto byte = static_cast<std::size_t>(b);
      if (state.chosen[b] == Decision::undecided)
        targets[state.next[b]].set(byte);
      else if (state.chosen[b] != Decision::none)
        targets[~state.chosen[b]].set(byte);
    }
    tables.add(targets, state.at_end == Decision::none ? StateTables::no_end : state.at_end);
  }
  const std::string body = tables.text() + "  return choose(edges, states, p, fault);\n";
  const auto [it, fresh] = functions_by_body_.emplace(body, "choose_" + std::to_string(functions_by_body_.size()));
  if (fresh) functions_ << "int " << it->second << "(const char* p, const char*& fault) {\n" << body << "}\n\n";
  return it->second + "(p, fault)";
}

// Writes statements that jump to choice_NUMBER_I for the alternative I.
void ValueEmitter::choose(std::ostream& out, const Decision& decision, const std::vector<Continuation>& alternatives,
                          const std::string& number, int depth) {
  if (const std::vector<KeyWord> words = key_words_of(decision); !words.empty())
    return emit_key_words(out, words, static_cast<int>(alternatives.size()) - 1, tests_, number, depth);
  if (const auto pivot = find_pivot(continuations_, decision, alternatives)) {
    out << pad(depth) << "{\n"
        << pad(depth) << "  const char* q = p;\n"
        << pad(depth) << "  " << tests_.skip("q", pivot->run) << "\n"
        << pad(depth) << "  if (" << tests_.test("q", pivot->byte) << ") goto choice_" << number << "_0;\n"
        << pad(depth) << "  goto choice_" << number << "_1;\n"
        << pad(depth) << "}\n";
    return;
  }
  emit_look_ahead(out, decision, tests_, number, fail("q"), depth);
}

}  // namespace sipwright::gen
