// The table of header fields for readers of the grammar.
#pragma once

#include "generated_file.hpp"
#include "syntax/grammar.hpp"

namespace sipwright::gen {

// grammar/HEADERS.md: every header field that the grammar names, with its rule, its source, how often it may stand, and
// its case under tests/wire.
GeneratedFile emit_readme(const Grammar& grammar);

}  // namespace sipwright::gen
