// Seeds hold; a seed repeats a run exactly; ghosts, gaps and restless agents are told.
#include <gtest/gtest.h>

#include "kit/sim/campaign.hpp"
#include "kit/sim/wire_text.hpp"

namespace sipwright::kit {
namespace {

std::string told(const CampaignResult& result) {
  std::string out;
  for (const Breach& breach : result.breaches) {
    for (const std::string& line : breach.lines) out += line + '\n';
    out += breach.command + '\n';
  }
  return out;
}

TEST(Simulation, seeds_hold_and_meet_every_premise) {
  const CampaignResult result = run_campaign(CampaignSettings{});
  EXPECT_TRUE(result.breaches.empty()) << told(result);
  EXPECT_EQ(result.runs, default_last_seed);
  EXPECT_GT(result.lost, 1000u);
  EXPECT_GT(result.duplicated, 1000u);
  EXPECT_GT(result.overtaken, 100u);
  for (std::size_t i = 0; i < model::invariants_count; ++i)
    EXPECT_GT(result.tallies[i].premises, 10u) << model::invariant_rows[i].id;
}

TEST(Simulation, a_seed_repeats_a_run) {
  for (const std::uint64_t seed : {3u, 4u, 5u}) {
    SimulationSettings settings = settings_from_seed(seed);
    settings.ladder = true;
    const SimulationResult one = simulate(settings);
    const SimulationResult two = simulate(settings);
    EXPECT_EQ(one.ladder->text(100'000), two.ladder->text(100'000));
    EXPECT_EQ(one.messages, two.messages);
  }
}

TEST(Simulation, seeds_differ) {
  const SimulationResult one = simulate(settings_from_seed(3));
  const SimulationResult two = simulate(settings_from_seed(4));
  EXPECT_NE(one.messages, two.messages);
}

// The alarms, each with a hand in the line that makes it ring.

SimulationSettings tampered(const FaultInfo& fault) { return settings_for_fault(fault); }

class DropsEverything final : public Tamper {
  void from_agent(Envelope& out, Instant, std::vector<Further>&) override { out.bytes.clear(); }
};
constexpr FaultInfo drops_everything{"drops-everything", model::Invariant::inv_01, "",
                                     [] { return std::unique_ptr<Tamper>(new DropsEverything); }};

TEST(Simulation, a_gap_is_told) {
  SimulationSettings settings = tampered(drops_everything);
  settings.workload.pop_back();  // the last call does not end
  const SimulationResult result = simulate(settings);
  EXPECT_EQ(result.gaps, std::vector<std::string>{"sip:user1@example.com (gateway1)"});
  EXPECT_FALSE(result.held());
}

// Publishes once more behind the agent's back, for a thousand hours.
class Haunts final : public Tamper {
  void from_agent(Envelope& out, Instant now, std::vector<Further>& further) override {
    if (haunted_) return;
    haunted_ = true;
    WireText ghost(out.bytes);
    ghost.set_branch("z9hG4bKghost");
    ghost.set("Call-ID", "ghost");  // else it were a merged request, RFC 3261 8.2.2.2
    ghost.set("Expires", "3600000");
    further.push_back({now + std::chrono::seconds(10), Place::agent_sends, {out.peer, ghost.text()}});
  }
  bool haunted_ = false;
};
constexpr FaultInfo haunts{"haunts", model::Invariant::inv_01, "",
                           [] { return std::unique_ptr<Tamper>(new Haunts); }};

TEST(Simulation, a_ghost_is_told) {
  SimulationSettings settings = tampered(haunts);
  settings.compositor.expires_s_max = 3'600'000;
  const SimulationResult result = simulate(settings);
  EXPECT_EQ(result.ghosts.size(), 2u);  // after the faults, and after shutdown
  EXPECT_FALSE(result.held());
}

// The agent answers to nothing any more: it must be idle in time all the same.
TEST(Simulation, shutdown_ends_in_time_without_any_answer) {
  SimulationSettings settings = settings_for_scene(Scene::digest);
  settings.workload.pop_back();
  settings.answers_silent = {{std::chrono::seconds(2000), std::chrono::hours(10)}};
  const SimulationResult result = simulate(settings);
  EXPECT_EQ(result.shutdown_fault, "");
}

}  // namespace
}  // namespace sipwright::kit
