// `sipwright prove` as a user starts it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "kit/process.hpp"
#include "kit/proof/prove.hpp"

namespace sipwright::kit {
namespace {

using Json = nlohmann::json;

// A loaded machine takes its time.
constexpr std::chrono::minutes patience{20};

struct Outcome {
  int status;
  std::string output, errors;
};

Outcome prove(std::vector<std::string> arguments, const std::vector<std::string>& environment = {}) {
  std::vector<std::string> all{"/usr/bin/env"};
  all.insert(all.end(), environment.begin(), environment.end());
  all.insert(all.end(), {SIPWRIGHT_COMMAND, "prove"});
  all.insert(all.end(), arguments.begin(), arguments.end());
  Process process(all);
  process.close_input();
  const int status = process.wait(patience);
  return {status, process.rest(), process.errors()};
}

// The figures of time are those of a machine; everything else must be the same everywhere.
std::string without_times(const std::string& markdown) {
  return std::regex_replace(markdown, std::regex(R"(\| [0-9]+\.[0-9] )"), "| ");
}

std::string read(const std::string& name) {
  std::ifstream in(name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// What a report says of the properties that are not as they should be, with their ladders; all of it where it is none.
std::string troubles(const std::string& output) {
  const Json report = Json::parse(output, nullptr, false);
  if (report.is_discarded()) return output;
  std::string text = "rows not taken: " + report["rows_not_taken"].dump() + "\n";
  for (const Json& one : report["properties"]) {
    if (one["verdict"] == "held" && one["fault_found"] == true) continue;
    text += one["name"].get<std::string>() + ": " + one["verdict"].get<std::string>() +
            (one["fault_found"] == true ? "" : ", its planted fault was not found") + ", " + one["states"].dump() +
            " states, " + one["seconds"].dump() + " s\n" + one["ladder"].get<std::string>() + "\n";
  }
  return text;
}

// Everything at once: all properties hold, no premise is missing, every planted fault is found, every row is taken, and
// the list in model/ says just that.
TEST(Prove, EverythingHoldsAndEveryFaultIsFound) {
  const WorkFolder folder;
  const std::string markdown = folder.path() + "/PROPERTIES.md";
  const Outcome outcome = prove({"--json", "--markdown", markdown});
  ASSERT_EQ(outcome.status, 0) << (outcome.status < 0 ? "it did not end in time\n" : "") << troubles(outcome.output)
                               << outcome.errors;
  EXPECT_EQ(outcome.errors, "");
  const Json report = Json::parse(outcome.output);
  EXPECT_EQ(report["properties"].size(), properties().size());
  for (const Json& one : report["properties"]) {
    EXPECT_EQ(one["verdict"], "held") << one.dump(2);
    EXPECT_EQ(one["fault_found"], true) << one.dump(2);
    EXPECT_GT(one["states"], 1000) << one["name"];
  }
  EXPECT_TRUE(report["rows_not_taken"].empty()) << report["rows_not_taken"];
  EXPECT_EQ(without_times(read(markdown)), without_times(read(SIPWRIGHT_ROOT "/model/PROPERTIES.md")))
      << "The proofs have changed: run sipwright prove --markdown model/PROPERTIES.md";
}

// The counterexample of a planted fault, and what the runtime's machine does with it.
TEST(Prove, ShowsAFaultAsALadder) {
  const Outcome outcome = prove({"--fault", "newest-tag"});
  EXPECT_EQ(outcome.status, 1) << outcome.errors;
  for (const char* part : {"publisher/Refreshing/accepted/1/drop keep_tag", "publisher 1", "ESC",
                           "|-- PUBLISH initial, Expires 8", "* breaks newest-tag",
                           "The runtime's machine on these 9 events does not have the fault, event 9: another"}) {
    EXPECT_NE(outcome.output.find(part), std::string::npos) << part << " is not in\n" << outcome.output;
  }
}

TEST(Prove, WithoutSpinItIsInconclusive) {
  const Outcome outcome = prove({"one-open"}, {"PATH=/nonexistent"});
  EXPECT_EQ(outcome.status, 3) << outcome.output;
  EXPECT_EQ(outcome.errors, "sipwright prove: spin is missing; install Debian's package spin\n");
}

TEST(Prove, WrongUsageIsOneLine) {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"no-such-property"}, {"--fault", "nope"}, {"--minutes", "0"}, {"--nope"}}) {
    const Outcome outcome = prove(wrong);
    EXPECT_EQ(outcome.status, 2) << wrong[0];
    EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1) << outcome.errors;
    EXPECT_EQ(outcome.errors.rfind("sipwright prove: ", 0), 0u) << outcome.errors;
  }
}

}  // namespace
}  // namespace sipwright::kit
