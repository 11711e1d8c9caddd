// How a value is written: the reverse of a rule.
//
// A rule with labels, read backwards, says how the parts that its labels name are joined: separators and keywords have
// one canonical spelling, optional blanks are left out, and of what may be repeated as much is written as parts are
// given. Where a rule has text that is neither fixed nor labelled, it cannot be written from parts, only whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

struct Part {
  enum class Kind {
    text,    // octets as they are
    quoted,  // text, put in quotes where the rule does not derive it
    number,
    flag,      // there or not: its text is fixed
    structure  // has parts of its own
  };
  std::string label;
  Kind kind = Kind::text;
  const Rule* rule = nullptr;  // null: a set of octets
  bool list = false;
  bool may_be_empty = false;
  std::string fixed;      // of a flag, and of text that has a @default
  bool in_loop = false;   // stands in a loop, with others: written once
};

struct Shape {
  enum class Kind { fixed, part, sequence, choice, optional, loop };
  Kind kind = Kind::sequence;
  std::string text;           // fixed
  std::string label;          // part
  bool first_always = false;  // loop: at least once
  std::vector<Shape> parts;
};

// What a rule comes to when it is written: its parts, in the order in which they are met, and their shape. Without a
// shape it can only be written whole.
struct Form {
  const Rule* rule = nullptr;
  std::vector<Part> parts;
  std::optional<Shape> shape;
};

// The only spelling of what `node` derives, but for the case of letters (then the lower one) and for optional blanks
// (then none); nothing where there are several. @write overrides.
std::optional<std::string> fixed_text(const Grammar& grammar, const Node& node);

bool has_labels(const Grammar& grammar, const Node& node);

// The labels of a shape, each once.
std::vector<std::string> labels_of(const Shape& shape);

// `rule` has labels.
Form form_of(const Grammar& grammar, const Rule& rule);

}  // namespace sipwright::gen
