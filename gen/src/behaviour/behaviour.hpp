// The behaviour half of the generator: from the vocabulary and the tables of `model/` to machines, tables, diagrams.
#pragma once

#include <vector>

#include "../generated_file.hpp"

namespace sipwright::gen {

// Every file that the model gives, sorted by path; the same bytes on each call and each machine.
std::vector<GeneratedFile> emit_behaviour();

}  // namespace sipwright::gen
