// The monitor's table and the catalogue say the same: ids, names, roles; and every requirement id exists.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "model/monitor/invariants.hpp"

namespace sipwright::model {
namespace {

// RFC 4180 without line breaks inside quotes, which the catalogue does not use.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::vector<std::string>> rows(const std::string& file) {
  std::ifstream in(std::string(SIPWRIGHT_MODEL_DIR) + "/" + file);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) out.push_back(cells(line));
  return out;
}

TEST(MonitorTable, agrees_with_the_catalogue_of_invariants) {
  std::size_t matched = 0;
  for (const auto& row : rows("invariants.csv")) {
    for (const auto& ours : invariant_rows) {
      if (row[0] != ours.id) continue;
      ++matched;
      EXPECT_EQ(row[1], ours.name) << row[0];
      constexpr const char* roles[] = {"EPA", "ESC", "UAC", "UAS", "BOTH"};
      EXPECT_EQ(row[5], roles[static_cast<std::size_t>(ours.role)]) << row[0];
    }
  }
  EXPECT_EQ(matched, invariants_count);
}

TEST(MonitorTable, every_requirement_id_exists) {
  std::set<std::string> known;
  for (const auto& row : rows("requirements.csv")) known.insert(row[0]);
  for (const auto& ours : invariant_rows) {
    std::istringstream ids{std::string(ours.requirements)};
    std::size_t count = 0;
    for (std::string id; ids >> id; ++count) EXPECT_TRUE(known.count(id)) << ours.id << " names " << id;
    EXPECT_GT(count, 0u) << ours.id;
  }
}

}  // namespace
}  // namespace sipwright::model
