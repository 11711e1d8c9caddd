// RFC 3903 section 6 as a client sees it: the six steps, their order, tags and lifetimes.
#include "sipwright/compositor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "helpers.hpp"

namespace sipwright::test {
namespace {

class CompositorTest : public testing::Test {
 protected:
  // Sends and returns the one answer; empty if there is none.
  std::string ask(const std::string& bytes, const Peer& from = peer()) {
    esc.receive(from, bytes, now);
    std::string answer;
    if (auto out = esc.poll_transmit()) {
      answer = out->bytes;
      sent_to = out->peer;
    }
    EXPECT_FALSE(esc.poll_transmit().has_value()) << "more than one answer";
    return answer;
  }
  int code(const RequestText& request) { return status_of(ask(request.text())); }
  std::string tag_of(const RequestText& request) {
    const std::string answer = ask(request.text());
    EXPECT_EQ(status_of(answer), 200) << answer;
    return value_of(answer, "SIP-ETag").value_or("");
  }
  std::size_t live() { return esc.live("sip:john@example.com", "presence", now).size(); }

  SeededRandomness randomness{1};
  CompositorConfig config = [] {
    CompositorConfig c;
    c.domains = {"example.com"};
    return c;
  }();
  Compositor esc{config, randomness};
  Instant now = 1000s;
  Peer sent_to;
};

// Each document is bounded, and their sum too: a new one and a larger one need room, which a removal makes.
TEST_F(CompositorTest, AllDocumentsTogetherAreBounded) {
  config.stored_octets_max = 3 * (20 + 100);  // with the media type
  esc = Compositor(config, randomness);
  RequestText request = initial();
  ASSERT_EQ(request.content_type.size(), 20U);
  request.body = std::string(100, 'x');
  const std::string first = tag_of(request), second = tag_of(request);
  const std::string third = tag_of(request);
  const std::string full = ask(request.text());
  EXPECT_EQ(status_of(full), 503);
  EXPECT_EQ(value_of(full, "Retry-After"), "30");
  EXPECT_EQ(code(modify(first, std::string(101, 'y'))), 503);
  EXPECT_EQ(code(refresh(first)), 200) << "the tag of a refused modification lives";
  EXPECT_EQ(code(modify(second, std::string(100, 'y'))), 200);
  EXPECT_EQ(live(), 3U);
  EXPECT_EQ(code(removal(third)), 200);
  EXPECT_EQ(code(request), 200);
  now += 700s;
  esc.advance(now);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code(request), 200) << "what has expired takes no room";
}

TEST_F(CompositorTest, InitialIsStoredUnderAFreshTag) {
  const std::string answer = ask(initial().text());
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(value_of(answer, "Expires"), "600");
  ASSERT_TRUE(value_of(answer, "SIP-ETag"));
  EXPECT_EQ(value_of(answer, "Content-Length"), "0");
  const auto all = esc.live("sip:john@example.com", "presence", now);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].tag, *value_of(answer, "SIP-ETag"));
  EXPECT_EQ(all[0].document, "<presence/>");
  EXPECT_EQ(all[0].dies_at, now + 600s);
}

TEST_F(CompositorTest, EverySuccessChangesTheTagAndKillsTheOldOne) {
  std::set<std::string> tags;
  std::string tag = tag_of(initial());
  tags.insert(tag);
  for (int i = 0; i < 5; ++i) {
    const std::string next = tag_of(i % 2 == 0 ? refresh(tag) : modify(tag));
    EXPECT_TRUE(tags.insert(next).second);
    EXPECT_EQ(code(refresh(tag)), 412);
    tag = next;
  }
  const std::string last = tag_of(removal(tag));
  EXPECT_TRUE(tags.insert(last).second);
  EXPECT_EQ(code(refresh(last)), 412);
  EXPECT_EQ(code(refresh(tag)), 412);
  EXPECT_EQ(live(), 0U);
}

TEST_F(CompositorTest, RefreshKeepsTheDocumentAndModifyReplacesIt) {
  std::string tag = tag_of(initial());
  tag = tag_of(refresh(tag));
  EXPECT_EQ(esc.live("sip:john@example.com", "", now)[0].document, "<presence/>");
  tag_of(modify(tag, "<other/>"));
  EXPECT_EQ(esc.live("sip:john@example.com", "", now)[0].document, "<other/>");
  EXPECT_EQ(live(), 1U);
}

TEST_F(CompositorTest, StateDiesExactlyAtItsTime) {
  const std::string tag = tag_of(initial());
  now += 600s - 1ns;
  esc.advance(now);
  EXPECT_EQ(live(), 1U);
  now += 1ns;
  EXPECT_EQ(live(), 0U) << "dead even before advance()";
  EXPECT_EQ(code(refresh(tag)), 412);
  EXPECT_EQ(esc.publications(), 0U);
  std::vector<CompositorEvent::Kind> kinds;
  while (auto event = esc.poll_event()) kinds.push_back(event->kind);
  EXPECT_EQ(kinds, (std::vector{CompositorEvent::Kind::published, CompositorEvent::Kind::expired,
                                CompositorEvent::Kind::refused}));
}

TEST_F(CompositorTest, NextDeadlineIsTheExpiry) {
  EXPECT_EQ(esc.next_deadline(), never);
  ask(initial().text(), peer(Transport::tcp));
  EXPECT_EQ(esc.next_deadline(), now + 600s);
}

TEST_F(CompositorTest, LifetimeIsNeverLongerThanAsked) {
  for (const auto& [asked, granted] : std::vector<std::pair<std::string, std::string>>{
           {"60", "60"}, {"3600", "3600"}, {"3601", "3600"}, {"4294967295", "3600"}, {"", "3600"}}) {
    RequestText request = initial();
    request.expires = asked;
    EXPECT_EQ(value_of(ask(request.text()), "Expires"), granted) << asked;
  }
}

TEST_F(CompositorTest, TooBriefOnlyBetweenZeroAndTheMinimum) {
  for (const char* asked : {"1", "59"}) {
    RequestText request = initial();
    request.expires = asked;
    const std::string answer = ask(request.text());
    EXPECT_EQ(status_of(answer), 423);
    EXPECT_EQ(value_of(answer, "Min-Expires"), "60");
    EXPECT_FALSE(value_of(answer, "SIP-ETag"));
  }
  EXPECT_EQ(live(), 0U);
  RequestText zero = initial();
  zero.expires = "0";
  const std::string answer = ask(zero.text());
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(value_of(answer, "Expires"), "0");
  EXPECT_EQ(live(), 0U) << "a lifetime of zero stores nothing";
}

TEST_F(CompositorTest, EarlierStepDecides) {
  RequestText request = initial();
  request.content_type = "text/plain";
  request.expires = "5";
  request.if_match = "nonsense";
  request.event = "nosuch";
  request.more = {"Require: nosuch"};
  request.uri = "sip:john@elsewhere.example";
  EXPECT_EQ(code(request), 404);
  request.uri = "sip:john@example.com";
  EXPECT_EQ(code(request), 420);
  request.more.clear();
  EXPECT_EQ(code(request), 489);
  request.event = "presence";
  EXPECT_EQ(code(request), 412);
  request.if_match.clear();
  EXPECT_EQ(code(request), 423);
  request.expires = "600";
  EXPECT_EQ(code(request), 415);
  request.content_type = "application/pidf+xml";
  EXPECT_EQ(code(request), 200);
}

TEST_F(CompositorTest, RefusalsCarryWhatTheyOwe) {
  RequestText request = initial();
  request.event = "Presence";  // compared octet for octet (RFC 6665 8.2.1)
  EXPECT_EQ(value_of(ask(request.text()), "Allow-Events"), "presence");
  request = initial();
  request.event.clear();
  EXPECT_EQ(code(request), 489);
  request = initial();
  request.content_type = "text/plain";
  EXPECT_EQ(value_of(ask(request.text()), "Accept"), "application/pidf+xml");
  request = initial();
  request.more = {"Require: one, two"};
  EXPECT_EQ(value_of(ask(request.text()), "Unsupported"), "one, two");
  request = initial();
  request.method = "INVITE";
  std::string answer = ask(request.text());
  EXPECT_EQ(status_of(answer), 405);
  EXPECT_EQ(value_of(answer, "Allow"), "PUBLISH, OPTIONS");
  request.method = "publish";
  EXPECT_EQ(code(request), 501);
  request = initial();
  request.uri = "tel:+123";
  EXPECT_EQ(code(request), 416);
  request = initial();
  request.body.clear();
  EXPECT_EQ(code(request), 400);
}

TEST_F(CompositorTest, FailureChangesNothing) {
  const std::string tag = tag_of(initial());
  RequestText bad = modify(tag, "x");
  bad.content_type = "text/plain";
  EXPECT_EQ(code(bad), 415);
  bad = modify(tag, "x");
  bad.expires = "7";
  EXPECT_EQ(code(bad), 423);
  EXPECT_EQ(esc.live("sip:john@example.com", "", now)[0].tag, tag);
  EXPECT_EQ(esc.live("sip:john@example.com", "", now)[0].document, "<presence/>");
  EXPECT_EQ(code(refresh(tag)), 200);
}

TEST_F(CompositorTest, TagsOfOthersDoNotMatch) {
  const std::string tag = tag_of(initial());
  RequestText other = refresh(tag);
  other.uri = "sip:jane@example.com";
  EXPECT_EQ(code(other), 412);
  std::string upper = tag;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  ASSERT_NE(upper, tag);
  EXPECT_EQ(code(refresh(upper)), 412);
  EXPECT_EQ(code(refresh("*")), 412);
  EXPECT_EQ(code(refresh(tag + "0")), 412);
  RequestText same = refresh(tag);
  same.uri = "SIP:%6aohn@EXAMPLE.com";
  EXPECT_EQ(code(same), 200) << "the same URI in other letters";
}

TEST_F(CompositorTest, TwoPublishersOfOnePresentityStayApart) {
  const std::string one = tag_of(initial());
  const std::string two = tag_of(initial());
  EXPECT_NE(one, two);
  EXPECT_EQ(live(), 2U);
  tag_of(removal(one));
  const auto all = esc.live("sip:john@example.com", "presence", now);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].tag, two);
}

TEST_F(CompositorTest, CopyGetsTheSameOctetsAndChangesNothing) {
  const std::string bytes = initial().text();
  const std::string first = ask(bytes);
  now += 31s;
  EXPECT_EQ(ask(bytes), first);
  EXPECT_EQ(live(), 1U);
  EXPECT_EQ(esc.counters().copies, 1U);
  now += 2s;
  EXPECT_NE(ask(bytes), first) << "after timer J it is a new request";
  EXPECT_EQ(live(), 2U);
}

TEST_F(CompositorTest, OnStreamsNothingIsRemembered) {
  const std::string bytes = initial().text();
  ask(bytes, peer(Transport::tls));
  ask(bytes, peer(Transport::tls));
  EXPECT_EQ(live(), 2U);
}

TEST_F(CompositorTest, MatchingFollowsBranchSentByAndMethod) {
  RequestText request = initial();
  request.via = "SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bKsame;rport";
  request.from = "<sip:john@example.com>;tag=fixed";
  request.call_id = "fixed";
  const std::string first = ask(request.text());
  EXPECT_EQ(ask(request.text(), peer(Transport::udp, "192.0.2.7", 9999)), first);
  EXPECT_EQ(sent_to.port(), 9999) << "the copy's way back";
  request.via = "SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bKother;rport";
  EXPECT_EQ(code(request), 482) << "the same request by another path";
  request.cseq = "2";
  EXPECT_EQ(code(request), 482) << "the branch has been seen: a copy of the refused one";
  request.via = "SIP/2.0/UDP 192.0.2.8:5070;branch=z9hG4bKother;rport";
  EXPECT_EQ(code(request), 200) << "another sent-by";
}

TEST_F(CompositorTest, OldBranchesMatchByEverything) {
  RequestText request = initial();
  request.via = "SIP/2.0/UDP 192.0.2.7:5070;branch=1";
  request.from = "<sip:john@example.com>;tag=fixed";
  request.call_id = "fixed";
  const std::string first = ask(request.text());
  EXPECT_EQ(ask(request.text()), first);
  EXPECT_EQ(live(), 1U);
  request.call_id = "other";
  EXPECT_NE(ask(request.text()), first);
  EXPECT_EQ(live(), 2U);
}

TEST_F(CompositorTest, AnswerMirrorsTheRequest) {
  RequestText request = initial();
  request.via = "SIP/2.0/UDP  host.invalid;x-odd;branch=z9hG4bKmirror;rport ;last=1";
  request.from = "\"J\" <sip:john@example.com>;tag=f1;p=q";
  request.more = {"Via: SIP/2.0/TCP second;branch=z9hG4bK2", "Record-Route: <sip:p;lr>", "Contact: <sip:x>"};
  const std::string answer = ask(request.text());
  EXPECT_EQ(value_of(answer, "Via"),
            "SIP/2.0/UDP  host.invalid;x-odd;branch=z9hG4bKmirror;rport=5070 ;last=1;received=192.0.2.7");
  EXPECT_EQ(value_of(answer, "Via", 1), "SIP/2.0/TCP second;branch=z9hG4bK2");
  EXPECT_EQ(value_of(answer, "From"), request.from);
  EXPECT_EQ(value_of(answer, "CSeq"), "1 PUBLISH");
  EXPECT_EQ(value_of(answer, "To")->find(request.to + ";tag="), 0U);
  EXPECT_FALSE(value_of(answer, "Record-Route"));
  EXPECT_FALSE(value_of(answer, "Contact"));
  EXPECT_EQ(sent_to, peer());
}

TEST_F(CompositorTest, AnswerGoesWhereViaSays) {
  RequestText request = initial();
  request.via = "SIP/2.0/UDP 192.0.2.7:5090;branch=z9hG4bK-%";
  std::string answer = ask(request.text());
  EXPECT_EQ(sent_to.port(), 5090);
  EXPECT_EQ(value_of(answer, "Via")->find("received"), std::string::npos);
  request.via = "SIP/2.0/UDP 198.51.100.1;branch=z9hG4bK-%;received=203.0.113.9";
  answer = ask(request.text());
  EXPECT_EQ(sent_to.port(), 5060);
  EXPECT_NE(value_of(answer, "Via")->find(";received=192.0.2.7"), std::string::npos);
  EXPECT_EQ(answer.find("203.0.113.9"), std::string::npos);
  request.via = "SIP/2.0/TCP 198.51.100.1:5090;branch=z9hG4bK-%";
  ask(request.text(), peer(Transport::tcp));
  EXPECT_EQ(sent_to, peer(Transport::tcp)) << "back through the connection";
}

TEST_F(CompositorTest, OptionsTellWhatIsServed) {
  RequestText request = initial();
  request.method = "OPTIONS";
  request.body.clear();
  const std::string answer = ask(request.text());
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(value_of(answer, "Allow"), "PUBLISH, OPTIONS");
  EXPECT_EQ(value_of(answer, "Allow-Events"), "presence");
  EXPECT_EQ(value_of(answer, "Accept"), "application/pidf+xml");
}

TEST_F(CompositorTest, CancelHasNoEffectAndAckNoAnswer) {
  RequestText request = initial();
  request.method = "CANCEL";
  EXPECT_EQ(code(request), 481);
  request.method = "ACK";
  EXPECT_EQ(ask(request.text()), "");
  EXPECT_EQ(
      ask("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
          "Call-ID: x\r\nCSeq: 1 PUBLISH\r\nContent-Length: 0\r\n\r\n"),
      "");
  EXPECT_EQ(esc.counters().responses_ignored, 1U);
}

TEST_F(CompositorTest, RestartLosesStateButNeverRepeatsATag) {
  std::set<std::string> tags;
  std::string tag = tag_of(initial());
  tags.insert(tag);
  esc.restart(now);
  EXPECT_EQ(live(), 0U);
  EXPECT_EQ(code(refresh(tag)), 412);
  EXPECT_TRUE(tags.insert(tag_of(initial())).second);
  SeededRandomness other(2);
  esc = Compositor(config, other);
  EXPECT_TRUE(tags.insert(tag_of(initial())).second);
}

TEST_F(CompositorTest, OnePresentityCannotFillTheStore) {
  for (std::size_t i = 0; i < limits::publications_per_presentity_max; ++i) EXPECT_EQ(code(initial()), 200);
  const std::string answer = ask(initial().text());
  EXPECT_EQ(status_of(answer), 503);
  EXPECT_TRUE(value_of(answer, "Retry-After"));
}

}  // namespace
}  // namespace sipwright::test
