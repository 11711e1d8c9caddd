// The grammar as a program for a machine that follows every derivation at once (runtime/src/core/rule_machine.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

struct RuleProgram {
  // `argument` of octet: number of a set; of call: number of a rule; of fork and jump: number of a step.
  struct Step {
    enum class Kind { octet, call, fork, jump, done };
    Kind kind;
    std::size_t argument;
  };
  struct Entry {
    const Rule* rule;
    std::size_t first = 0;  // its first step
    std::size_t again = 0;  // of a @nested rule: the step behind its call of itself
  };

  std::vector<Step> steps;
  std::vector<ByteSet> sets;
  std::vector<Entry> rules;  // more than a set of octets, or named by an @except; in the order of the grammar
  std::map<std::string, std::size_t> number;  // of a rule in `rules`
  std::size_t depth = 0;                      // the longest chain of calls, a @nested rule's of itself apart
};

// `grammar` has passed check_grammar and must outlive the program. Throws GrammarError for an @except within an @except
// and a @nested rule within another, which the machine does not follow.
RuleProgram make_rule_program(const Grammar& grammar);

}  // namespace sipwright::gen
