// Mutants: the table with one thing wrong, such as a guard negated, a step left out or a timer one unit late. The suite
// must tell each from the table, unless no sequence of events can.
#pragma once

#include <string>
#include <vector>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

struct Mutant {
  enum class Place { row, named };

  int number = 0;           // in all machines together, from 1
  std::string machine;      // client_transaction
  std::string where;        // "Published, want (row 18)" or "refresh_at"
  std::string what;         // "drop send_modify"
  Place place = Place::row;
  std::size_t row = 0;      // place row
  Transition transition;    // what stands there instead
  Expr node;                // place named: the node with its changed body

  // Stable as long as the row is: "publisher/Published/want/2/drop send_modify", "publisher/refresh_at/min for max".
  std::string name;
};

// Every mutant of a machine, in the order of its rows and then of its named nodes; numbers begin at `first`.
std::vector<Mutant> mutants_of(const Machine& machine, int first);

}  // namespace sipwright::gen::behaviour
