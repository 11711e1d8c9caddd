// What is allowed in a grammar but is seldom meant: places where the grammar derives the same octets in two ways, and
// names that an @except takes away although nothing else takes them.
#pragma once

#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// One complaint. `key` names it without line numbers, for the allow-list: "ambiguity RULE", "name RULE WORD".
struct Complaint {
  Place place;
  std::string key;
  std::string text;
};

// All that the grammar's start rules lead to, each complaint once.
std::vector<Complaint> lint_grammar(const Grammar& grammar);

// Compares complaints with an allow-list: lines "KEY: REASON"; empty lines and lines that begin with `#` say nothing.
// Returns one line of text for each complaint that is not allowed, and for each line that allows what is not there or
// gives no reason. `shown_as`: the path of the list in these texts.
std::vector<std::string> compare_with_allowed(const std::vector<Complaint>& complaints, const std::string& allowed,
                                              const std::string& shown_as);

}  // namespace sipwright::gen
