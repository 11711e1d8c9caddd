#include "syntax/shape.hpp"

#include <algorithm>
#include <map>

namespace sipwright::gen {
namespace {

// One octet, one letter in both cases, or blanks.
std::optional<char> fixed_octet(const ByteSet& set) {
  std::optional<char> found;
  for (int b = 0; b < 256; ++b) {
    if (!set.test(static_cast<std::size_t>(b))) continue;
    const bool lower_case_of_found = found && *found >= 'A' && *found <= 'Z' && b == *found + 32;
    if (found && !lower_case_of_found) return std::nullopt;
    found = static_cast<char>(b);
  }
  return found;
}

bool derives_empty(const Grammar& grammar, const Rule* rule) {
  return rule != nullptr && is_nullable(grammar, rule->body);
}

// Whether one of the alternatives is a quoted string.
bool may_be_quoted(const Grammar& grammar, const Rule& rule) {
  if (rule.notes.quotes) return true;
  if (rule.body.kind != Node::Kind::choice) return false;
  return std::any_of(rule.body.parts.begin(), rule.body.parts.end(), [&](const Node& part) {
    return part.kind == Node::Kind::call && part.label.empty() && grammar.rule(part.rule).notes.quotes;
  });
}

// Sequences within sequences become one, and texts side by side as well.
void join_texts(Shape& shape) {
  std::vector<Shape> flat;
  const auto add = [&](Shape&& part) {
    const bool text = part.kind == Shape::Kind::fixed;
    if (text && shape.kind == Shape::Kind::sequence && !flat.empty() && flat.back().kind == Shape::Kind::fixed)
      flat.back().text += part.text;
    else if (!text || !part.text.empty())
      flat.push_back(std::move(part));
  };
  for (Shape& part : shape.parts) {
    join_texts(part);
    if (part.kind != Shape::Kind::sequence || shape.kind != Shape::Kind::sequence) {
      add(std::move(part));
      continue;
    }
    for (Shape& inner : part.parts) add(std::move(inner));
  }
  shape.parts = std::move(flat);
}

class FormMaker {
 public:
  FormMaker(const Grammar& grammar, const Rule& rule) : grammar_(grammar) { form_.rule = &rule; }

  Form run() {
    form_.shape = shape(form_.rule->body, *form_.rule);
    if (form_.shape) join_texts(*form_.shape);
    if (form_.shape) collect(*form_.shape, false);
    return std::move(form_);
  }

 private:
  Part part_of(const Node& node, const Rule& around) {
    Part part;
    part.label = node.label;
    part.list = node.is_list;
    const Rule* const rule = node.kind == Node::Kind::call ? &grammar_.rule(node.rule) : nullptr;
    part.rule = rule;
    part.may_be_empty = derives_empty(grammar_, rule);
    if (const auto text = fixed_text(grammar_, node); text && !text->empty()) {
      part.kind = Part::Kind::flag;
      part.fixed = *text;
    } else if (rule == nullptr) {
      part.kind = Part::Kind::text;
    } else if (rule->notes.max) {
      part.kind = Part::Kind::number;
    } else if (has_labels(grammar_, rule->body)) {
      part.kind = Part::Kind::structure;
    } else if (may_be_quoted(grammar_, *rule)) {
      part.kind = Part::Kind::quoted;
    }
    if (const auto found = around.notes.defaults.find(part.label); found != around.notes.defaults.end())
      part.fixed = found->second;
    return part;
  }

  // Without a value: the node has text that no label names.
  std::optional<Shape> shape(const Node& node, const Rule& around) {
    if (!node.label.empty()) {
      remember(part_of(node, around));
      Shape part;
      part.kind = Shape::Kind::part;
      part.label = node.label;
      return part;
    }
    if (!has_labels(grammar_, node)) {
      const auto text = fixed_text(grammar_, node);
      const bool may_be_left_out = node.kind == Node::Kind::repeat && node.at_least == 0;
      if (!text) return may_be_left_out ? std::optional<Shape>(Shape()) : std::nullopt;
      Shape fixed;
      fixed.kind = Shape::Kind::fixed;
      fixed.text = *text;
      return fixed;
    }
    Shape result;
    switch (node.kind) {
      case Node::Kind::bytes:
        return std::nullopt;
      case Node::Kind::call: {
        const Rule& rule = grammar_.rule(node.rule);
        return rule.notes.nested ? std::nullopt : shape(rule.body, rule);
      }
      case Node::Kind::sequence:
        for (const Node& part : node.parts) {
          auto inner = shape(part, around);
          if (!inner) return std::nullopt;
          result.parts.push_back(std::move(*inner));
        }
        return result;
      case Node::Kind::choice:
        return choice(node, around);
      case Node::Kind::repeat: {
        auto inner = shape(node.parts[0], around);
        if (!inner) return node.at_least == 0 ? std::optional(result) : std::nullopt;
        result.kind = node.unbounded ? Shape::Kind::loop : Shape::Kind::optional;
        result.first_always = node.at_least == 1;
        result.parts.push_back(std::move(*inner));
        return result;
      }
    }
    return std::nullopt;
  }

  // An alternative whose labels an earlier one has as well would never be chosen.
  std::optional<Shape> choice(const Node& node, const Rule& around) {
    Shape result;
    result.kind = Shape::Kind::choice;
    for (const Node& part : node.parts) {
      const auto parts_before = parts_;
      auto inner = shape(part, around);
      const std::vector<std::string> labels = inner ? labels_of(*inner) : std::vector<std::string>();
      const bool covered = std::any_of(result.parts.begin(), result.parts.end(), [&](const Shape& before) {
        const auto known = labels_of(before);
        return std::all_of(labels.begin(), labels.end(), [&](const std::string& label) {
          return std::find(known.begin(), known.end(), label) != known.end();
        });
      });
      if (!inner || covered)
        parts_ = parts_before;
      else
        result.parts.push_back(std::move(*inner));
    }
    if (result.parts.empty()) return std::nullopt;
    if (result.parts.size() > 1) return result;
    return std::optional(std::move(result.parts.front()));
  }

  // The same label twice with different forms: then it is text, given as it stands.
  void remember(const Part& part) {
    const auto [it, fresh] = parts_.emplace(part.label, part);
    if (fresh) return;
    Part& known = it->second;
    known.list = known.list || part.list;
    if (known.rule == part.rule || known.kind == part.kind) {
      const bool same_structure = known.kind != Part::Kind::structure || known.rule == part.rule;
      if (same_structure) return;
    }
    known.kind = Part::Kind::text;
    known.rule = nullptr;
  }

  void collect(const Shape& shape, bool in_loop) {
    if (shape.kind == Shape::Kind::part) {
      Part& part = parts_.at(shape.label);
      part.in_loop = part.in_loop || in_loop;
      const auto same = [&](const Part& one) { return one.label == shape.label; };
      const auto found = std::find_if(form_.parts.begin(), form_.parts.end(), same);
      if (found == form_.parts.end())
        form_.parts.push_back(part);
      else
        found->in_loop = part.in_loop;
    }
    for (const Shape& part : shape.parts) collect(part, in_loop || shape.kind == Shape::Kind::loop);
  }

  const Grammar& grammar_;
  Form form_;
  std::map<std::string, Part> parts_;
};

void add_labels(const Shape& shape, std::vector<std::string>& labels) {
  if (shape.kind == Shape::Kind::part && std::find(labels.begin(), labels.end(), shape.label) == labels.end())
    labels.push_back(shape.label);
  for (const Shape& part : shape.parts) add_labels(part, labels);
}

}  // namespace

std::optional<std::string> fixed_text(const Grammar& grammar, const Node& node) {
  switch (node.kind) {
    case Node::Kind::bytes:
      if (const auto octet = fixed_octet(node.bytes)) return std::string(1, *octet);
      return std::nullopt;
    case Node::Kind::call: {
      const Rule& rule = grammar.rule(node.rule);
      if (!rule.notes.write.empty()) return rule.notes.write;
      return rule.notes.nested ? std::nullopt : fixed_text(grammar, rule.body);
    }
    case Node::Kind::sequence: {
      std::string text;
      for (const Node& part : node.parts) {
        const auto inner = fixed_text(grammar, part);
        if (!inner) return std::nullopt;
        text += *inner;
      }
      return text;
    }
    case Node::Kind::choice:
      return std::nullopt;
    case Node::Kind::repeat:
      if (const auto once = fixed_text(grammar, node.parts[0])) {
        if (node.at_least == 1) return once;
        if (once->find_first_not_of(" \t\r\n") == std::string::npos) return "";
      }
      return std::nullopt;
  }
  return std::nullopt;
}

bool has_labels(const Grammar& grammar, const Node& node) {
  if (!node.label.empty()) return true;
  if (node.kind == Node::Kind::call)
    return !grammar.rule(node.rule).notes.nested && has_labels(grammar, grammar.rule(node.rule).body);
  return std::any_of(node.parts.begin(), node.parts.end(), [&](const Node& part) { return has_labels(grammar, part); });
}

std::vector<std::string> labels_of(const Shape& shape) {
  std::vector<std::string> labels;
  add_labels(shape, labels);
  return labels;
}

Form form_of(const Grammar& grammar, const Rule& rule) {
  return FormMaker(grammar, rule).run();
}

}  // namespace sipwright::gen
