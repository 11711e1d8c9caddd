// Every planted fault is caught under exactly its id; every invariant has one; without a fault nothing is accused.
#include <gtest/gtest.h>

#include <set>

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

TEST(PlantedFaults, without_one_nothing_is_accused_and_every_premise_occurs) {
  const SimulationResult result = simulate(settings_for_fault(nullptr));
  EXPECT_TRUE(result.held());
  EXPECT_EQ(result.monitor->verdict(), model::Verdict::held) << summary_text(result.monitor->tallies());
}

}  // namespace
}  // namespace sipwright::kit
