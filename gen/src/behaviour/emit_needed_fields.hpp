// Emits `sipwright/needed_fields.hpp`: which malformed header fields spoil a message.
#pragma once

#include "../generated_file.hpp"

namespace sipwright::gen {

GeneratedFile emit_needed_fields();

}  // namespace sipwright::gen
