// 401 and 407: answered once, with the same Call-ID and the next CSeq, and remembered for later requests.
#include <gtest/gtest.h>

#include "wire.hpp"

namespace sipwright::test {
namespace {

class Digest : public testing::Test {
 protected:
  static AgentConfig agent(const Hasher* hasher, const char* password = "secret") {
    AgentConfig config = Wire::agent_defaults();
    config.accounts = {{"", "gw", password}};
    config.hasher = hasher;
    return config;
  }
  static CompositorConfig server(const Hasher* hasher) {
    CompositorConfig config;
    config.accounts = {{"", "gw", "secret"}};
    config.realm = "example.com";
    config.hasher = hasher;
    return config;
  }
  ToyHasher hasher;
};

TEST_F(Digest, ChallengeIsAnsweredAndRemembered) {
  Wire wire(agent(&hasher), server(&hasher));
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(status_of(wire.answers[0]), 401);
  EXPECT_EQ(value_of(wire.answers[0], "WWW-Authenticate")->find("Digest "), 0U);
  EXPECT_TRUE(value_of(wire.answers[0], "WWW-Authenticate", 1)) << "one row for each algorithm";
  EXPECT_EQ(value_of(wire.requests[1], "Call-ID"), value_of(wire.requests[0], "Call-ID"));
  EXPECT_EQ(value_of(wire.requests[1], "From"), value_of(wire.requests[0], "From"));
  EXPECT_EQ(value_of(wire.requests[1], "CSeq"), "2 PUBLISH");
  EXPECT_NE(value_of(wire.requests[1], "Via"), value_of(wire.requests[0], "Via"));
  EXPECT_NE(value_of(wire.requests[1], "Authorization")->find("nc=00000001"), std::string::npos);
  EXPECT_EQ(wire.live().size(), 1U);

  wire.agent.publish("sip:jane@example.com", on_the_phone, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 3U) << "no second challenge, for another presentity either";
  EXPECT_NE(value_of(wire.requests[2], "Authorization")->find("nc=00000002"), std::string::npos);
  EXPECT_EQ(wire.esc.publications(), 2U);
}

TEST_F(Digest, OldNonceIsReplacedOnce) {
  Wire wire(agent(&hasher), server(&hasher));
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(600s);  // longer than a nonce lives
  ASSERT_EQ(wire.requests.size(), 4U);
  EXPECT_EQ(status_of(wire.answers[2]), 401);
  EXPECT_NE(value_of(wire.answers[2], "WWW-Authenticate")->find("stale=true"), std::string::npos);
  EXPECT_EQ(status_of(wire.answers[3]), 200);
  EXPECT_EQ(wire.live().size(), 1U);
  EXPECT_EQ(wire.happened.back().kind, Kind::refreshed);
}

TEST_F(Digest, WrongPasswordMakesNoLoop) {
  Wire wire(agent(&hasher, "wrong"), server(&hasher));
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  EXPECT_EQ(wire.requests.size(), 2U);
  ASSERT_EQ(wire.happened.size(), 1U);
  EXPECT_EQ(wire.happened[0].status, 401);
  EXPECT_EQ(wire.happened[0].failure, Failure::refused);
  wire.run_for(300s);
  EXPECT_LT(wire.requests.size(), 30U) << "backed off";
  EXPECT_EQ(wire.esc.publications(), 0U);
}

TEST_F(Digest, WithoutAccountTheRequestIsGivenUp) {
  Wire wire(Wire::agent_defaults(), server(&hasher));
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  EXPECT_EQ(wire.requests.size(), 1U);
  EXPECT_EQ(wire.happened.back().status, 401);
}

TEST_F(Digest, ProxyAndServerAreAnsweredTogether) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.answer(407,
              {"Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256"});
  ASSERT_EQ(wire.requests.size(), 2U);
  EXPECT_NE(value_of(wire.requests[1], "Proxy-Authorization")->find("realm=\"proxy\""), std::string::npos);
  EXPECT_FALSE(value_of(wire.requests[1], "Authorization"));
  wire.answer(401, {"WWW-Authenticate: Digest realm=\"server\", nonce=\"n2\", qop=\"auth\", algorithm=MD5"});
  ASSERT_EQ(wire.requests.size(), 3U);
  EXPECT_NE(value_of(wire.requests[2], "Proxy-Authorization")->find("nc=00000002"), std::string::npos);
  EXPECT_NE(value_of(wire.requests[2], "Authorization")->find("realm=\"server\""), std::string::npos);
  EXPECT_EQ(value_of(wire.requests[2], "CSeq"), "3 PUBLISH");
}

TEST_F(Digest, SameNonceAgainIsNotTriedAgain) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"same\", qop=\"auth\"";
  wire.answer(401, {challenge});
  ASSERT_EQ(wire.requests.size(), 2U);
  wire.answer(401, {challenge});
  EXPECT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(wire.happened.back().status, 401);
}

TEST_F(Digest, KnownNonceThatIsRefusedLaterIsNotTriedAgain) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"same\", qop=\"auth\"";
  wire.answer(401, {challenge});
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  wire.agent.publish(john, available, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 3U);
  EXPECT_TRUE(value_of(wire.requests[2], "Authorization"));
  wire.answer(401, {challenge});
  EXPECT_EQ(wire.requests.size(), 3U) << "these credentials were just refused";
}

// RFC 3261 22.1, SW-29.
TEST_F(Digest, RefusedCredentialsAreForgotten) {
  Wire wire(agent(&hasher, "wrong"), server(&hasher));
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const Instant refused_at = wire.now;
  ASSERT_EQ(wire.requests.size(), 2U);
  wire.run_for(600s);
  ASSERT_GT(wire.requests.size(), 10U);
  Instant last = refused_at;
  std::size_t carried = 0;
  for (std::size_t i = 2; i < wire.requests.size(); ++i) {
    if (!value_of(wire.requests[i], "Authorization")) continue;
    ++carried;
    EXPECT_GE(wire.request_times[i] - last, 60s) << "they rest";
    last = wire.request_times[i];
    EXPECT_FALSE(value_of(wire.requests[i - 1], "Authorization")) << "only a challenge brings them back";
    EXPECT_EQ(wire.request_times[i], wire.request_times[i - 1]);
  }
  EXPECT_GE(carried, 4U);
  EXPECT_LE(carried, 9U);
}

TEST_F(Digest, AServerThatKnowsTheUserAgainIsReached) {
  Wire wire(agent(&hasher, "secret"), server(&hasher));
  CompositorConfig forgetful = server(&hasher);
  forgetful.accounts[0].password = "other";
  wire.esc = Compositor(forgetful, wire.randomness);
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(30s);
  EXPECT_EQ(wire.live().size(), 0U);
  wire.esc = Compositor(server(&hasher), wire.randomness);
  wire.run_for(150s);
  EXPECT_EQ(wire.live().size(), 1U);
}

// SW-30.
TEST_F(Digest, ANewNonceWithoutStaleIsTriedOnceWhereTheOldOneServed) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const auto challenge = [](const char* nonce) {
    return std::string("WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"") + nonce + "\"";
  };
  wire.answer(401, {challenge("n1")});
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  wire.agent.publish(john, available, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 3U);
  EXPECT_NE(value_of(wire.requests[2], "Authorization")->find("nc=00000002"), std::string::npos);
  wire.answer(401, {challenge("n2")});
  ASSERT_EQ(wire.requests.size(), 4U);
  EXPECT_NE(value_of(wire.requests[3], "Authorization")->find("nc=00000001"), std::string::npos);
  wire.answer(401, {challenge("n3")});
  EXPECT_EQ(wire.requests.size(), 4U) << "the new one has not served";
  wire.run_for(5s);
  ASSERT_GT(wire.requests.size(), 4U);
  EXPECT_FALSE(value_of(wire.requests[4], "Authorization"));
}

// One realm is refused, the other one goes on.
TEST_F(Digest, ARefusalConcernsItsRealmAlone) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string proxy = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"";
  const std::string own = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"";
  wire.answer(407, {proxy});
  wire.answer(401, {own});
  ASSERT_EQ(wire.requests.size(), 3U);
  wire.answer(401, {own});
  wire.run_for(5s);
  ASSERT_GT(wire.requests.size(), 3U);
  EXPECT_TRUE(value_of(wire.requests[3], "Proxy-Authorization"));
  EXPECT_FALSE(value_of(wire.requests[3], "Authorization"));
}

TEST_F(Digest, BasicIsNeverAnswered) {
  Wire wire(agent(&hasher));
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.answer(401, {"WWW-Authenticate: Basic realm=\"r\""});
  EXPECT_EQ(wire.requests.size(), 1U);
  EXPECT_EQ(wire.happened.back().kind, Kind::failed);
}

TEST_F(Digest, UnauthenticatedRequestsLeaveNoState) {
  Wire wire({}, server(&hasher));
  for (int i = 0; i < 1000; ++i) {
    RequestText request;
    request.uri = "sip:u" + std::to_string(i) + "@example.com";
    wire.esc.receive(peer(), request.text(), wire.now);
  }
  EXPECT_EQ(wire.esc.publications(), 0U);
}

}  // namespace
}  // namespace sipwright::test
