// Emits what the reference parser needs beside the code that ANTLR writes: a wrapper grammar and tables.
#pragma once

#include <vector>

#include "generated_file.hpp"
#include "syntax/grammar.hpp"

namespace sipwright::gen {

// Two files for tests/kit/oracle/generated, without the banner that every generated file gets from its
// caller:
//
//   SipReference.g4  imports the grammar and gives each rule that is asked alone a start rule that ends with
//   EOF.
//                    Without it ANTLR would take a prefix of the input for an answer.
//   walker.cpp       which child of which context stands under which label, and what the annotations say of a
//   rule.
//                    ANTLR keeps labels as members of generated classes and ignores annotations.
//
// `grammar` has passed check_grammar.
std::vector<GeneratedFile> emit_oracle(const Grammar& grammar);

}  // namespace sipwright::gen
