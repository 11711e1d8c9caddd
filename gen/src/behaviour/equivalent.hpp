// Which mutants nothing can tell from their table: proven from the table alone, for every value of every member.
#pragma once

#include <string>

#include "mutate.hpp"

namespace sipwright::gen::behaviour {

// One sentence, or empty where none of these rules fits:
//   - steps in another order that neither touch each other's memory nor both have effects;
//   - steps done twice that have no effect and look at nothing that they have changed;
//   - another guard by which, together with the rows of the same state and event, the same row is taken in every world.
// What the machine remembers is taken as it is between events. The publisher's user is told by a sink that looks at the
// machine's memory (`tell`): that counts as being looked at.
std::string reason_of_equivalence(const Machine& machine, const Mutant& mutant);

}  // namespace sipwright::gen::behaviour
