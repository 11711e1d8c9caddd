// Emits a machine as a switch: `sipwright/machines/NAME.hpp` in the runtime.
#pragma once

#include <vector>

#include "../generated_file.hpp"
#include "mutate.hpp"

namespace sipwright::gen::behaviour {

// With mutants: a header that takes the place of the runtime's below tests/mutants/generated/, in which the variable
// `selected_mutant` chooses one; 0: none.
GeneratedFile emit_machine(const Machine& machine, const std::vector<Mutant>& mutants = {});

}  // namespace sipwright::gen::behaviour
