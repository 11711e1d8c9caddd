// Which members of a context are instants and which are lengths of time. Both have the type Instant; a proof stores an
// instant as its distance from now, which shrinks as time passes, and a length as it is.
#pragma once

#include <set>
#include <string>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// The names of the context's instants: members that are anywhere set to now, or to an instant plus a length. Throws
// std::runtime_error, naming the expression, where a table adds two instants or compares one with a length.
std::set<std::string> instants(const Machine& machine);

}  // namespace sipwright::gen::behaviour
