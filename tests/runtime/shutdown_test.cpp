// Many calls, and the end: everything is removed, in bounded time, whatever the server does.
#include <gtest/gtest.h>

#include "wire.hpp"

namespace sipwright::test {
namespace {

std::string user(int i) {
  return "sip:u" + std::to_string(i) + "@example.com";
}

TEST(Shutdown, RemovesAllAndTakesNothingNew) {
  Wire wire;
  for (int i = 0; i < 2000; ++i)
    wire.agent.call_connected("c" + std::to_string(i), user(i), on_the_phone, wire.now);
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), 2000U);
  wire.agent.shutdown(wire.now);
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), 0U);
  EXPECT_TRUE(wire.agent.idle());
  EXPECT_EQ(wire.agent.publications(), 0U);
  EXPECT_EQ(wire.agent.publish(john, on_the_phone, wire.now), Misuse::shutting_down);
}

TEST(Shutdown, IsBoundedWithASilentServer) {
  Wire wire;
  for (int i = 0; i < 10; ++i) wire.agent.publish(user(i), on_the_phone, wire.now);
  wire.settle();
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);  // open while the end comes
  wire.settle();
  const Instant begin = wire.now;
  wire.agent.shutdown(wire.now);
  wire.run_until(begin + 35s);
  EXPECT_TRUE(wire.agent.idle());
  int left = 0;
  for (const Happened& one : wire.happened) {
    if (one.failure != Failure::left) continue;
    ++left;  // published, or open: nobody knows
    EXPECT_FALSE(one.will_retry);
    EXPECT_EQ(one.expires_s, 600U);
  }
  EXPECT_EQ(left, 11);
  wire.run_for(1000s);
  EXPECT_EQ(wire.agent.next_deadline(), never);
}

TEST(Shutdown, WaitsForTheAnswerToAnOpenRequest) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.agent.shutdown(wire.now);
  EXPECT_FALSE(wire.agent.idle());
  wire.run_for(1s);
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  wire.run_for(0s);
  EXPECT_EQ(value_of(wire.requests.back(), "SIP-If-Match"), "a");
  wire.answer(200, {"SIP-ETag: b", "Expires: 0"});
  EXPECT_TRUE(wire.agent.idle());
  wire.agent.receive(Wire::agent_target(), "garbage", wire.now);
}

// What cannot be done before the end is not waited for.
TEST(Shutdown, IsOverAtOnceWhereNothingCanBeRemoved) {
  const auto ends_at_once = [](Wire& wire) {
    wire.agent.shutdown(wire.now);
    wire.run_for(0s);
    return wire.agent.idle();
  };
  Wire held;
  held.esc_up = false;
  held.agent.publish(john, on_the_phone, held.now);
  held.settle();
  held.answer(503, {"Retry-After: 3600"});
  EXPECT_TRUE(ends_at_once(held));
  EXPECT_EQ(held.happened.back().kind, Kind::removed) << "nothing was stored";

  Wire untagged;
  untagged.esc_up = false;
  untagged.agent.publish(john, on_the_phone, untagged.now);
  untagged.settle();
  untagged.answer(200, {"Expires: 300"});
  EXPECT_TRUE(ends_at_once(untagged));
  EXPECT_EQ(untagged.happened.back().failure, Failure::left);
  EXPECT_GE(untagged.happened.back().expires_s, 300U);

  Wire published;
  published.agent.publish(john, on_the_phone, published.now);
  published.settle();
  published.esc_up = false;
  published.agent.shutdown(published.now);
  published.settle();
  published.answer(503, {"Retry-After: 3600"});
  published.run_for(0s);
  EXPECT_TRUE(published.agent.idle());
  EXPECT_EQ(published.happened.back().failure, Failure::left);

  // Calls that are over, and a request that failed before: nobody wants to hear of it again.
  Wire failed;
  failed.esc_up = false;
  failed.agent.call_connected("c1", john, on_the_phone, failed.now);
  failed.settle();
  failed.answer(500);
  failed.agent.call_ended("c1", failed.now);
  failed.settle();
  const std::size_t told = failed.happened.size();
  EXPECT_TRUE(ends_at_once(failed));
  EXPECT_EQ(failed.happened.size(), told);
}

TEST(Shutdown, WaitsForARemovalThatIsStillPossible) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.esc_up = false;
  wire.agent.shutdown(wire.now);
  wire.settle();
  wire.answer(503, {"Retry-After: 5"});
  EXPECT_FALSE(wire.agent.idle());
  wire.esc_up = true;
  wire.run_for(10s);
  EXPECT_TRUE(wire.agent.idle());
  EXPECT_EQ(wire.happened.back().kind, Kind::removed);
}

TEST(ManyCalls, EachUserIsPublishedOnceAndRefreshesKeepGoing) {
  AgentConfig config = Wire::agent_defaults();
  Wire wire(config);
  constexpr int users = 1000;
  for (int i = 0; i < users * 3; ++i) {
    wire.agent.call_connected("c" + std::to_string(i), user(i % users), on_the_phone, wire.now);
    if (i % 10 == 0) wire.run_for(10ms);
  }
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), static_cast<std::size_t>(users));
  wire.run_for(1200s);
  EXPECT_EQ(wire.esc.publications(), static_cast<std::size_t>(users));
  for (int i = 0; i < users * 3; ++i) {
    EXPECT_EQ(wire.agent.call_ended("c" + std::to_string(i), wire.now), Misuse::none);
    if (i == users * 2 - 1) {
      wire.settle();
      EXPECT_EQ(wire.esc.publications(), static_cast<std::size_t>(users));
    }
  }
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), 0U);
  EXPECT_TRUE(wire.agent.idle());
}

}  // namespace
}  // namespace sipwright::test
