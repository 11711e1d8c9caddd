// What the annotations of a rule mean. Their form is in Meta.g4: an at sign, a name, and words or texts in quotes.
#pragma once

#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

struct Annotation {
  struct Argument {
    std::string text;
    bool quoted = false;
  };
  Place place;
  std::string tag;
  std::vector<Argument> arguments;  // and the prose behind it
};

// Throws GrammarError for an annotation that is not known, or lacks what it needs.
Annotations read_annotations(const std::vector<Annotation>& all);

}  // namespace sipwright::gen
