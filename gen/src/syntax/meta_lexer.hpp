// The words of a .g4 file.
#pragma once

#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

struct MetaToken {
  enum class Kind { word, literal, set, doc, punctuation, end };
  Kind kind = Kind::end;
  std::string text;  // literal and set: without their quotes and brackets, escapes still in place
  int line = 0;
};

// Cuts a .g4 text into words; plain comments are dropped, doc comments kept. Throws GrammarError.
std::vector<MetaToken> cut_grammar(const std::string& text, const std::string& file);

// The bytes that the inside of a literal or of a [set] names. Throws GrammarError.
ByteSet bytes_of_set(const std::string& inside, const Place& place, bool ranges);

}  // namespace sipwright::gen
