// The list of all mutants, and the variable that chooses one.
#pragma once

#include <vector>

#include "../generated_file.hpp"
#include "mutate.hpp"

namespace sipwright::gen::behaviour {

// `reasons`: one for each mutant, why nothing can tell it from its table; empty: not known.
std::vector<GeneratedFile> emit_mutant_list(const std::vector<Mutant>& mutants,
                                            const std::vector<std::string>& reasons);

}  // namespace sipwright::gen::behaviour
