// The table of header fields for readers of the grammar.
#pragma once

#include <string>

#include "generated_file.hpp"
#include "syntax/grammar.hpp"

namespace sipwright::gen {

// grammar/README.md with its table of every header field that the grammar names: start rule, rules of the parts,
// source, how often it may stand, and its case under tests/wire. `readme` is the file as it is: what stands between the
// two marks is replaced. Throws GrammarError where the marks are not there.
GeneratedFile emit_readme(const Grammar& grammar, const std::string& readme);

}  // namespace sipwright::gen
