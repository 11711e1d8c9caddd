// Automata as data, for the form of the parsers that has to be small rather than fast.
#pragma once

#include <map>
#include <string>

#include "syntax/emit_bytes.hpp"

namespace sipwright::gen {

// Gathers the states of one automaton and writes them as two local arrays, `edges` and `states`, as
// runtime/src/core/kernel/exact.cpp walks them.
class StateTables {
 public:
  static constexpr int no_end = -1;

  explicit StateTables(ByteTests& tests) : tests_(tests) {}

  // A state: where its bytes lead (a state, or ~ALTERNATIVE where one is chosen), and what stands for "the text may end
  // here": any number but no_end.
  void add(const std::map<int, ByteSet>& targets, int at_end);

  std::string text() const;

 private:
  ByteTests& tests_;
  std::string edges_;
  std::string states_;
  int edge_count_ = 0;
};

}  // namespace sipwright::gen
