// Emits the choice between alternatives that one byte does not decide.
#pragma once

#include <ostream>
#include <string>

#include "syntax/automaton.hpp"
#include "syntax/emit_bytes.hpp"

namespace sipwright::gen {

// The indentation of generated code.
std::string pad(int depth);

// Writes statements that look ahead from `p` and leave the chosen alternative in a variable; returns its
// name. `count` tells the choices of one function apart. Where no alternative goes on, the statements fail at
// that byte.
std::string emit_look_ahead(std::ostream& out, const Decision& decision, ByteTests& tests, int count,
                            int depth);

}  // namespace sipwright::gen
