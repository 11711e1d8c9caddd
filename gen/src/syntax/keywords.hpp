// Choices between parameters: each but the last begins with a keyword, the last with any other token.
#pragma once

#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// The keywords of the alternatives, in order, where every alternative but the last begins with one and the
// last with a token that is none of them (@except); otherwise nothing.
std::vector<std::string> keywords_of(const Grammar& grammar, const Node& choice);

// A C++ condition that the token at `p` is `word`, given that it has its length: eight characters a
// comparison. All token characters that bit 5 does not tell apart are letters.
std::string word_test(const std::string& word);

}  // namespace sipwright::gen
