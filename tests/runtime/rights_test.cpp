// Who may publish for whom (RFC 3903 14.1): asked for each request, before everything else.
#include <gtest/gtest.h>

#include "wire.hpp"

namespace sipwright::test {
namespace {

class Rights : public testing::Test {
 protected:
  AgentConfig agent(const char* user) {
    AgentConfig config = Wire::agent_defaults();
    config.accounts = {{"", user, "secret"}};
    config.hasher = &hasher;
    return config;
  }
  CompositorConfig server() {
    CompositorConfig config;
    config.accounts = {{"", "gw", "secret"}, {"", "jane", "secret"}};
    config.rights = {{"gw", "sip:john@example.com"}, {"gw", "sip:j@x.example"}, {"jane", "sip:jane@example.com"}};
    config.realm = "example.com";
    config.hasher = &hasher;
    return config;
  }
  // The status of the answer to the last request that it takes to publish.
  int publish(const char* user, const char* presentity) {
    Wire wire(agent(user), server());
    wire.agent.publish(presentity, on_the_phone, wire.now);
    wire.settle();
    EXPECT_EQ(wire.answers.size(), 2U);
    EXPECT_EQ(wire.esc.publications(), status_of(wire.answers.back()) == 200 ? 1U : 0U);
    return status_of(wire.answers.back());
  }
  ToyHasher hasher;
};

TEST_F(Rights, DecideByUserAndPresentity) {
  EXPECT_EQ(publish("gw", "sip:john@example.com"), 200);
  EXPECT_EQ(publish("gw", "sip:%6aohn@EXAMPLE.com"), 200) << "the same URI in other letters";
  EXPECT_EQ(publish("gw", "sip:jane@example.com"), 403);
  EXPECT_EQ(publish("jane", "sip:jane@example.com"), 200);
  EXPECT_EQ(publish("jane", "sip:john@example.com"), 403);
}

TEST_F(Rights, TheSenderComesFirst) {
  CompositorConfig config = server();
  config.domains = {"example.com"};
  SeededRandomness randomness{1};
  Compositor esc(config, randomness);
  RequestText request;
  request.uri = "tel:+1";
  request.event = "nosuch";
  request.more = {"Require: nosuch"};
  esc.receive(peer(), request.text(), 1000s);
  const auto out = esc.poll_transmit();
  ASSERT_TRUE(out);
  EXPECT_EQ(status_of(out->bytes), 401);
  EXPECT_TRUE(value_of(out->bytes, "WWW-Authenticate"));
}

}  // namespace
}  // namespace sipwright::test
