// The hash in the banner of a generated file: of the files that its text came from, and of no other, so that an edit
// touches only what follows from it.
#pragma once

#include <filesystem>

#include "generated_file.hpp"

namespace sipwright::gen {

// Puts the hash in place of the mark that banner() left in `file`. The sources that the mark lists are read below
// `root`, each with the headers of model/ that it includes. Throws std::runtime_error for one that is not there.
void stamp(GeneratedFile& file, const std::filesystem::path& root);

}  // namespace sipwright::gen
