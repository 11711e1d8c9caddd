// Agent and compositor over a wire that loses: the user's state gets there, stays, and goes.
#include <gtest/gtest.h>

#include <set>

#include "wire.hpp"

namespace sipwright::test {
namespace {

class Lossy : public testing::TestWithParam<int> {};

TEST_P(Lossy, CallsComeAndGoUnderThirtyPercentLoss) {
  Wire wire(Wire::agent_defaults(), {}, static_cast<std::uint64_t>(GetParam()));
  SeededRandomness fate(static_cast<std::uint64_t>(GetParam()) + 100);
  wire.lose_request = wire.lose_answer = [&] { return fate.chance(30); };
  for (int call = 0; call < 5; ++call) {
    wire.agent.call_connected("c" + std::to_string(call), john, on_the_phone, wire.now);
    wire.run_for(100s);
    EXPECT_GE(wire.live().size(), 1U) << "the state is there";
    wire.run_for(1500s);
    EXPECT_GE(wire.live().size(), 1U) << "and stays";
    wire.agent.call_ended("c" + std::to_string(call), wire.now);
    wire.run_for(1000s);
    EXPECT_EQ(wire.live().size(), 0U) << "no ghost outlives its lifetime";
    EXPECT_TRUE(wire.agent.idle());
  }
  // Copies are copies, and a tag is never used again in a new request after it was superseded.
  std::set<std::string> distinct(wire.requests.begin(), wire.requests.end());
  std::set<std::string> branches;
  for (const std::string& request : distinct) EXPECT_TRUE(branches.insert(*value_of(request, "Via")).second);
}
INSTANTIATE_TEST_SUITE_P(Seeds, Lossy, testing::Range(1, 21));

TEST(Loss, LostAnswerToARefreshIsRecoveredByTheCopy) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(560s);
  int losses = 1;
  wire.lose_answer = [&] { return losses-- > 0; };
  wire.run_for(20s);
  EXPECT_EQ(wire.live().size(), 1U);
  EXPECT_EQ(wire.happened.back().kind, Kind::refreshed);
  EXPECT_EQ(wire.happened.back().etag, wire.live()[0].tag);
}

TEST(Loss, AnswerThatNeverComesEndsInAFreshStart) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(560s);
  wire.lose_answer = [] { return true; };
  wire.run_for(37s);  // the refresh is done at the server, and timed out at the agent
  EXPECT_EQ(wire.esc.counters().requests, 2U);
  wire.lose_answer = nullptr;
  wire.run_for(40s);
  const auto live = wire.live();
  ASSERT_GE(live.size(), 1U);
  EXPECT_EQ(wire.happened.back().etag, live.back().tag);
  wire.agent.remove(john, wire.now);
  wire.run_for(601s);
  EXPECT_EQ(wire.live().size(), 0U) << "the orphan dies of its age";
}

TEST(Loss, ServerThatIsGoneAndComesBackHasTheStateAgain) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(100s);
  wire.esc_up = false;
  wire.esc.restart(wire.now);
  wire.run_for(1000s);
  EXPECT_EQ(wire.live().size(), 0U);
  wire.esc_up = true;
  wire.run_for(100s);
  EXPECT_EQ(wire.live().size(), 1U) << "at the latest one back-off after it is back";
}

}  // namespace
}  // namespace sipwright::test
