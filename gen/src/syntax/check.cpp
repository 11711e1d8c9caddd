// What the generator refuses before it emits anything.
#include <functional>
#include <set>

#include "syntax/demands.hpp"
#include "syntax/grammar.hpp"

namespace sipwright::gen {
namespace {

void visit(const Node& node, const std::function<void(const Node&)>& see) {
  see(node);
  for (const Node& part : node.parts) visit(part, see);
}

bool nullable(const Grammar& grammar, const Node& node, std::set<std::string>& open) {
  switch (node.kind) {
    case Node::Kind::bytes:
      return false;
    case Node::Kind::sequence:
      for (const Node& part : node.parts)
        if (!nullable(grammar, part, open)) return false;
      return true;
    case Node::Kind::choice:
      for (const Node& part : node.parts)
        if (nullable(grammar, part, open)) return true;
      return false;
    case Node::Kind::repeat:
      return node.at_least == 0 || nullable(grammar, node.parts[0], open);
    case Node::Kind::call: {
      if (!open.insert(node.rule).second) return false;
      const bool result = nullable(grammar, grammar.rule(node.rule).body, open);
      open.erase(node.rule);
      return result;
    }
  }
  return false;
}

// The rules that the first level of the parser is made of.
void check_first_level(const Grammar& grammar) {
  for (const char* name : {"startLine", "messageHeader", "token", "hcolon", "extensionValue"})
    if (!grammar.index.count(name))
      throw GrammarError(grammar.rules.empty() ? Place{"", 1} : grammar.rules.back().place,
                         std::string("rule '") + name + "' is missing: every message is cut by it");
}

// Of a label that stands for one thing, ANTLR keeps only the last.
void check_labels_in_loops(const Node& node, bool in_loop) {
  if (in_loop && !node.label.empty() && !node.is_list)
    throw GrammarError(node.place,
                       "label '" + node.label + "' stands in a loop: write '" + node.label + "+='");
  for (const Node& part : node.parts)
    check_labels_in_loops(part, in_loop || (node.kind == Node::Kind::repeat && node.unbounded));
}

void check_calls(const Grammar& grammar) {
  std::set<std::string> used = grammar.letters;
  for (const Rule& rule : grammar.rules) {
    if (!rule.notes.except.empty()) {
      if (!grammar.index.count(rule.notes.except))
        throw GrammarError(rule.place, "@except names '" + rule.notes.except + "', which is no rule");
      used.insert(rule.notes.except);
    }
    visit(rule.body, [&](const Node& node) {
      if (node.kind != Node::Kind::call) return;
      if (!grammar.index.count(node.rule))
        throw GrammarError(node.place, "rule '" + node.rule + "' is not defined");
      used.insert(node.rule);
    });
  }
  for (const Rule& rule : grammar.rules) {
    const bool is_start = !rule.notes.header.empty() || !rule.notes.start.empty() ||
                          rule.name == "messageHead" || rule.name == "extensionValue";
    if (!is_start && !used.count(rule.name))
      throw GrammarError(rule.place,
                         "rule '" + rule.name + "' is used by no other: remove it, or give it @header");
  }
}

void check_recursion(const Grammar& grammar) {
  std::set<std::string> done, open;
  const std::function<void(const Rule&)> descend = [&](const Rule& rule) {
    if (done.count(rule.name)) return;
    open.insert(rule.name);
    visit(rule.body, [&](const Node& node) {
      if (node.kind != Node::Kind::call) return;
      if (node.rule == rule.name && rule.notes.nested) return;
      if (open.count(node.rule))
        throw GrammarError(
            node.place,
            "rule '" + node.rule + "' calls itself: only a rule with @nested may, between its brackets");
      descend(grammar.rule(node.rule));
    });
    open.erase(rule.name);
    done.insert(rule.name);
  };
  for (const Rule& rule : grammar.rules) descend(rule);
}

void check_loops(const Grammar& grammar) {
  for (const Rule& rule : grammar.rules)
    visit(rule.body, [&](const Node& node) {
      if (node.kind == Node::Kind::repeat && is_nullable(grammar, node.parts[0]))
        throw GrammarError(node.place, "what is repeated here can be empty: the loop would not end");
    });
}

void check_annotations(const Grammar& grammar) {
  std::map<std::string, const Rule*> names;
  std::set<std::string> errors, refusals;
  for (const Rule& rule : grammar.rules) {
    const Annotations& notes = rule.notes;
    for (const Objection& error : notes.errors)
      if (!errors.insert(error.name).second)
        throw GrammarError(error.place, "@error " + error.name + " stands twice");
    for (const Objection& refusal : notes.refusals)
      if (!refusals.insert(refusal.name).second)
        throw GrammarError(refusal.place, "@refuse " + refusal.name + " stands twice");
    if (!notes.header.empty()) {
      if (notes.single + notes.list + notes.rows != 1)
        throw GrammarError(rule.place,
                           "@header \"" + notes.header + "\" needs exactly one of @single, @list, @rows");
      if (is_nullable(grammar, rule.body) != notes.empty)
        throw GrammarError(rule.place, notes.empty
                                           ? "@empty, but the rule does not derive the empty value"
                                           : "the rule derives the empty value: say @empty, or change it");
      for (const std::string& name : {notes.header, notes.compact}) {
        if (name.empty()) continue;
        if (!names.emplace(name, &rule).second)
          throw GrammarError(rule.place, "the name \"" + name + "\" belongs to two header fields");
      }
    }
    for (const auto& [label, text] : notes.defaults) {
      bool found = false;
      visit(rule.body, [&, name = label](const Node& node) { found = found || node.label == name; });
      if (!found) throw GrammarError(rule.place, "@default names '" + label + "', which is no label of the rule");
    }
    if (notes.nested) {
      const bool shape = rule.body.kind == Node::Kind::sequence && rule.body.parts.size() == 3 &&
                         rule.body.parts[0].kind == Node::Kind::bytes &&
                         rule.body.parts[1].kind == Node::Kind::repeat && rule.body.parts[1].unbounded &&
                         rule.body.parts[1].at_least == 0 && rule.body.parts[2].kind == Node::Kind::bytes;
      if (!shape) throw GrammarError(rule.place, "@nested needs the form: OPEN ( ... )* CLOSE");
    }
    visit(rule.body, [&](const Node& node) {
      if (node.label.empty()) return;
      if (node.kind != Node::Kind::call && node.kind != Node::Kind::bytes)
        throw GrammarError(
            node.place, "label '" + node.label + "' stands before a group: give the group a rule of its own");
      if (grammar.index.count(node.label))
        throw GrammarError(node.place, "label '" + node.label +
                                           "' is also the name of a rule: ANTLR takes only one of them");
    });
  }
}

}  // namespace

bool is_nullable(const Grammar& grammar, const Node& node) {
  std::set<std::string> open;
  return nullable(grammar, node, open);
}

void check_grammar(const Grammar& grammar) {
  check_calls(grammar);
  check_recursion(grammar);
  check_loops(grammar);
  check_annotations(grammar);
  check_first_level(grammar);
  check_demands(grammar);
  for (const Rule& rule : grammar.rules) check_labels_in_loops(rule.body, false);
}

}  // namespace sipwright::gen
