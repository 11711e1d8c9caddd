// `sipwright model`: clean as it is, each kind of fault found where it is planted, and what it shows.
#include "model.hpp"

#include <gtest/gtest.h>

#include "behaviour/ir.hpp"
#include "command.hpp"
#include "command_test.hpp"

namespace sipwright::cli {
namespace {

TEST(Model, CheckIsClean) {
  const kit::Ended ended = kit::run({command, "model", "check", "--json"});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_EQ(ended.errors, "");
  const Json report = Json::parse(ended.output);
  EXPECT_TRUE(report["faults"].empty()) << report["faults"];
  EXPECT_EQ(report["machines"].size(), gen::behaviour::read_machines().size());
}

std::string only(const std::vector<std::string>& faults) {
  return faults.size() == 1 ? faults.front() : std::to_string(faults.size()) + " faults";
}

const char* const head = "id,level,statement,observable_by\n";

// Ids that no catalogue has, put together so that nobody takes them for real ones.
const std::string unknown = std::string("SW-") + "99", other = std::string("SW-") + "98";

TEST(Model, RowOfAnUnknownRequirement) {
  auto machines = gen::behaviour::read_machines();
  EXPECT_TRUE(check_requirements(machines, read_requirements(requirements_text())).empty());
  machines.front().rows.front().ids += " " + unknown;
  EXPECT_EQ(only(check_requirements(machines, read_requirements(requirements_text()))),
            "publisher: " + unknown + " stands in no catalogue");
}

TEST(Model, RequirementWithoutARow) {
  auto rows = read_requirements(requirements_text());
  rows.push_back({unknown, "OWN", "", "model"});
  rows.push_back({other, "OWN", "", "unit"});
  EXPECT_EQ(only(check_requirements(gen::behaviour::read_machines(), rows)),
            unknown + " is the model's business and stands in no row, timer, limit or property");
}

TEST(Model, CatalogueIsReadAsCsv) {
  const auto rows = read_requirements(std::string(head) + "A-1,MUST,\"one, and \"\"two\"\"\",model\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].statement, "one, and \"two\"");
  EXPECT_EQ(rows[0].observable_by, "model");
  EXPECT_THROW(read_requirements(std::string(head) + "A-1,MUST\n"), Refusal);
  EXPECT_THROW(read_requirements("id,level\n"), Refusal);
}

TEST(Model, ShowsMachinesStatesAndRequirements) {
  const auto shown = [](const Arguments& arguments) {
    const kit::Ended ended = kit::run(with_command(Arguments{"model", "show"} + arguments));
    EXPECT_EQ(ended.status, 0) << ended.errors;
    return ended.output;
  };
  EXPECT_NE(shown({"publisher"}).find("## Transitions"), std::string::npos);
  EXPECT_NE(shown({"publisher", "--diagram"}).find("digraph publisher {"), std::string::npos);
  EXPECT_NE(shown({"Untagged"}).find("Untagged, want / note_want; send_initial -> Publishing  (SW-17)"),
            std::string::npos);
  EXPECT_NE(shown({"SW-17"}).find("publisher row"), std::string::npos);
  EXPECT_NE(shown({"RFC3903-6-02"}).find("No row names it"), std::string::npos);
}

TEST(Model, WrongUsageIsOneLine) {
  for (const Arguments& wrong : std::vector<Arguments>{{"show", "nothing"}, {"show", "SW-17", "--diagram"}, {"show"}}) {
    const kit::Ended ended = kit::run(with_command(Arguments{"model"} + wrong));
    EXPECT_EQ(ended.status, 2) << wrong.back();
    expect_one_line(ended.errors, "model");
  }
}

}  // namespace
}  // namespace sipwright::cli
