#include "check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "propositions.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string spell(const std::map<std::string, bool>& world) {
  std::string text;
  for (const auto& [name, value] : world) text += (text.empty() ? "" : ", ") + std::string(value ? "" : "not ") + name;
  return text.empty() ? "always" : text;
}

// Every row of one pair against every other, in every world.
void check_guards(const std::string& place, const std::vector<const Transition*>& rows,
                  std::vector<std::string>& faults) {
  std::set<std::string> names;
  for (const Transition* row : rows) propositions(row->guard, names);
  if (names.size() > propositions_max) {
    faults.push_back(place + ": the guards have more than " + std::to_string(propositions_max) + " propositions");
    return;
  }
  const std::vector<std::string> list(names.begin(), names.end());
  for (std::size_t bits = 0; bits < (std::size_t{1} << list.size()); ++bits) {
    std::map<std::string, bool> world;
    for (std::size_t i = 0; i < list.size(); ++i) world[list[i]] = (bits >> i & 1) != 0;
    const auto holding = [&](const Transition* row) { return holds(row->guard, world); };
    const auto taken = std::count_if(rows.begin(), rows.end(), holding);
    if (taken == 1) continue;
    faults.push_back(place + (taken == 0 ? ": no guard holds when " : ": guards overlap when ") + spell(world));
    return;
  }
}

void check_reachable(const Machine& machine, std::vector<std::string>& faults) {
  std::set<std::string> reached{machine.initial};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const Transition& row : machine.rows) {
      if (reached.contains(row.from)) reached.insert(row.next());
    }
  }
  for (const Word& state : machine.states) {
    if (!reached.contains(state.name)) faults.push_back(machine.name + ": " + state.name + " cannot be reached");
  }
}

}  // namespace

std::vector<std::string> check_machine(const Machine& machine) {
  std::vector<std::string> faults;
  for (const Word& state : machine.states) {
    for (const Word& event : machine.events) {
      std::vector<const Transition*> rows;
      for (const Transition& row : machine.rows) {
        if (row.from == state.name && row.on == event.name) rows.push_back(&row);
      }
      if (!rows.empty()) check_guards(machine.name + ": " + state.name + ", " + event.name, rows, faults);
    }
  }
  check_reachable(machine, faults);
  for (const Word& event : machine.events) {
    const auto listens = [&](const Transition& row) { return row.on == event.name; };
    if (std::none_of(machine.rows.begin(), machine.rows.end(), listens)) {
      faults.push_back(machine.name + ": no row takes " + event.name);
    }
  }
  for (const Transition& row : machine.rows) {
    if (row.ids.empty()) faults.push_back(machine.name + ": " + row.from + ", " + row.on + " names no requirement");
  }
  return faults;
}

}  // namespace sipwright::gen::behaviour
