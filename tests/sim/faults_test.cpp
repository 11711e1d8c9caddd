// Every planted fault is caught under exactly its id; every invariant has one; without a fault nothing is accused.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "kit/sim/campaign.hpp"

namespace sipwright::kit {
namespace {

std::string ids(model::InvariantSet set) {
  std::string out;
  for (std::size_t i = 0; i < model::invariants_count; ++i)
    if ((set >> i & 1) != 0) out += std::string(model::invariant_rows[i].id) + ' ';
  return out;
}

class PlantedFault : public testing::TestWithParam<FaultInfo> {};

TEST_P(PlantedFault, is_caught_under_exactly_its_id) {
  CampaignSettings settings;
  settings.fault = &GetParam();
  const CampaignResult result = run_campaign(settings);
  EXPECT_EQ(ids(result.violated), ids(model::bit(GetParam().caught_as)));
  ASSERT_EQ(result.breaches.size(), 1u);
  EXPECT_EQ(result.breaches[0].command, "sipwright verify --fault " + std::string(GetParam().name));
}

INSTANTIATE_TEST_SUITE_P(Catalogue, PlantedFault,
                         testing::ValuesIn(planted_faults().begin(), planted_faults().end()), [](const auto& one) {
                           std::string name(one.param.name);
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

TEST(PlantedFaults, every_invariant_has_one) {
  std::set<model::Invariant> covered;
  std::set<std::string_view> names;
  for (const FaultInfo& fault : planted_faults()) {
    covered.insert(fault.caught_as);
    EXPECT_TRUE(names.insert(fault.name).second) << fault.name << " is there twice";
    EXPECT_FALSE(fault.sentence.empty()) << fault.name;
    EXPECT_EQ(find_fault(fault.name)->caught_as, fault.caught_as);
  }
  EXPECT_EQ(covered.size(), model::invariants_count);
  EXPECT_EQ(find_fault("no-such-fault"), nullptr);
}

// model/invariants.csv names the faults of each invariant; COVERAGE.md is made from it.
TEST(PlantedFaults, stand_in_the_catalogue) {
  std::ifstream in(std::string(SIPWRIGHT_MODEL_DIR) + "/invariants.csv");
  std::set<std::string> named;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line.substr(line.rfind(',') + 1));
    if (line.rfind("INV-", 0) != 0 || line.rfind("INV-00", 0) == 0) continue;
    std::size_t faults = 0;
    for (std::string name; words >> name; ++faults) {
      const FaultInfo* fault = find_fault(name);
      ASSERT_NE(fault, nullptr) << line.substr(0, 6) << " names " << name << ", which nobody plants";
      EXPECT_EQ(line.substr(0, 6), model::row_of(fault->caught_as).id) << name << " breaks another row";
      named.insert(name);
    }
    EXPECT_GT(faults, 0u) << line.substr(0, 6) << " counts as a cover, and no fault shows that it can fail";
  }
  for (const FaultInfo& fault : planted_faults())
    EXPECT_EQ(named.count(std::string(fault.name)), 1u)
        << fault.name << " belongs into the column covered_by of " << model::row_of(fault.caught_as).id;
}

TEST(PlantedFaults, without_one_nothing_is_accused_and_every_premise_occurs) {
  model::Tallies sum{};
  for (unsigned scene = 0; scene < static_cast<unsigned>(Scene::count); ++scene) {
    const SimulationResult result = simulate(settings_for_scene(static_cast<Scene>(scene)));
    std::string findings;
    for (const auto& finding : result.monitor->findings()) findings += finding_text(finding) + '\n';
    EXPECT_TRUE(result.held()) << scene << '\n' << findings;
    add_tallies(sum, result.monitor->tallies());
  }
  for (std::size_t i = 0; i < model::invariants_count; ++i)
    EXPECT_GT(sum[i].premises, 0u) << model::invariant_rows[i].id;
}

}  // namespace
}  // namespace sipwright::kit
