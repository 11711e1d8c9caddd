// COVERAGE.md: where every row of the catalogue is kept, and what is not covered yet.
#include "emit_coverage.hpp"

#include <array>
#include <sstream>
#include <stdexcept>

#include "../banner.hpp"
#include "ir.hpp"
#include "model/monitor/invariants.hpp"

namespace sipwright::gen {
namespace {

constexpr std::array<std::string_view, 4> words = {"wire: ", "test: ", "planned: ", "not testable: "};

enum Standing : std::size_t { invariant, table, wire, test, planned, not_testable, standings };

struct Placed {
  std::string rows;        // `machine 3, 7`
  std::string invariants;
  std::string faults;
};

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

void append(std::string& list, const std::string& item, std::string_view between = ", ") {
  if (!list.empty()) list += between;
  list += item;
}

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

// Which rows of which tables name each requirement.
std::map<std::string, Placed> placed_by_tables() {
  std::map<std::string, Placed> out;
  for (const behaviour::Machine& machine : behaviour::read_machines()) {
    std::map<std::string, std::string> mine;
    for (std::size_t i = 0; i < machine.rows.size(); ++i)
      for (const std::string& id : split(machine.rows[i].ids)) append(mine[id], std::to_string(i));
    for (const behaviour::Meaning& one : machine.classification)
      for (const std::string& id : split(one.ids)) append(mine[id], "answer " + one.on);
    for (const behaviour::LocalEvent& one : machine.locals)
      for (const std::string& id : split(one.ids)) append(mine[id], one.name);
    for (const auto& [id, rows] : mine) append(out[id].rows, machine.name + ' ' + rows, "; ");
  }
  return out;
}

std::size_t standing_of(const Placed& placed, const std::string& word) {
  if (!placed.invariants.empty()) return invariant;
  if (!placed.rows.empty()) return table;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (word.compare(0, words[i].size(), words[i]) == 0 && word.size() > words[i].size()) return wire + i;
  return standings;
}

constexpr char head[] =
    "# Where each requirement is kept\n\n"
    "From `requirements.csv`, `invariants.csv`, the tables and the monitor. A requirement counts as covered only\n"
    "where a check fails under a planted fault: by an invariant, whose faults `sipwright verify --fault NAME` plants\n"
    "and which must be found under its id alone, or by rows of a table, whose planted faults are the mutants of\n"
    "`tests/mutants`. The other standings are not counted:\n\n"
    "| standing | what it means |\n|---|---|\n"
    "| `wire: FILE` | cases in `tests/wire/FILE` |\n"
    "| `test: FILE` | cases in `tests/FILE` |\n"
    "| `planned: CASE` | only an active test, a capture or a unit test to come can show it: see `how_to_check` |\n"
    "| `not testable: REASON` | nothing that anybody does could show a breach |\n";

}  // namespace

std::vector<CatalogueRow> read_catalogue(const std::string& csv) {
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"') {
      if (quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
        lines.back().back() += csv[++i];
      } else {
        quoted = !quoted;
      }
    } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
      lines.back().back() += c;
    } else if (c == ',') {
      lines.back().emplace_back();
    } else if (c == '\n') {
      lines.emplace_back(1);
    }
  }
  std::vector<CatalogueRow> out;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() == 1 && lines[i][0].empty()) continue;
    if (lines[i].size() != lines[0].size())
      throw std::runtime_error("the catalogue's row " + lines[i][0] + " has another number of cells than its head");
    CatalogueRow row;
    for (std::size_t column = 0; column < lines[i].size(); ++column) row[lines[0][column]] = lines[i][column];
    out.push_back(std::move(row));
  }
  return out;
}

GeneratedFile emit_coverage(const std::string& requirements_csv, const std::string& invariants_csv) {
  std::map<std::string, Placed> placed = placed_by_tables();
  std::map<std::string, std::string> faults;
  for (const CatalogueRow& row : read_catalogue(invariants_csv)) faults[row.at("id")] = row.at("covered_by");
  for (const model::InvariantRow& row : model::invariant_rows) {
    const std::string id(row.id);
    if (faults[id].empty()) throw std::runtime_error(id + " names no planted fault in its column covered_by");
    for (const std::string& requirement : split(std::string(row.requirements))) {
      append(placed[requirement].invariants, id);
      for (const std::string& fault : split(faults[id])) append(placed[requirement].faults, fault);
    }
  }

  std::array<std::size_t, standings> count{};
  std::size_t all = 0;
  std::string chapters;
  std::string rfc;
  for (const CatalogueRow& row : read_catalogue(requirements_csv)) {
    const std::string& id = row.at("id");
    const std::string& word = row.at("covered_by");
    const Placed& mine = placed[id];
    const std::size_t standing = standing_of(mine, word);
    if (standing == standings)
      throw std::runtime_error(id + " is kept nowhere: give it a row, an invariant, or one of wire:, test:, " +
                               "planned:, not testable: in the column covered_by");
    ++count[standing];
    ++all;
    if (row.at("rfc") != rfc) {
      rfc = row.at("rfc");
      chapters += "\n## " + (rfc == "SW" ? std::string("Our own decisions") : rfc.substr(0, 3) + ' ' + rfc.substr(3));
      chapters += "\n\n| requirement | level | rows | invariants | planted faults | else |\n";
      chapters += "|---|---|---|---|---|---|\n";
    }
    chapters += "| " + id + " | " + row.at("level") + " | " + cell(mine.rows) + " | " + mine.invariants + " | " +
                mine.faults + " | " + cell(word) + " |\n";
  }
  const auto number = [&](Standing one) { return std::to_string(count[one]); };
  const std::string sources = "model/requirements.csv, model/invariants.csv, model/*.hpp";
  std::string text = "<!--\n" + banner("", sources) + "-->\n\n" + head;
  text += "\nOf " + std::to_string(all) + " requirements: " + number(invariant) + " by an invariant, ";
  text += number(table) + " by rows of a table alone;\n" + number(wire) + " have wire cases, " + number(test);
  text += " other tests, " + number(planned) + " are planned, " + number(not_testable) + " are not testable.\n";
  return {"model/COVERAGE.md", text + chapters};
}

}  // namespace sipwright::gen
