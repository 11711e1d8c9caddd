// The tables as Promela, for proofs with SPIN (model/proofs/).
#pragma once

#include <vector>

#include "../generated_file.hpp"
#include "mutate.hpp"

namespace sipwright::gen::behaviour {

// Two files: the machine's words, memory and named steps (NAME.pml), and its rows (NAME_rows.pml), which a proof
// includes where an event is taken. With mutants, few at a time: the same files, changed by the variable `mutant`.
std::vector<GeneratedFile> emit_promela(const Machine& machine, const std::vector<Mutant>& mutants = {});

}  // namespace sipwright::gen::behaviour
