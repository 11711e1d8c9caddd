// RFC 3261 17.1.2 and 17.2.2 by virtual time: what is sent when, and that it is the same octets each time.
#include <gtest/gtest.h>

#include <vector>

#include "wire.hpp"

namespace sipwright::test {
namespace {

// The times of all copies of the first request, in milliseconds from its first sending.
std::vector<long long> schedule(const Wire& wire) {
  std::vector<long long> times;
  for (std::size_t i = 0; i < wire.requests.size(); ++i) {
    if (wire.requests[i] != wire.requests[0]) break;
    times.push_back((wire.request_times[i] - wire.request_times[0]) / 1ms);
  }
  return times;
}

TEST(ClientTransaction, SilentPeerOverUdpGetsElevenCopies) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(32s - 1ns);
  EXPECT_EQ(schedule(wire),
            (std::vector<long long>{0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500}));
  EXPECT_EQ(wire.requests.size(), 11U);
  EXPECT_EQ(wire.agent.counters().retransmissions_sent, 10U);
  EXPECT_TRUE(wire.happened.empty());
  wire.run_for(1ns);
  ASSERT_EQ(wire.happened.size(), 1U) << "timer F";
  EXPECT_EQ(wire.happened[0].kind, Kind::failed);
  EXPECT_EQ(wire.happened[0].failure, Failure::timed_out);
  EXPECT_EQ(wire.happened[0].status, 0);
  EXPECT_TRUE(wire.happened[0].will_retry);
  EXPECT_EQ(wire.agent.open_transactions(), 0U);
  EXPECT_EQ(wire.requests.size(), 11U) << "a new request has to wait for the back-off";
}

TEST(ClientTransaction, ReliableTransportSendsOnce) {
  for (const Transport transport : {Transport::tcp, Transport::tls}) {
    AgentConfig config = Wire::agent_defaults();
    config.target = config.target.with(transport);
    Wire wire(config);
    wire.esc_up = false;
    wire.agent.publish(john, on_the_phone, wire.now);
    wire.run_for(32s - 1ns);
    EXPECT_EQ(wire.requests.size(), 1U);
    wire.run_for(1ns);
    ASSERT_EQ(wire.happened.size(), 1U);
    EXPECT_EQ(wire.happened[0].failure, Failure::timed_out);
  }
}

TEST(ClientTransaction, ProvisionalAnswerSlowsToT2) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(1s);
  wire.answer(100);
  wire.run_for(20s);
  EXPECT_EQ(schedule(wire), (std::vector<long long>{0, 500, 1500, 5500, 9500, 13500, 17500}));
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  EXPECT_EQ(wire.happened.back().kind, Kind::published);
  wire.run_for(60s);
  EXPECT_EQ(wire.requests.size(), 7U) << "the final answer ends it";
}

TEST(ClientTransaction, EveryFinalClassEndsIt) {
  for (const int code : {200, 299, 302, 399, 403, 499, 500, 599, 603, 699}) {
    Wire wire;
    wire.esc_up = false;
    wire.agent.publish(john, on_the_phone, wire.now);
    wire.run_for(600ms);
    wire.answer(code, {"SIP-ETag: a", "Expires: 600"});
    EXPECT_EQ(wire.agent.open_transactions(), 0U) << code;
    EXPECT_EQ(schedule(wire).size(), 2U) << code;
    ASSERT_EQ(wire.happened.size(), 1U) << code;
    EXPECT_EQ(wire.happened[0].kind, code < 300 ? Kind::published : Kind::failed) << code;
    EXPECT_EQ(wire.happened[0].status, code);
  }
}

TEST(ClientTransaction, BackOffGrowsAndIsBounded) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  Duration longest{};
  for (int i = 0; i < 12; ++i) {
    const std::size_t before = wire.requests.size();
    const Instant refused_at = wire.now;
    wire.answer(500);
    while (wire.requests.size() == before) wire.run_for(100ms);
    const Duration pause = wire.now - refused_at;
    EXPECT_LE(pause, timer::back_off_max + 100ms);
    longest = std::max(longest, pause);
  }
  EXPECT_GE(longest, timer::back_off_max / 2);
}

TEST(ClientTransaction, ClockThatWasLookedAtLateMakesNoBurst) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.now += 20s;
  wire.agent.advance(wire.now);
  wire.settle();
  EXPECT_EQ(wire.requests.size(), 2U);
}

TEST(ServerTransaction, AnswersCopiesForExactly64T1) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.lose_answer = [] { return true; };
  wire.settle();
  ASSERT_EQ(wire.answers.size(), 1U);
  wire.run_for(31s);
  ASSERT_EQ(wire.answers.size(), 10U) << "one for each copy";
  for (const std::string& answer : wire.answers) EXPECT_EQ(answer, wire.answers[0]);
  EXPECT_EQ(wire.esc.publications(), 1U);
  EXPECT_EQ(wire.esc.counters().requests, 1U);
}

TEST(Transactions, OtherT1ScalesAllTimers) {
  AgentConfig config = Wire::agent_defaults();
  config.timers.t1 = 10ms;
  config.timers.t2 = 80ms;
  config.timers.t4 = 100ms;
  Wire wire(config);
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(639ms);
  EXPECT_EQ(schedule(wire), (std::vector<long long>{0, 10, 30, 70, 150, 230, 310, 390, 470, 550, 630}));
  wire.run_for(1ms);
  EXPECT_EQ(wire.happened.size(), 1U);
}

}  // namespace
}  // namespace sipwright::test
