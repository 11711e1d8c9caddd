// Guards, values and steps as Promela.
#pragma once

#include <string>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// Numbers above this are printed by name (NUMBER_64), so that a proof may state a smaller bound in their place.
inline constexpr std::uint32_t plain_number_max = 16;

// A value. Now is 0: an instant is its distance from now. `machine` gives the prefix of every name.
std::string promela_value(const Expr& node, const Machine& machine);

// A list of steps, one a line, each ended; `skip` where there is none.
std::string promela_steps(const Expr& node, const Machine& machine, const std::string& indent);

}  // namespace sipwright::gen::behaviour
