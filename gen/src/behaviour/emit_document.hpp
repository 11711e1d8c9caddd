// Emits a machine to read: `model/generated/NAME.md` (tables) and `NAME.dot` (diagram).
#pragma once

#include "../generated_file.hpp"
#include "ir.hpp"

namespace sipwright::gen::behaviour {

GeneratedFile emit_markdown(const Machine& machine);
GeneratedFile emit_diagram(const Machine& machine);

}  // namespace sipwright::gen::behaviour
