// What the two halves of digest share: taking quoting off, and the vocabulary of the scheme.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sipwright/digest.hpp"

namespace sipwright::digest {

// The name of an algorithm as it is written, and back (tokens compare without regard to case, RFC
// 3261 7.3.1).
std::string_view name_of(Algorithm algorithm);
std::optional<Algorithm> algorithm_named(std::string_view name);

// The text without quoting slashes (RFC 7616 3.3, unq). `scratch` holds it where there was something to take
// off; the result lives as long as both.
std::string_view unquoted(std::string_view text, std::string& scratch);

}  // namespace sipwright::digest
