// The list of all mutants, and the variable that chooses one.
#pragma once

#include <vector>

#include "../generated_file.hpp"
#include "mutate.hpp"

namespace sipwright::gen::behaviour {

std::vector<GeneratedFile> emit_mutant_list(const std::vector<Mutant>& mutants);

}  // namespace sipwright::gen::behaviour
