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
  EXPECT_EQ(wire.happened.back().kind, Kind::failed);
  EXPECT_FALSE(wire.happened.back().will_retry);
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
