// The catalogue of requirements against the rows of the tables.
#include <algorithm>
#include <set>
#include <sstream>

#include "behaviour/ir.hpp"
#include "command.hpp"
#include "kit/proof/properties.hpp"
#include "model.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::cli {
namespace {

using gen::behaviour::Machine;

// Cells of one line of CSV; a quoted one may hold commas, and a quote as two.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') cells.back() += line[++i];
      else quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  return cells;
}

void add_ids(const std::string& ids, std::set<std::string>& into) {
  std::istringstream words(ids);
  for (std::string id; words >> id;) into.insert(id);
}

// What no row can say: a length of time, a limit, or a property of the whole table that is proven.
std::set<std::string> named_beside_rows() {
  std::set<std::string> ids;
#define TIMER(name, value, source, doc) add_ids(source, ids);
  SIPWRIGHT_TIMERS(TIMER)
#undef TIMER
#define LIMIT(name, value, unit, source, doc) add_ids(source, ids);
  SIPWRIGHT_LIMITS(LIMIT)
#undef LIMIT
  for (const kit::Property& one : kit::properties()) add_ids(std::string(one.requirements), ids);
  return ids;
}

}  // namespace

std::vector<Requirement> read_requirements(std::string_view csv) {
  std::istringstream lines{std::string(csv)};
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> head = cells_of(line);
  const auto column = [&](const char* name) {
    const auto found = std::find(head.begin(), head.end(), name);
    if (found == head.end()) throw Refusal(usage, std::string("the catalogue has no column ") + name + "; mend it");
    return static_cast<std::size_t>(found - head.begin());
  };
  const std::size_t id = column("id"), level = column("level"), statement = column("statement"),
                    observable_by = column("observable_by");
  std::vector<Requirement> rows;
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() != head.size()) {
      throw Refusal(usage, "row " + cells[0] + " of the catalogue has another number of cells than its head; mend it");
    }
    rows.push_back({cells[id], cells[level], cells[statement], cells[observable_by]});
  }
  return rows;
}

std::vector<std::string> check_requirements(const std::vector<Machine>& machines,
                                            const std::vector<Requirement>& requirements) {
  std::vector<std::string> faults;
  std::set<std::string> named = named_beside_rows(), known;
  for (const Requirement& one : requirements) known.insert(one.id);
  for (const Machine& machine : machines) {
    std::set<std::string> here;
    for (const auto& row : machine.rows) add_ids(row.ids, here);
    for (const auto& meaning : machine.classification) add_ids(meaning.ids, here);
    for (const auto& local : machine.locals) add_ids(local.ids, here);
    for (const std::string& id : here) {
      if (!known.contains(id)) faults.push_back(machine.name + ": " + id + " stands in no catalogue");
    }
    named.insert(here.begin(), here.end());
  }
  for (const Requirement& one : requirements) {
    if (one.observable_by == "model" && !named.contains(one.id)) {
      faults.push_back(one.id + " is the model's business and stands in no row, timer, limit or property");
    }
  }
  return faults;
}

}  // namespace sipwright::cli
