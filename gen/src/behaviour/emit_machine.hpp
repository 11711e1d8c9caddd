// Emits a machine as a switch: `sipwright/machines/NAME.hpp` in the runtime.
#pragma once

#include <vector>

#include "../generated_file.hpp"
#include "mutate.hpp"

namespace sipwright::gen::behaviour {

// What the machine is driven with: states, events, memory, settings, how answers are classified, the rows as a list.
GeneratedFile emit_machine_words(const Machine& machine);

// With mutants: a header that takes the place of the runtime's below tests/mutants/generated/, in which the variable
// `selected_mutant` chooses one; 0: none.
GeneratedFile emit_machine(const Machine& machine, const std::vector<Mutant>& mutants = {});

}  // namespace sipwright::gen::behaviour
