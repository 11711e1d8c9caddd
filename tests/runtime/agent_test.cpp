// The agent against the compositor: what is published, by which requests, and what the user is told.
#include "sipwright/agent.hpp"

#include <gtest/gtest.h>

#include <set>

#include "wire.hpp"

namespace sipwright::test {
namespace {

TEST(Agent, CallIsPublishedRefreshedAndRemoved) {
  Wire wire;
  ASSERT_EQ(wire.agent.call_connected("c1", john, on_the_phone, wire.now), Misuse::none);
  wire.settle();
  ASSERT_EQ(wire.live().size(), 1U);
  EXPECT_EQ(wire.live()[0].document, on_the_phone.body);
  ASSERT_EQ(wire.happened.size(), 1U);
  EXPECT_EQ(wire.happened[0].kind, Kind::published);
  EXPECT_EQ(wire.happened[0].user, john);
  EXPECT_EQ(wire.happened[0].call, "c1");
  EXPECT_EQ(wire.happened[0].etag, wire.live()[0].tag);
  EXPECT_EQ(wire.happened[0].expires_s, 600U);
  EXPECT_EQ(wire.happened[0].status, 200);

  wire.run_for(3600s);
  EXPECT_EQ(wire.live().size(), 1U) << "refreshed all the time";
  const std::size_t refreshes = wire.requests.size() - 1;
  EXPECT_EQ(refreshes, 6U) << "every 600 - 34 s";
  ASSERT_EQ(wire.agent.call_ended("c1", wire.now), Misuse::none);
  wire.settle();
  EXPECT_EQ(wire.live().size(), 0U);
  EXPECT_EQ(wire.happened.back().kind, Kind::removed);
  EXPECT_EQ(wire.happened.back().call, "c1");
  EXPECT_TRUE(wire.agent.idle());
  wire.run_for(3600s);
  EXPECT_EQ(wire.requests.size(), 8U) << "nothing is sent any more";
  EXPECT_EQ(wire.agent.next_deadline(), never);
}

TEST(Agent, RequestsHaveTheShapesOfTable1) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.run_for(570s);  // initial, refresh
  wire.agent.modify(john, available, wire.now);
  wire.settle();
  wire.agent.remove(john, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 4U);
  std::set<std::string> branches;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string& request = wire.requests[i];
    SCOPED_TRACE(request);
    EXPECT_EQ(request.substr(0, request.find("\r\n")), "PUBLISH sip:john@example.com SIP/2.0");
    EXPECT_EQ(value_of(request, "Max-Forwards"), "70");
    EXPECT_EQ(value_of(request, "Event"), "presence");
    EXPECT_EQ(value_of(request, "To"), "<sip:john@example.com>");
    EXPECT_EQ(value_of(request, "Expires"), i == 3 ? "0" : "600");
    EXPECT_EQ(value_of(request, "SIP-If-Match").has_value(), i > 0);
    EXPECT_EQ(value_of(request, "Content-Type").has_value(), i == 0 || i == 2);
    EXPECT_EQ(body_of(request), i == 0 ? on_the_phone.body : i == 2 ? available.body : "");
    EXPECT_EQ(value_of(request, "Content-Length"), std::to_string(body_of(request).size()));
    EXPECT_EQ(value_of(request, "CSeq"), std::to_string(i + 1) + " PUBLISH");
    EXPECT_EQ(value_of(request, "Call-ID"), value_of(wire.requests[0], "Call-ID"));
    EXPECT_EQ(value_of(request, "From"), value_of(wire.requests[0], "From"));
    if (i > 0) {
      EXPECT_EQ(value_of(request, "SIP-If-Match"), value_of(wire.answers[i - 1], "SIP-ETag"));
    }
    const std::string via = *value_of(request, "Via");
    EXPECT_EQ(via.find("SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK"), 0U);
    EXPECT_TRUE(branches.insert(via).second) << "a fresh branch each time";
  }
  EXPECT_EQ(wire.kinds(), (std::vector{Kind::published, Kind::refreshed, Kind::modified, Kind::removed}));
}

TEST(Agent, PublicationLastsWhileAnyCallLasts) {
  Wire wire;
  wire.agent.call_connected("c1", john, on_the_phone, wire.now);
  wire.settle();
  wire.agent.call_connected("c2", john, available, wire.now);
  wire.settle();
  EXPECT_EQ(wire.requests.size(), 1U) << "two calls are the same state";
  EXPECT_EQ(wire.agent.call_connected("c2", john, on_the_phone, wire.now), Misuse::already_there);
  wire.agent.call_ended("c1", wire.now);
  wire.settle();
  EXPECT_EQ(wire.live().size(), 1U);
  EXPECT_EQ(wire.agent.call_ended("c1", wire.now), Misuse::unknown);
  wire.agent.call_ended("c2", wire.now);
  wire.settle();
  EXPECT_EQ(wire.live().size(), 0U);
  EXPECT_TRUE(wire.agent.idle());
}

TEST(Agent, CallerAndCalleeShareACall) {
  Wire wire;
  wire.agent.call_connected("c1", john, on_the_phone, wire.now);
  wire.agent.call_connected("c1", "sip:jane@example.com", on_the_phone, wire.now);
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), 2U);
  EXPECT_EQ(wire.agent.call_ended("c1", "sip:jane@example.com", wire.now), Misuse::none);
  wire.settle();
  EXPECT_EQ(wire.live().size(), 1U);
  wire.agent.call_connected("c1", "sip:jane@example.com", on_the_phone, wire.now);
  wire.settle();
  EXPECT_EQ(wire.agent.call_ended("c1", wire.now), Misuse::none);
  wire.settle();
  EXPECT_EQ(wire.esc.publications(), 0U);
}

TEST(Agent, OnlyOnePublishIsOpenAndTheNewestStateWaits) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.agent.publish(john, {"application/pidf+xml", "<lost/>"}, wire.now);
  wire.agent.publish("SIP:john@EXAMPLE.com", available, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 1U);
  EXPECT_EQ(wire.agent.publications(), 1U) << "the same URI in other letters";
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  wire.run_for(0s);
  ASSERT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(body_of(wire.requests[1]), available.body);
  EXPECT_EQ(value_of(wire.requests[1], "SIP-If-Match"), "a");
}

TEST(Agent, CallThatEndsBeforeTheAnswerIsStillRemoved) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.call_connected("c1", john, on_the_phone, wire.now);
  wire.settle();
  wire.agent.call_ended("c1", wire.now);
  wire.settle();
  EXPECT_EQ(wire.requests.size(), 1U);
  wire.answer(200, {"SIP-ETag: a", "Expires: 600"});
  wire.run_for(0s);
  ASSERT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(value_of(wire.requests[1], "Expires"), "0");
  EXPECT_EQ(value_of(wire.requests[1], "SIP-If-Match"), "a");
  wire.answer(200, {"SIP-ETag: b", "Expires: 0"});
  EXPECT_TRUE(wire.agent.idle());
}

TEST(Agent, StaleTagLeadsToAFreshStart) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string old_tag = wire.happened.back().etag;
  wire.esc.restart(wire.now);
  wire.run_for(570s);
  ASSERT_EQ(wire.requests.size(), 3U);
  EXPECT_EQ(status_of(wire.answers[1]), 412);
  EXPECT_FALSE(value_of(wire.requests[2], "SIP-If-Match"));
  EXPECT_EQ(body_of(wire.requests[2]), on_the_phone.body);
  EXPECT_EQ(wire.live().size(), 1U);
  wire.run_for(2000s);
  for (std::size_t i = 2; i < wire.requests.size(); ++i) {
    EXPECT_NE(value_of(wire.requests[i], "SIP-If-Match"), old_tag);
  }
}

TEST(Agent, TooBriefIsRaisedAndRemembered) {
  AgentConfig config = Wire::agent_defaults();
  config.expires_s = 30;
  CompositorConfig server;
  server.expires_s_min = 90;
  Wire wire(config, server);
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  ASSERT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(status_of(wire.answers[0]), 423);
  EXPECT_EQ(value_of(wire.requests[1], "Expires"), "90");
  EXPECT_EQ(value_of(wire.requests[1], "CSeq"), "2 PUBLISH");
  EXPECT_EQ(value_of(wire.requests[1], "Call-ID"), value_of(wire.requests[0], "Call-ID"));
  wire.run_for(100s);
  ASSERT_GE(wire.requests.size(), 3U);
  EXPECT_EQ(value_of(wire.requests[2], "Expires"), "90") << "the minimum is not asked for again";
}

TEST(Agent, ShorterGrantIsRefreshedInTime) {
  CompositorConfig server;
  server.expires_s_max = 100;
  Wire wire(Wire::agent_defaults(), server);
  wire.agent.publish(john, on_the_phone, wire.now);
  for (int i = 0; i < 500; ++i) {
    wire.run_for(1s);
    ASSERT_EQ(wire.live().size(), 1U) << i;
  }
}

TEST(Agent, PushBackIsObeyed) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.answer(503, {"Retry-After: 20"});
  EXPECT_EQ(wire.happened.back().kind, Kind::failed);
  EXPECT_EQ(wire.happened.back().failure, Failure::refused);
  EXPECT_EQ(wire.happened.back().status, 503);
  EXPECT_TRUE(wire.happened.back().will_retry);
  wire.run_for(19s);
  EXPECT_EQ(wire.requests.size(), 1U);
  wire.esc_up = true;
  wire.run_for(5s);
  EXPECT_EQ(wire.requests.size(), 2U);
  EXPECT_EQ(wire.live().size(), 1U);
}

// RFC 3903 9: the source is quenched, not the one publication that happened to be told.
TEST(Agent, PushBackHoldsEveryPublication) {
  Wire wire;
  wire.agent.publish("sip:jane@example.com", on_the_phone, wire.now);
  wire.settle();
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.answer(503, {"Retry-After: 20"});
  wire.esc_up = true;
  wire.agent.modify("sip:jane@example.com", available, wire.now);
  wire.agent.publish("sip:new@example.com", on_the_phone, wire.now);
  wire.run_for(19s);
  EXPECT_EQ(wire.requests.size(), 2U);
  wire.run_for(5s);
  EXPECT_EQ(wire.requests.size(), 5U);
}

TEST(Agent, TransportFailureIsTriedAgain) {
  AgentConfig config = Wire::agent_defaults();
  config.target = config.target.with(Transport::tls);
  Wire wire(config);
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.agent.transport_failed(peer(Transport::tls, "203.0.113.1"), wire.now);
  wire.settle();
  EXPECT_TRUE(wire.happened.empty()) << "another connection";
  wire.agent.transport_failed(config.target, wire.now);
  wire.settle();
  EXPECT_EQ(wire.happened.back().failure, Failure::transport);
  EXPECT_EQ(wire.happened.back().status, 0) << "there was no answer";
  wire.esc_up = true;
  wire.run_for(10s);
  EXPECT_EQ(wire.live().size(), 1U);
}

TEST(Agent, LateCopiesOfAnAnswerAreSwallowed) {
  Wire wire;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string tag = wire.happened.back().etag;
  wire.agent.receive(Wire::agent_target(), wire.answers[0], wire.now);
  wire.answer(200, {"SIP-ETag: other", "Expires: 1"});
  wire.answer(412);
  EXPECT_EQ(wire.happened.size(), 1U);
  wire.run_for(570s);
  EXPECT_EQ(value_of(wire.requests[1], "SIP-If-Match"), tag);
}

TEST(Agent, ForeignAnswersAreDropped) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string request = wire.requests[0];
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = request;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, from.size(), to);
  };
  wire.answer_to(changed("192.0.2.7:5070", "192.0.2.8:5070"), 200, {"SIP-ETag: a", "Expires: 600"});
  wire.answer_to(changed("192.0.2.7:5070", "192.0.2.7"), 200, {"SIP-ETag: a", "Expires: 600"});
  wire.answer_to(changed("z9hG4bK", "z9hG4bK0"), 200, {"SIP-ETag: a", "Expires: 600"});
  wire.answer_to(changed("1 PUBLISH", "1 INVITE"), 200, {"SIP-ETag: a", "Expires: 600"});
  wire.answer_to(request, 200, {"Via: SIP/2.0/UDP second;branch=z9hG4bKx", "SIP-ETag: a", "Expires: 600"});
  std::string other_branch = request;
  char& digit = other_branch[request.find("z9hG4bK") + 7];
  digit = digit == '0' ? '1' : '0';
  wire.answer_to(other_branch, 200, {"SIP-ETag: a", "Expires: 600"});
  EXPECT_TRUE(wire.happened.empty());
  EXPECT_EQ(wire.agent.counters().responses_dropped, 6U);
  wire.answer_to(changed("<sip:john@example.com>;tag", "\"X\" <sip:john@example.com>;tag"), 202,
                 {"SIP-ETag: a", "Expires: 600"});
  ASSERT_EQ(wire.happened.size(), 1U) << "a changed From does not matter, any 2xx counts";
  EXPECT_EQ(wire.happened[0].kind, Kind::published);
}

TEST(Agent, OddTagsComeBackAsTheyWere) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  const std::string tag = "-.!%*_+`'~aZ09" + std::string(100, 'x');
  wire.answer(200,
              {"SIP-ETag: " + tag, "Expires: 600", "Record-Route: <sip:p;lr>", "Contact: <sip:elsewhere>"});
  wire.agent.remove(john, wire.now);
  wire.settle();
  EXPECT_EQ(value_of(wire.requests.back(), "SIP-If-Match"), tag);
  EXPECT_FALSE(value_of(wire.requests.back(), "Route"));
  EXPECT_EQ(wire.requests.back().find("elsewhere"), std::string::npos);
}

// A redirection is a failure with an address in it, which nothing is sent to.
TEST(Agent, TellsTheContactOfARedirection) {
  Wire wire;
  wire.esc_up = false;
  wire.agent.publish(john, on_the_phone, wire.now);
  wire.settle();
  wire.answer(302, {"Contact: <sip:other@198.51.100.9>", "Contact: <sip:third@198.51.100.9>"});
  ASSERT_EQ(wire.happened.size(), 1U);
  EXPECT_EQ(wire.happened[0].contact, "<sip:other@198.51.100.9>");
  wire.run_for(5s);
  for (const Peer& to : wire.request_peers) EXPECT_EQ(to, Wire::agent_target());
  wire.answer(200, {"SIP-ETag: a", "Contact: <sip:ignored@198.51.100.9>"});
  EXPECT_EQ(wire.happened.back().kind, Kind::published);
  EXPECT_EQ(wire.happened.back().contact, "");
}

TEST(Agent, LargeRequestsLeaveUdp) {
  const std::string large(1400, 'x');
  Wire wire;
  wire.agent.publish(john, {"application/pidf+xml", large}, wire.now);
  wire.settle();
  EXPECT_EQ(wire.request_peers[0].transport(), Transport::tcp);
  EXPECT_EQ(value_of(wire.requests[0], "Via")->find("SIP/2.0/TCP "), 0U);
  EXPECT_EQ(wire.live().size(), 1U);
  wire.agent.remove(john, wire.now);
  wire.settle();
  EXPECT_EQ(wire.request_peers[1].transport(), Transport::udp) << "a small one again";

  // RFC 3261 18.1.1: a server without TCP gets the datagram after all.
  Wire refused;
  refused.esc_up = false;
  refused.agent.publish(john, {"application/pidf+xml", large}, refused.now);
  refused.settle();
  refused.esc_up = true;
  refused.agent.transport_failed(refused.request_peers[0], refused.now, true);
  refused.settle();
  ASSERT_EQ(refused.requests.size(), 2U);
  EXPECT_EQ(refused.request_peers[1], Wire::agent_target());
  EXPECT_EQ(value_of(refused.requests[1], "Via")->find("SIP/2.0/UDP "), 0U);
  EXPECT_EQ(value_of(refused.requests[1], "CSeq"), value_of(refused.requests[0], "CSeq"));
  EXPECT_EQ(refused.live().size(), 1U);
  EXPECT_EQ(refused.kinds(), std::vector{Kind::published});

  AgentConfig config = Wire::agent_defaults();
  config.large_requests_by_tcp = false;
  Wire udp(config);
  udp.agent.publish(john, {"application/pidf+xml", large}, udp.now);
  udp.settle();
  EXPECT_TRUE(udp.requests.empty());
  ASSERT_EQ(udp.happened.size(), 1U);
  EXPECT_EQ(udp.happened[0].failure, Failure::too_large);
}

TEST(Agent, MisuseChangesNothing) {
  Wire wire;
  const Document good = on_the_phone;
  EXPECT_EQ(wire.agent.publish("", good, wire.now), Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish("john", good, wire.now), Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish("sip:john@a b", good, wire.now), Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish("sip:j@x SIP/2.0\r\nX-Injected: 1\r\nY: sip:j@x", good, wire.now),
            Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish("sip:j@x>", good, wire.now), Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish("sip:" + std::string(600, 'a') + "@x", good, wire.now), Misuse::bad_uri);
  EXPECT_EQ(wire.agent.publish(john, {"", "x"}, wire.now), Misuse::bad_document);
  EXPECT_EQ(wire.agent.publish(john, {"text", "x"}, wire.now), Misuse::bad_document);
  EXPECT_EQ(wire.agent.publish(john, {"text/plain\r\nX-Injected: 1", "x"}, wire.now), Misuse::bad_document);
  EXPECT_EQ(wire.agent.publish(john, {"text/plain", ""}, wire.now), Misuse::bad_document);
  EXPECT_EQ(wire.agent.modify(john, good, wire.now), Misuse::unknown);
  EXPECT_EQ(wire.agent.remove(john, wire.now), Misuse::unknown);
  EXPECT_EQ(wire.agent.call_ended("c1", wire.now), Misuse::unknown);
  EXPECT_EQ(wire.agent.call_connected("", john, good, wire.now), Misuse::bad_call);
  wire.settle();
  EXPECT_TRUE(wire.requests.empty());
  EXPECT_TRUE(wire.agent.idle());
  AgentConfig config = Wire::agent_defaults();
  config.user_agent = "bad\r\nX-Injected: 1";
  Wire bad(config);
  EXPECT_EQ(bad.agent.publish(john, good, bad.now), Misuse::bad_config);
}

}  // namespace
}  // namespace sipwright::test
