#include "syntax/demands.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "syntax/recogniser.hpp"

namespace sipwright::gen {
namespace {

// The captures that `node` shows without another in between.
void shown(const Grammar& grammar, const Node& node, const std::function<void(const Node&)>& see) {
  if (!node.label.empty()) return see(node);
  if (node.kind == Node::Kind::call) {
    const Rule& rule = grammar.rule(node.rule);
    if (!rule.notes.nested) shown(grammar, rule.body, see);
  }
  for (const Node& part : node.parts) shown(grammar, part, see);
}

bool shows_any(const Grammar& grammar, const Node& node) {
  bool any = false;
  shown(grammar, node, [&](const Node&) { any = true; });
  return any;
}

bool always(const Grammar& grammar, const Node& node, const std::string& label) {
  if (!node.label.empty()) return node.label == label;
  const auto in = [&](const Node& part) { return always(grammar, part, label); };
  switch (node.kind) {
    case Node::Kind::bytes:
      return false;
    case Node::Kind::sequence:
      return std::any_of(node.parts.begin(), node.parts.end(), in);
    case Node::Kind::choice:
      return std::all_of(node.parts.begin(), node.parts.end(), in);
    case Node::Kind::repeat:
      return node.at_least == 1 && in(node.parts[0]);
    case Node::Kind::call: {
      const Rule& rule = grammar.rule(node.rule);
      return !rule.notes.nested && in(rule.body);
    }
  }
  return false;
}

// Appends what stands before the label; true where it was found, nothing where that depends on the text.
std::optional<bool> before(const Grammar& grammar, const Node& node, const std::string& label,
                           std::vector<const Node*>& found) {
  if (node.label == label) return true;
  if (!node.label.empty()) {
    found.push_back(&node);
    return false;
  }
  if (!shows_any(grammar, node)) return false;
  if (node.kind == Node::Kind::call) return before(grammar, grammar.rule(node.rule).body, label, found);
  if (node.kind != Node::Kind::sequence) return std::nullopt;
  for (const Node& part : node.parts) {
    const std::optional<bool> here = before(grammar, part, label, found);
    if (!here || *here) return here;
  }
  return false;
}

std::string joined(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& label : path) text += (text.empty() ? "" : "/") + label;
  return text;
}

std::string name_of(Demand::Kind kind) {
  static const char* const names[] = {"@only", "@without", "@agree", "@counts"};
  return names[static_cast<int>(kind)];
}

class Check {
 public:
  explicit Check(const Grammar& grammar) : grammar_(grammar) {}

  void run() {
    refusals();
    for (const Rule& rule : grammar_.rules) {
      rows(rule);
      for (const Demand& demand : rule.notes.demands) this->demand(rule, demand);
    }
    for (const Objection* refusal : all_refusals(grammar_))
      if (refusal->where.empty() && demands_of(grammar_, *refusal).empty())
        throw GrammarError(refusal->place, "@refuse " + refusal->name +
                                               " is never said: no annotation ends with 'else " + refusal->name + "'");
  }

 private:
  void refusals() {
    for (const Objection* refusal : all_refusals(grammar_)) {
      named_.insert(refusal->name);
      if (!refusal->where.empty() && !where_.insert(refusal->where).second)
        throw GrammarError(refusal->place, "'where " + refusal->where + "' stands behind two @refuse");
    }
  }

  // What is said of rows and numbers, and by which refusal.
  void rows(const Rule& rule) const {
    const Annotations& notes = rule.notes;
    const bool mandatory = notes.mandatory_in_request || notes.mandatory_in_response;
    if (notes.header.empty() && (mandatory || notes.single))
      throw GrammarError(rule.place, std::string(mandatory ? "@mandatory" : "@single") +
                                         " without @header: only header fields have rows");
    const auto needs = [&](bool yes, const char* what) {
      if (yes && !where_.count(what))
        throw GrammarError(rule.place, "@" + std::string(what) + ", but no @refuse ends with 'where " + what + "'");
    };
    needs(mandatory, "mandatory");
    needs(notes.single, "single");
    needs(notes.max.has_value(), "type");
  }

  void demand(const Rule& rule, const Demand& demand) {
    const Annotations& notes = rule.notes;
    const auto refuse = [&](const std::string& text) {
      throw GrammarError(demand.place, name_of(demand.kind) + " " + joined(demand.path) + ": " + text);
    };
    if (!named_.count(demand.refusal)) refuse("'" + demand.refusal + "' is no @refuse");
    if (notes.start.empty() && notes.header.empty()) refuse("only a rule with @start or @header asks for that");
    if (!notes.header.empty() && !notes.single) refuse("it asks for @single: of several rows, which is meant?");
    const auto places = places_of(grammar_, rule, demand.path);
    if (places.empty()) refuse("the rule has no such label");
    switch (demand.kind) {
      case Demand::Kind::only:
        for (const std::string& word : demand.words)
          if (std::none_of(places.begin(), places.end(), [&](const Node* place) { return derives(*place, word); }))
            refuse("no text there is \"" + word + "\"");
        break;
      case Demand::Kind::without:
        if (is_always_there(grammar_, rule, demand.path)) refuse("it is always there: every message would be refused");
        break;
      case Demand::Kind::agree: {
        const Rule* const other = start_rule(grammar_, demand.start);
        if (other == nullptr) refuse("\"" + demand.start + "\" is no rule's @start");
        if (places_of(grammar_, *other, demand.other).empty())
          refuse("\"" + demand.start + "\" has no label " + joined(demand.other));
        break;
      }
      case Demand::Kind::counts:
        for (const Node* place : places)
          if (place->kind != Node::Kind::call || !grammar_.rule(place->rule).notes.max) refuse("it has no @type");
        if (!counts_.empty()) refuse("the body is counted by \"" + counts_ + "\" already");
        counts_ = notes.header;
        if (counts_.empty()) refuse("only a header field counts the body");
        break;
    }
    for (const Demand& other : notes.demands)
      if (&other != &demand && other.kind == demand.kind && other.path == demand.path)
        refuse("stands twice in one rule");
  }

  bool derives(const Node& place, const std::string& word) const {
    if (place.kind == Node::Kind::call) return Recogniser(grammar_).derives(place.rule, word);
    return word.size() == 1 && place.bytes.test(static_cast<unsigned char>(word[0]));
  }

  const Grammar& grammar_;
  std::set<std::string> named_, where_;
  std::string counts_;
};

}  // namespace

std::vector<const Objection*> all_refusals(const Grammar& grammar) {
  std::vector<const Objection*> all;
  for (const Rule& rule : grammar.rules)
    for (const Objection& refusal : rule.notes.refusals) all.push_back(&refusal);
  return all;
}

std::vector<Demanded> demands_of(const Grammar& grammar, const Objection& refusal) {
  std::vector<Demanded> found;
  for (const Rule& rule : grammar.rules)
    for (const Demand& demand : rule.notes.demands)
      if (demand.refusal == refusal.name) found.push_back({&rule, &demand});
  return found;
}

const Rule* start_rule(const Grammar& grammar, const std::string& start) {
  for (const Rule& rule : grammar.rules)
    if (rule.notes.start == start) return &rule;
  return nullptr;
}

std::vector<const Node*> places_of(const Grammar& grammar, const Rule& rule, const std::vector<std::string>& path) {
  std::vector<const Node*> bodies{&rule.body}, places;
  for (const std::string& label : path) {
    places.clear();
    for (const Node* body : bodies)
      shown(grammar, *body, [&](const Node& node) {
        if (node.label == label) places.push_back(&node);
      });
    bodies.clear();
    for (const Node* place : places)
      if (place->kind == Node::Kind::call) bodies.push_back(&grammar.rule(place->rule).body);
  }
  return places;
}

bool is_always_there(const Grammar& grammar, const Rule& rule, const std::vector<std::string>& path) {
  std::vector<const Node*> bodies{&rule.body};
  for (const std::string& label : path) {
    std::vector<const Node*> inner;
    for (const Node* body : bodies) {
      if (!always(grammar, *body, label)) return false;
      shown(grammar, *body, [&](const Node& node) {
        if (node.label == label && node.kind == Node::Kind::call) inner.push_back(&grammar.rule(node.rule).body);
      });
    }
    bodies = inner;
  }
  return true;
}

std::optional<std::vector<const Node*>> captures_before(const Grammar& grammar, const Rule& rule,
                                                        const std::string& label) {
  std::vector<const Node*> found;
  const std::optional<bool> there = before(grammar, rule.body, label, found);
  return there && *there ? std::optional(found) : std::nullopt;
}

bool has_captures_within(const Grammar& grammar, const Node& capture) {
  return capture.kind == Node::Kind::call && shows_any(grammar, grammar.rule(capture.rule).body);
}

void check_demands(const Grammar& grammar) { Check(grammar).run(); }

}  // namespace sipwright::gen
