// Prints a node of the IR as C++.
#pragma once

#include <string>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// A value. `title` is the prefix of the machine's enumerations.
std::string cpp_value(const Expr& node, const std::string& title);

// Steps, one statement per line, each indented by `indent`.
std::string cpp_steps(const Expr& node, const std::string& title, const std::string& indent);

// The parameters and arguments that a named node's function has: only what it looks at.
std::string cpp_parameters(const Expr& node, const std::string& title);
std::string cpp_arguments(const Expr& node);

}  // namespace sipwright::gen::behaviour
