// Emits a machine as a switch: `sipwright/machines/NAME.hpp` in the runtime.
#pragma once

#include "../generated_file.hpp"
#include "ir.hpp"

namespace sipwright::gen::behaviour {

GeneratedFile emit_machine(const Machine& machine);

}  // namespace sipwright::gen::behaviour
