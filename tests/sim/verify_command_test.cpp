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

// The finding and the ladder count from one origin, and the ladder ends at the finding, whenever it was.
TEST(VerifyCommand, the_ladder_shows_what_led_to_the_finding) {
  const std::string text = verify({"--fault", "keeps-old-tag"}).output;
  const std::string at = "] at 700.000 s, gateway1 for sip:user1@example.com";
  ASSERT_NE(text.find(at), std::string::npos) << text;
  const auto line = [&](const std::string& part) {
    const std::size_t found = text.find(part);
    EXPECT_NE(found, std::string::npos) << part << " is not in\n" << text;
    return found;
  };
  EXPECT_LT(line(" 567.020   |<-- 200 OK"), line(" 700.000   |-- PUBLISH modify, If-Match"));
  EXPECT_LT(line(" 700.000   |-- PUBLISH modify, If-Match"), line(" 700.000   * <== INV-03 is broken here"));
  EXPECT_LT(line("* <== INV-03 is broken here"), line(" 700.020   |<-- 412"));
  const std::size_t begin = line("      time   ");
  const std::string ladder = text.substr(begin, line("lines more beside these") - begin);
  EXPECT_EQ(ladder.find("gateway2"), std::string::npos) << ladder;
  const Json report = Json::parse(verify({"--fault", "keeps-old-tag", "--json"}).output);
  EXPECT_NE(report["simulation"]["breaches"][0].value("ladder", "").find("gateway2"), std::string::npos);
}

// Where a fault is planted, --seeds says in which runs.
TEST(VerifyCommand, seeds_count_for_planted_faults_too) {
  const Json report = Json::parse(verify({"--fault", "keeps-old-tag", "--seeds", "3..5", "--json"}).output);
  EXPECT_EQ(report["simulation"]["first_seed"], 3);
  EXPECT_EQ(report["simulation"]["runs"], 3);
  for (const Json& breach : report["simulation"]["breaches"]) {
    const std::string seed = std::to_string(breach["seed"].get<int>());
    EXPECT_EQ(breach["repeat"], "sipwright verify --fault keeps-old-tag --seeds " + seed + ".." + seed);
  }
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
           {"--fault", "nope"}, {"--fault", ""}, {"--seeds", "9..3"}, {"--seeds", "x"}, {"--seeds", ""},
           {"--seeds", "1..2..3"},
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
