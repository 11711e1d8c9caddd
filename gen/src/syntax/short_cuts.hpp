// Cheaper ways to the same choice, for the form of the parsers that only has to be right where the value is valid.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "syntax/automaton.hpp"
#include "syntax/emit_bytes.hpp"

namespace sipwright::gen {

// A word, whose letters are of either case, and what must stand behind it, choose an alternative.
struct KeyWord {
  std::string word;  // letters in lower case
  int alternative;
  ByteSet behind;       // one of these ...
  bool at_end = false;  // ... or the end of the value
};

// The words that choose every alternative but the last, which is chosen by all that is none of them. Empty where the
// decision is not of that kind.
std::vector<KeyWord> key_words_of(const Decision& decision);

// Writes statements that jump to choice_NUMBER_I: words are compared eight characters at a time.
void emit_key_words(std::ostream& out, const std::vector<KeyWord>& words, int last, ByteTests& tests,
                    const std::string& number, int depth);

// Behind a run of bytes stands one byte where the first of two alternatives is meant, and never where the second is.
struct Pivot {
  ByteSet run;
  ByteSet byte;
};

std::optional<Pivot> find_pivot(Continuations& continuations, const Decision& decision,
                                const std::vector<Continuation>& alternatives);

}  // namespace sipwright::gen
