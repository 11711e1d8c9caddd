// The non-INVITE transactions under a clock that runs from timer to timer, on the emitted machines.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/server_transaction.hpp"
#include "story.hpp"

namespace sipwright::tests {
namespace {

using namespace std::chrono_literals;

// A client transaction with its timers; time moves from timer to timer.
struct Client {
  using Kind = machines::ClientTransactionEventKind;
  using Timer = machines::ClientTransactionTimer;

  void transmit() { sent.push_back(now); }
  void deliver() { ++delivered; }
  void arm(Timer timer, Instant at) { timers[timer] = at; }
  void disarm(Timer timer) { timers.erase(timer); }
  void timed_out() { gave_up = now; }
  void failed() { broke = now; }
  void unheard() {
    broke = now;
    arrived = false;
  }
  void fall_back() { fell_back = now; }

  int on(Kind kind, bool reliable = false, bool oversized = false) {
    return machine.process({kind, now, reliable, oversized}, config, *this);
  }

  // Fires what is due up to `end`.
  void run(Instant end) {
    while (!timers.empty()) {
      auto next = timers.begin();
      for (auto it = timers.begin(); it != timers.end(); ++it) {
        if (it->second < next->second) next = it;
      }
      if (next->second > end) break;
      const Timer timer = next->first;
      now = next->second;
      timers.erase(next);
      on(timer == Timer::E ? Kind::timer_E : timer == Timer::F ? Kind::timer_F : Kind::timer_K);
    }
    now = end;
  }

  machines::ClientTransaction machine;
  machines::ClientTransactionConfig config;
  std::map<Timer, Instant> timers;
  Instant now{};
  std::vector<Instant> sent;
  int delivered = 0;
  Instant gave_up{}, broke{}, fell_back{};
  bool arrived = true;
};

using ClientState = machines::ClientTransactionState;

// RFC 3261 18.1.1: what took TCP for its size alone is sent as a datagram where TCP is refused, with copies and all.
TEST(ClientTransaction, FallsBackToUdpWhereTcpIsRefused) {
  Client client;
  client.on(Client::Kind::request, true, true);
  client.now = 1s;
  client.on(Client::Kind::refused);
  EXPECT_EQ(client.fell_back, 1s);
  EXPECT_EQ(client.timers.at(Client::Timer::E), 1500ms);
  client.run(20s);
  EXPECT_GT(client.sent.size(), 5U);
  EXPECT_EQ(client.machine.state, machines::ClientTransactionState::Trying);
  client.on(Client::Kind::refused);
  EXPECT_EQ(client.broke, 20s) << "once";
}

// Of a request that was refused before any copy of it could arrive nobody need fear that it was acted on.
TEST(ClientTransaction, KnowsWhatHasNotArrived) {
  for (const bool reliable : {false, true}) {
    Client client;
    client.on(Client::Kind::request, reliable);
    client.on(Client::Kind::refused);
    EXPECT_FALSE(client.arrived);
    EXPECT_TRUE(client.machine.over());
  }
  Client copied;
  copied.on(Client::Kind::request);
  copied.run(600ms);
  copied.on(Client::Kind::refused);
  EXPECT_TRUE(copied.arrived);
}

// INV-26: eleven copies over UDP, then timer F.
TEST(ClientTransaction, ResendsAndGivesUp) {
  Client client;
  client.on(Client::Kind::request);
  client.run(100s);
  const std::vector<Instant> expected = {0ms,     500ms,   1500ms,  3500ms,  7500ms, 11500ms,
                                         15500ms, 19500ms, 23500ms, 27500ms, 31500ms};
  EXPECT_EQ(client.sent, expected);
  EXPECT_EQ(client.gave_up, 32s);
  EXPECT_EQ(client.machine.state, ClientState::Terminated);
  EXPECT_TRUE(client.timers.empty());
}

// RFC 3261 17.1.2.2: after a 1xx the pending timer stays, later gaps are T2.
TEST(ClientTransaction, ResendsAtT2AfterProvisional) {
  Client client;
  client.on(Client::Kind::request);
  client.run(1s);
  client.on(Client::Kind::provisional);
  client.run(12s);
  const std::vector<Instant> expected = {0ms, 500ms, 1500ms, 5500ms, 9500ms};
  EXPECT_EQ(client.sent, expected);
  EXPECT_EQ(client.delivered, 1);
}

TEST(ClientTransaction, SwallowsCopiesOfTheAnswer) {
  Client client;
  client.on(Client::Kind::request);
  client.run(1s);
  client.on(Client::Kind::final);
  client.on(Client::Kind::final);
  EXPECT_EQ(client.delivered, 1);
  client.run(5900ms);
  EXPECT_EQ(client.machine.state, ClientState::Completed);
  client.run(6s);
  EXPECT_EQ(client.machine.state, ClientState::Terminated);
  EXPECT_EQ(client.sent.size(), 2u);
}

TEST(ClientTransaction, SendsOnceOverReliableTransports) {
  Client client;
  client.on(Client::Kind::request, true);
  client.run(31s);
  EXPECT_EQ(client.sent.size(), 1u);
  client.on(Client::Kind::final);
  EXPECT_EQ(client.machine.state, ClientState::Terminated);
  EXPECT_TRUE(client.timers.empty());
}

TEST(ClientTransaction, EndsOnTransportError) {
  Client client;
  client.on(Client::Kind::request);
  client.run(1s);
  client.on(Client::Kind::transport_failed);
  EXPECT_EQ(client.broke, 1s);
  EXPECT_TRUE(client.timers.empty());
}

TEST(ClientTransaction, DropsMisroutedAnswers) {
  Client client;
  client.on(Client::Kind::request);
  EXPECT_GE(client.on(Client::Kind::misrouted), 0);
  EXPECT_EQ(client.delivered, 0);
  EXPECT_EQ(client.machine.state, ClientState::Trying);
}

// A clock that was not looked at for long makes one copy, not a burst.
TEST(ClientTransaction, MakesNoBurstAfterASuspension) {
  Client client;
  client.on(Client::Kind::request);
  client.now = 20s;
  client.on(Client::Kind::timer_E);
  EXPECT_EQ(client.timers[Client::Timer::E], 20500ms);
}

class Server : public testing::Test {
 protected:
  using Kind = machines::ServerTransactionEventKind;
  std::string on(Kind kind, Instant at, bool reliable = false, std::uint32_t status = 200) {
    story.text.clear();
    machine.process({kind, at, reliable, status}, config, story);
    return story.text;
  }
  machines::ServerTransaction machine;
  machines::ServerTransactionConfig config;
  Story story;
};
using ServerState = machines::ServerTransactionState;

// RFC 4320 4.1: no 100 before 3.5 s, then it is due.
TEST_F(Server, SendsTryingWhenDue) {
  EXPECT_EQ(on(Kind::request, 0s), "arm trying 3500ms; deliver");
  EXPECT_EQ(on(Kind::retransmission, 500ms), "");
  EXPECT_EQ(on(Kind::provisional, 1s), "");
  EXPECT_EQ(on(Kind::timer_trying, 3500ms), "send_trying; arm late 32s");
  EXPECT_EQ(on(Kind::retransmission, 4s), "repeat");
  EXPECT_EQ(on(Kind::final, 5s), "send_final; arm J 37s");
  EXPECT_EQ(on(Kind::retransmission, 6s), "repeat");
  EXPECT_EQ(on(Kind::final, 7s), "");
  EXPECT_EQ(on(Kind::timer_J, 37s), "disarm");
  EXPECT_EQ(machine.state, ServerState::Terminated);
}

TEST_F(Server, MaySendTryingEarlyOverReliableTransports) {
  on(Kind::request, 0s, true);
  EXPECT_EQ(on(Kind::provisional, 1s), "send_trying; arm late 32s");
  EXPECT_EQ(on(Kind::final, 2s), "send_final; disarm");
  EXPECT_EQ(machine.state, ServerState::Terminated);
}

// RFC 4320 4.2: no 408, and nothing after the client has given up.
TEST_F(Server, NeverSends408) {
  on(Kind::request, 0s);
  EXPECT_EQ(on(Kind::final, 1s, false, 408), "disarm");
  EXPECT_EQ(machine.state, ServerState::Terminated);
}

TEST_F(Server, SwallowsALateAnswer) {
  on(Kind::request, 0s);
  on(Kind::timer_trying, 3500ms);
  EXPECT_EQ(on(Kind::final, 32s), "disarm");
}

TEST_F(Server, EndsUnanswered) {
  on(Kind::request, 0s);
  on(Kind::timer_trying, 3500ms);
  EXPECT_EQ(on(Kind::timer_late, 32s), "disarm");
  EXPECT_EQ(machine.state, ServerState::Terminated);
}

}  // namespace
}  // namespace sipwright::tests
