// `sipwright verify` as a user starts it: exit status, one line per mistake, planted faults, silence in a pipe.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "kit/process.hpp"
#include "kit/sim/campaign.hpp"

namespace sipwright::kit {
namespace {

using Json = nlohmann::json;

Ended verify(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {SIPWRIGHT_COMMAND, "verify"});
  return run(arguments);
}

std::string violated(const Json& report) {
  std::string ids;
  for (const auto& row : report["invariants"])
    if (row["verdict"] == "violated") ids += row["id"].get<std::string>() + ' ';
  return ids;
}

TEST(VerifyCommand, holds_and_says_so) {
  const Ended text = verify({"--seeds", "1..60"});
  EXPECT_EQ(text.status, 0) << text.output;
  EXPECT_EQ(text.errors, "");
  for (const char* part : {"publisher: ", "client transaction: 240,000 events", "seeds 1..60",
                           "ghosts after the bound: 0, gaps: 0",
                           "|-- PUBLISH initial, Expires 2", "INV-16  held", "Verdict: held ("})
    EXPECT_NE(text.output.find(part), std::string::npos) << part << " is not in\n" << text.output;
}

TEST(VerifyCommand, each_planted_fault_fails_under_its_id_alone) {
  std::istringstream list(verify({"--list-faults"}).output);
  std::size_t faults = 0;
  for (std::string line; std::getline(list, line); ++faults) {
    std::istringstream words(line);
    std::string name;
    std::string id;
    words >> name >> id;
    const Ended ended = verify({"--fault", name, "--json"});
    EXPECT_EQ(ended.status, 1) << name;
    const Json report = Json::parse(ended.output);
    EXPECT_EQ(violated(report), id + ' ') << name;
    EXPECT_EQ(report["verdict"], "failed");
    EXPECT_EQ(report["simulation"]["breaches"][0]["repeat"], "sipwright verify --fault " + name);
  }
  EXPECT_GE(faults, model::invariants_count);
}

TEST(VerifyCommand, a_premise_that_never_occurs_is_inconclusive) {
  // The call over TLS loses no answer, so that only a simulated run can meet the premise of INV-16.
  std::uint64_t seed = 1;
  while (simulate(settings_from_seed(seed)).monitor->tally(model::Invariant::inv_16).premises > 0) ++seed;
  const std::string text = std::to_string(seed);
  const Ended ended = verify({"--seeds", text + ".." + text, "--json"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_EQ(Json::parse(ended.output)["verdict"], "inconclusive");
}

TEST(VerifyCommand, wrong_usage_is_one_line_with_what_to_do) {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"--fault", "nope"}, {"--seeds", "9..3"}, {"--seeds", "x"}, {"--seeds", ""}, {"--seeds", "1..2..3"},
           {"--time", "0"}, {"--nope"}}) {
    const Ended ended = verify(wrong);
    EXPECT_EQ(ended.status, 2) << wrong[0];
    EXPECT_EQ(ended.output, "") << wrong[0];
    EXPECT_EQ(std::count(ended.errors.begin(), ended.errors.end(), '\n'), 1) << ended.errors;
    EXPECT_EQ(ended.errors.rfind("sipwright verify: ", 0), 0u) << ended.errors;
  }
}

}  // namespace
}  // namespace sipwright::kit
