// Emits tests of one byte against a set.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// Gathers the sets that the code tests and lays them out in tables of bits: one look-up per test.
class ByteTests {
 public:
  // A C++ condition that holds where the byte at `pointer` is in `bytes` and is not the end of the value. The
  // CR that stands at the end is the only byte that has to be told from its like within the value.
  std::string test(const std::string& pointer, const ByteSet& bytes);

  // A statement that moves `pointer` over all bytes of `bytes` from there on; by vectors where that pays.
  std::string skip(const std::string& pointer, const ByteSet& bytes);

  // The same, byte by byte.
  std::string skip_slowly(const std::string& pointer, const ByteSet& bytes);

  // The tables that conditions and skips use.
  std::string tables() const;

  // The set's number: bit NUMBER % 64 of table NUMBER / 64.
  std::size_t number_of(const ByteSet& bytes);

 private:
  std::map<std::string, std::size_t> runs_;  // sets that are skipped by vectors, by the set written as bits
  std::vector<ByteSet> run_sets_;
  std::map<std::string, std::size_t> numbers_;  // by the set written as bits
  std::vector<ByteSet> sets_;
};

}  // namespace sipwright::gen
