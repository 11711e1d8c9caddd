// COVERAGE.md: every requirement is kept somewhere, and the generator refuses a catalogue where one is not.
#include "behaviour/emit_coverage.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "model/monitor/invariants.hpp"

namespace sipwright::gen {
namespace {

constexpr char head[] = "id,rfc,level,covered_by\n";

std::string invariants(const std::string& without = "") {
  std::string out = "id,covered_by\n";
  for (const auto& row : model::invariant_rows)
    out += std::string(row.id) + ',' + (row.id == without ? "" : "some-fault") + '\n';
  return out;
}

std::string coverage(const std::string& rows) { return emit_coverage(head + rows, invariants()).text; }

TEST(Coverage, says_where_a_requirement_is_kept) {
  const std::string text = coverage("RFC3903-6-31,RFC3903,MUST,\nrow-1,RFC9999,MUST,planned: server/x\n");
  EXPECT_NE(text.find("| INV-15, INV-16 | some-fault, some-fault |"), std::string::npos) << text;
  EXPECT_NE(text.find("| row-1 | MUST |  |  |  | planned: server/x |"), std::string::npos) << text;
  EXPECT_NE(text.find("Of 2 requirements: 1 by an invariant"), std::string::npos) << text;
}

TEST(Coverage, an_empty_row_is_refused) {
  for (const char* word : {"", "planned:", "planned: ", "somehow", "Planned: x"})
    EXPECT_THROW(coverage("row-1,RFC9999,MUST," + std::string(word) + "\n"), std::runtime_error) << word;
}

TEST(Coverage, an_invariant_without_a_fault_is_refused) {
  EXPECT_THROW(emit_coverage(head, invariants("INV-17")), std::runtime_error);
  EXPECT_THROW(emit_coverage(head, "id,covered_by\n"), std::runtime_error);
}

TEST(Coverage, reads_quotes_and_refuses_ragged_rows) {
  const auto rows = read_catalogue("id,text\r\na,\"one, \"\"two\"\"\nthree\"\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("text"), "one, \"two\"\nthree");
  EXPECT_THROW(read_catalogue("id,text\na\n"), std::runtime_error);
}

}  // namespace
}  // namespace sipwright::gen
