// Reads a text by a grammar, and keeps what the labels name.
//
// It takes the first alternative that fits and repeats as often as it can, without a second thought: enough for texts
// whose grammar is written for it, as Meta.g4 is. Any grammar will do; @except and @type are not looked at.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// What one label names, with what labels name within it.
struct Labelled {
  std::string label;  // empty for the whole text
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<Labelled> parts;

  // The first part of that label, or null; and all of them, in the order of the text.
  const Labelled* find(std::string_view name) const;
  std::vector<const Labelled*> all(std::string_view name) const;
};

// `text` is not derived: where it stops making sense, and the rules around all ways to go on there, the innermost last,
// each with the place where it begins.
struct Underivable : std::runtime_error {
  struct Open {
    const Rule* rule;
    std::size_t begin;
    bool operator==(const Open& other) const { return rule == other.rule && begin == other.begin; }
  };
  std::size_t offset;
  std::vector<Open> open;
  Underivable(std::size_t at, std::vector<Open> around)
      : std::runtime_error("the text is not derived"), offset(at), open(std::move(around)) {}
};

// All of `text` by `rule`. Throws Underivable.
Labelled derive(const Grammar& grammar, const std::string& rule, std::string_view text);

}  // namespace sipwright::gen
