// Emits the choice between alternatives that one byte does not decide.
#pragma once

#include <ostream>
#include <string>

#include "syntax/automaton.hpp"
#include "syntax/emit_bytes.hpp"

namespace sipwright::gen {

// The indentation of generated code.
std::string pad(int depth);

// Writes statements that look ahead from `p` and jump to the label choice_NUMBER_I of the alternative I that they
// choose. Where no alternative goes on they run the statement `fail`.
void emit_look_ahead(std::ostream& out, const Decision& decision, ByteTests& tests, const std::string& number,
                     const std::string& fail, int depth);

}  // namespace sipwright::gen
