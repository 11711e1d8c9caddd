// The parts of the simulator: the link's faults, the editing of messages, the ladder.
#include <gtest/gtest.h>

#include "kit/sim/ladder.hpp"
#include "kit/sim/link.hpp"
#include "kit/sim/wire_text.hpp"

namespace sipwright::kit {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Link, loses_and_copies_as_often_as_asked_until_it_heals) {
  Link link({.loss = 0.25, .duplicate = 0.5, .delay_min = milliseconds(1), .delay_max = milliseconds(50)}, Random(7));
  std::size_t out = 0;
  for (int i = 0; i < 10'000; ++i) out += link.datagram(milliseconds(i)).size();
  EXPECT_NEAR(static_cast<double>(link.counters().lost), 2500, 200);
  EXPECT_NEAR(static_cast<double>(link.counters().duplicated), 3750, 200);
  EXPECT_EQ(out, 10'000 - link.counters().lost + link.counters().duplicated);
  EXPECT_GT(link.counters().overtaken, 100u);
  link.heal(seconds(10));
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(link.datagram(seconds(10) + milliseconds(i)).size(), 1u);
}

TEST(Link, is_silent_only_while_it_is_told_to) {
  Link link({}, Random(1));
  link.silence({seconds(2), seconds(3)});
  EXPECT_EQ(link.datagram(milliseconds(1999)).size(), 1u);
  EXPECT_TRUE(link.datagram(seconds(2)).empty());
  EXPECT_EQ(link.datagram(seconds(3)).size(), 1u);
}

TEST(Link, a_stream_keeps_its_order_and_loses_nothing) {
  Link link({.loss = 1, .duplicate = 1, .delay_min = milliseconds(1), .delay_max = seconds(5)}, Random(3));
  link.silence({seconds(1), seconds(4)});
  Instant last{};
  for (int i = 0; i < 100; ++i) {
    const Instant at = link.stream(milliseconds(50 * i));
    EXPECT_GE(at, last);
    last = at;
  }
}

constexpr char request[] =
    "PUBLISH sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKx;rport\r\nExpires: 60\r\n"
    "Content-Length: 2\r\n\r\nhi";

TEST(WireText, comes_back_as_it_was) { EXPECT_EQ(WireText(request).text(), request); }

TEST(WireText, edits_rows_branch_and_body) {
  WireText message(request);
  EXPECT_TRUE(message.is_request());
  EXPECT_EQ(message.request_uri(), "sip:a@b.example");
  EXPECT_EQ(message.branch(), "z9hG4bKx");
  message.set_branch("z9hG4bKy");
  EXPECT_EQ(message.value("Via"), "SIP/2.0/UDP h;branch=z9hG4bKy;rport");
  message.add("Expires", "7");
  message.erase("Expires");
  EXPECT_FALSE(message.has("Expires"));
  message.set_body("longer");
  EXPECT_EQ(message.value("Content-Length"), "6");
  for (const char* odd : {"", "x", "\r\n\r\n", "A B C\r\nno colon"}) EXPECT_EQ(WireText(odd).branch(), "");
}

TEST(Ladder, shows_arrows_in_both_directions_and_what_was_lost) {
  Ladder ladder;
  ladder.note(seconds(1), "call c1 connects");
  ladder.arrow(seconds(1), "agent", "server", label_of(request));
  ladder.arrow(seconds(2), "server", "agent", label_of("SIP/2.0 200 OK\r\nSIP-ETag: t\r\nExpires: 60\r\n\r\n"), true);
  const std::string text = ladder.text();
  EXPECT_NE(text.find("0.000   * call c1 connects"), std::string::npos) << text;
  EXPECT_NE(text.find("|-- PUBLISH initial, Expires 60 --"), std::string::npos) << text;
  EXPECT_NE(text.find("|X-- 200 OK, ETag t, Expires 60 (lost) --"), std::string::npos) << text;
  EXPECT_NE(ladder.text(1).find("2 more"), std::string::npos);
}

TEST(Ladder, shows_what_is_around_a_moment_of_one_party_and_resource) {
  Ladder ladder(seconds(100));
  for (int i = 0; i < 500; ++i) {
    const Instant now = seconds(100 + i);
    ladder.arrow(now, "one", "server", "ask " + std::to_string(i), false, "sip:a@x");
    ladder.arrow(now, "one", "server", "other " + std::to_string(i), false, "sip:b@x");
    ladder.arrow(now, "two", "server", "stranger " + std::to_string(i), false, "sip:a@x");
  }
  ladder.note(seconds(399), "the state of sip:a@x changes");
  ladder.note(seconds(399), "the state of sip:b@x changes");
  const std::string text = ladder.around({seconds(300), "one", "sip:a@x", "<== here"});
  std::size_t lines = 0;
  for (const char c : text) lines += c == '\n';
  EXPECT_EQ(lines, 1u + 60 + 1 + 5 + 1) << text;
  for (const char* part : {"ask 242 ", "ask 300 ", "299.000   * the state of sip:a@x", "   300.000   * <== here\n",
                           "ask 305 ", "1437 lines more"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  for (const char* part : {"ask 241 ", "ask 306 ", "other", "stranger", "sip:b@x"})
    EXPECT_EQ(text.find(part), std::string::npos) << part << " is in\n" << text;
  EXPECT_LT(text.find("ask 300 "), text.find("<== here"));
  EXPECT_LT(text.find("<== here"), text.find("ask 301 "));
  // A party that has no column leaves the choice to the resource.
  EXPECT_NE(ladder.around({seconds(300), "nobody", "sip:a@x", {}}).find("stranger 300"), std::string::npos);
}

TEST(Ladder, knows_for_whom_a_message_is) {
  EXPECT_EQ(resource_of("PUBLISH sip:a@x SIP/2.0\r\nTo: <sip:c@x>\r\n\r\n"), "sip:a@x");
  EXPECT_EQ(resource_of("SIP/2.0 200 OK\r\nTo: \"A\" <sip:a@x>;tag=1\r\n\r\n"), "sip:a@x");
  EXPECT_EQ(resource_of("SIP/2.0 200 OK\r\nTo: sip:a@x;tag=1\r\n\r\n"), "sip:a@x");
}

}  // namespace
}  // namespace sipwright::kit
