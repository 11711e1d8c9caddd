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

// What it prints is for people, who need no word of which file it was generated into.
TEST(Model, ShowsNothingOfTheGeneratedFile) {
  for (const auto& machine : gen::behaviour::read_machines()) {
    const kit::Ended table = kit::run(with_command({"model", "show", machine.name}));
    EXPECT_TRUE(table.output.starts_with("# ")) << table.output.substr(0, 80);
    const kit::Ended diagram = kit::run(with_command({"model", "show", machine.name, "--diagram"}));
    EXPECT_TRUE(diagram.output.starts_with("digraph ")) << diagram.output.substr(0, 80);
    for (const char* word : {"GENERATED", "@HASH", "Regenerate"}) {
      EXPECT_EQ(table.output.find(word), std::string::npos) << word;
      EXPECT_EQ(diagram.output.find(word), std::string::npos) << word;
    }
  }
}

TEST(Model, ShowsInvariants) {
  const std::string text = kit::run(with_command({"model", "show", "INV-01"})).output;
  for (const char* part :
       {"INV-01: one outstanding PUBLISH per Request-URI (MUST, EPA, RFC3903-4)\n",
        "\n  The agent opens no new PUBLISH transaction", "\n  Over a trace: forall e<f: ", "\n    RFC3903-4-11 (",
        "\n    second-publish: "})
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  const auto shows = [](const std::string& id, const std::string& part) {
    return kit::run(with_command({"model", "show", id})).output.find(part) != std::string::npos;
  };
  EXPECT_TRUE(shows("INV-00", "Notation for all rows"));
  EXPECT_TRUE(shows("RFC3903-4-11", "INV-01 judges it: "));
  EXPECT_EQ(kit::run(with_command({"model", "show", std::string("INV-") + "99"})).status, 2);
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
