// What the generator refuses in a table: each fault planted in the publisher's, one at a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "behaviour/check.hpp"

namespace sipwright::tests {
namespace {

using namespace gen::behaviour;

Machine publisher() { return read_machines().front(); }

Transition& find(Machine& machine, const std::string& from, const std::string& on) {
  return *std::find_if(machine.rows.begin(), machine.rows.end(),
                       [&](const Transition& row) { return row.from == from && row.on == on; });
}

std::string only_fault(const Machine& machine) {
  const auto faults = check_machine(machine);
  return faults.size() == 1 ? faults.front() : std::to_string(faults.size()) + " faults";
}

TEST(Check, TablesAreSound) {
  for (const Machine& machine : read_machines()) {
    EXPECT_TRUE(check_machine(machine).empty()) << machine.name << ": " << check_machine(machine).front();
  }
}

TEST(Check, Gap) {
  Machine machine = publisher();
  machine.rows.erase(machine.rows.begin());
  EXPECT_EQ(only_fault(machine), "publisher: Idle, want: no guard holds when hold_until <= event.now");
}

TEST(Check, Overlap) {
  Machine machine = publisher();
  find(machine, "Idle", "want").guard.op = "true";
  EXPECT_EQ(only_fault(machine), "publisher: Idle, want: guards overlap when not hold_until <= event.now");
}

TEST(Check, UnreachableState) {
  Machine machine = publisher();
  for (Transition& row : machine.rows) {
    if (row.to == "Untagged") row.to.clear();
  }
  EXPECT_EQ(only_fault(machine), "publisher: Untagged cannot be reached");
}

TEST(Check, RowWithoutRequirement) {
  Machine machine = publisher();
  find(machine, "Idle", "unwant").ids.clear();
  EXPECT_EQ(only_fault(machine), "publisher: Idle, unwant names no requirement");
}

TEST(Check, EventThatNoRowTakes) {
  Machine machine = publisher();
  machine.events.push_back({"forgotten", ""});
  EXPECT_EQ(only_fault(machine), "publisher: no row takes forgotten");
}

}  // namespace
}  // namespace sipwright::tests
