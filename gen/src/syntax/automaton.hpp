// From rules to automata.
//
// A *continuation* is what is still to be matched: a stack of grammar nodes, shared and numbered, so that two
// places of the grammar that expect the same rest are one number. Its closure tells which byte may come next
// and what is to be matched after it. All the rest is made of closures: plain automata for rules without
// captures, and the look-ahead automata that tell alternatives apart.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// A deterministic automaton over bytes; state 0 is the start.
struct Automaton {
  static constexpr int dead = -1;
  struct State {
    std::array<int, 256> next;
    bool accepts = false;
  };
  std::vector<State> states;

  // The bytes that the start state takes.
  ByteSet first() const {
    ByteSet set;
    for (std::size_t b = 0; b < 256; ++b) set[b] = states[0].next[b] != dead;
    return set;
  }

  // Merges states that no input tells apart. The order of the states is that of a breadth-first walk.
  void minimise();
};

// A number for what is still to be matched; 0 is nothing.
using Continuation = int;

class Continuations {
 public:
  explicit Continuations(const Grammar& grammar);

  static constexpr Continuation nothing = 0;

  Continuation then(const Node& node, Continuation rest);    // `node`, then `rest`
  Continuation loop(const Node& repeat, Continuation rest);  // `repeat` once more or not at all, then `rest`

  struct Step {
    ByteSet bytes;
    Continuation next;
    bool opaque;  // what follows lies within a nested rule: look-ahead must not need it
  };
  struct Closure {
    std::vector<Step> steps;
    bool may_end = false;  // nothing more is needed
    ByteSet first() const;
  };
  const Closure& closure(Continuation continuation);

  // The automaton of a rule without captures; its @except is taken away.
  const Automaton& automaton(const Rule& rule);

 private:
  struct Cell {
    const Node* node;          // null: an automaton's state
    bool again;                // a repeat that has had its first turn
    const Automaton* machine;  // with @except
    int state;
    Continuation rest;
    auto key() const { return std::tuple(node, again, machine, state, rest); }
  };
  Continuation intern(const Cell& cell);
  void expand(Continuation continuation, Closure& into, std::set<Continuation>& seen);
  void expand_node(const Node& node, bool again, Continuation rest, Closure& into,
                   std::set<Continuation>& seen);
  Automaton determinise(Continuation start);

  const Grammar& grammar_;
  std::vector<Cell> cells_;
  std::map<std::tuple<const Node*, bool, const Automaton*, int, Continuation>, Continuation> numbers_;
  std::map<Continuation, Closure> closures_;
  std::map<std::string, std::unique_ptr<Automaton>> automata_;
};

// How one of several alternatives is chosen: the first (in the grammar's order) that the input leaves
// possible.
struct Decision {
  static constexpr int undecided = -1;
  static constexpr int none = -2;  // no alternative goes on
  struct State {
    std::array<int, 256> chosen;  // alternative, `undecided` or `none`
    std::array<int, 256> next;    // where undecided: the next state
    int at_end = none;            // alternative chosen where the value ends here
  };
  std::vector<State> states;  // one state: a single byte decides
  bool ambiguous = false;     // some input leaves two alternatives possible to its end; the first is taken

  ByteSet bytes_of(int alternative) const;  // of the first state
  bool can_choose(int alternative) const;
};

// Throws GrammarError where the alternatives cannot be told apart with finite memory.
Decision decide(Continuations& continuations, const std::vector<Continuation>& alternatives,
                const Place& place);

}  // namespace sipwright::gen
