// Emits `sipwright/vocabulary.hpp`: the protocol's literals as constants for the runtime.
#pragma once

#include "../generated_file.hpp"

namespace sipwright::gen {

GeneratedFile emit_vocabulary();

}  // namespace sipwright::gen
