// What a table must hold before anything is emitted from it.
#pragma once

#include <string>
#include <vector>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// One sentence per fault, naming machine, state and event; empty: the table is sound. Faults: guards of one (state,
// event) pair that overlap or leave a gap (judged with every comparison as a proposition of its own), a state that
// cannot be reached, a row without a requirement, an event that no row takes.
std::vector<std::string> check_machine(const Machine& machine);

}  // namespace sipwright::gen::behaviour
