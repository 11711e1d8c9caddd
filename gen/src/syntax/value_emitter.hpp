// Writes the value parsers as direct code, in two forms from the same grammar.
//
// The *hot* form says yes or no and gathers captures. It may choose an alternative by less than the grammar
// says, as long as a valid value leads to the same choice: what it chose has to match all the same.
// The *exact* form is run behind a no. It gathers nothing, and knows the octet with which no valid value goes on.
//
// In both, a rule without captures becomes a scanner (its minimised automaton) where its end can be told; every
// other rule becomes a function that follows its structure. Functions that come out alike are one function.
#pragma once

#include <deque>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "syntax/automaton.hpp"
#include "syntax/emit.hpp"
#include "syntax/emit_bytes.hpp"

namespace sipwright::gen {

enum class Form { hot, exact };

class ValueEmitter {
 public:
  // `tests` is shared by the forms: they use the same tables of bytes.
  ValueEmitter(const Grammar& grammar, ByteTests& tests, Form form)
      : grammar_(grammar), tests_(tests), form_(form), continuations_(grammar) {}

  // The text of all functions, down to parse_header_value() and parse_start_line().
  std::string run();

  // The most captures that any value makes without going round a loop: a loop asks for room at each turn.
  std::size_t captures_between_checks() const { return captures_between_checks_; }

 private:
  bool hot() const { return form_ == Form::hot; }
  bool has_captures(const Rule& rule);
  bool has_captures(const Node& node);
  bool is_separable(const Rule& rule, Continuation rest);
  std::size_t captures_of(const Node& node);

  // value_emitter.cpp: functions, nodes, calls.
  std::string define(const std::string& name, const std::string& body);
  std::string function(const Rule& rule, Continuation rest);
  void node(std::ostream& out, const Node& node, Continuation rest, int depth);
  void sequence(std::ostream& out, const Node& node, std::size_t from, Continuation rest, int depth);
  void call(std::ostream& out, const Node& node, Continuation rest, int depth);
  void labelled(std::ostream& out, const Node& node, bool composite, int depth, const std::string& inner);
  void repeat(std::ostream& out, const Node& node, Continuation rest, int depth);
  ByteSet single_bytes_of(const Node& node);
  std::string value_function(const Rule& rule);
  std::string fail(const std::string& at) const;
  std::string signature(const std::string& name) const;

  // value_scanner.cpp: rules without captures, and nested ones.
  std::string scanner(const Rule& rule);
  std::string scan_apart(const Rule& rule, Node& rest);
  std::string scanner_code(const Automaton& automaton);
  std::string scanner_tables(const Automaton& automaton);
  std::string nested_scanner(const Rule& rule);

  // value_choice.cpp: which alternative, and what need not be read again once it is chosen.
  void choice(std::ostream& out, const Node& node, Continuation rest, int depth);
  std::string choose_by_tables(const Decision& decision);
  void choose(std::ostream& out, const Decision& decision, const std::vector<Continuation>& alternatives,
              const std::string& number, int depth);
  std::size_t known_of(const Decision& decision, int alternative) const;
  void behind(std::ostream& out, const Node& node, std::size_t known, Continuation rest, int depth);

  const Grammar& grammar_;
  ByteTests& tests_;
  Form form_;
  Continuations continuations_;
  std::map<std::string, bool> captures_;
  std::map<std::string, std::string> functions_by_body_;
  std::map<std::string, int> instances_;
  std::map<std::pair<const Rule*, Continuation>, std::string> made_;
  std::map<std::string, std::string> scanners_;  // by rule
  std::map<std::string, std::string> scanners_by_body_;
  std::deque<Rule> inner_rules_;  // continuations point into them
  std::ostringstream functions_;
  bool plain_ = false;  // the function being written has no captures: it takes and returns a place alone
  int look_aheads_ = 0;
  std::size_t captures_between_checks_ = 0;
};

}  // namespace sipwright::gen
