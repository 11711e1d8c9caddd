// The meta-grammar as the generator was built with it: gen/meta/Meta.g4, written down by an earlier run.
#pragma once

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// Rules with their bodies and, of their annotations, the text of @error. Generated (gen/generated/meta_grammar.cpp).
Grammar meta_grammar();

}  // namespace sipwright::gen
