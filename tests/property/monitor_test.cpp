// A correct life of a publication: every row has something to judge, none accuses.
#include <gtest/gtest.h>

#include "trace.hpp"

namespace sipwright::model {
namespace {

// Initial, refresh, modify, an answer lost for good, 412, fresh start, removal.
void live_a_life(Trace& trace) {
  trace.want("doc one");
  trace.answer(trace.publish({.body = "doc one"}), {.etag = "A", .expires = 600});
  trace.wait(300);
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 300});
  trace.wait(100);
  trace.want("doc two");
  trace.answer(trace.publish({.if_match = "B", .body = "doc two"}), {.etag = "C", .expires = 600});
  trace.wait(100);
  trace.want("doc three");
  const auto lost = trace.publish({.if_match = "C", .body = "doc three"});
  trace.lose_answer(lost, {.etag = "D", .expires = 600});
  trace.wait(32.5);
  const auto again = trace.publish({.if_match = "C", .body = "doc three"});
  trace.answer(again, {.code = 412});
  trace.answer(trace.publish({.body = "doc three"}), {.etag = "E", .expires = 600});
  trace.wait(10);
  trace.want_nothing();
  trace.answer(trace.publish({.if_match = "E", .expires = 0}), {.etag = "F", .expires = 0});
  trace.wait(1000);
}

TEST(Monitor, correct_life_meets_every_premise_and_breaks_nothing) {
  Trace trace;
  live_a_life(trace);
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  // What is not met in this life has its own tests, with its own premises.
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Invariant::inv_19); ++i)
    EXPECT_GT(trace.monitor.tallies()[i].premises, 0u) << invariant_rows[i].id;
  EXPECT_EQ(trace.monitor.verdict(), Verdict::inconclusive);
}

TEST(Monitor, nothing_seen_is_inconclusive_and_not_held) {
  Trace trace;
  EXPECT_EQ(trace.breaches(), "");
  EXPECT_EQ(trace.monitor.verdict(), Verdict::inconclusive);
}

TEST(Monitor, a_capture_judges_what_can_be_seen) {
  Trace trace({}, Trace::Watch::capture);
  live_a_life(trace);
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  // Nobody told what the application wants.
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_09).verdict(), Verdict::inconclusive);
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_11).verdict(), Verdict::inconclusive);
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_03).verdict(), Verdict::held);
}

TEST(Monitor, memory_ends_with_what_is_live) {
  Trace trace;
  for (int i = 0; i < 200; ++i) {
    live_a_life(trace);
  }
  trace.wait(3600);
  trace.monitor.finish(trace.now());
  EXPECT_EQ(trace.monitor.transactions_held(), 0u);
  EXPECT_EQ(trace.monitor.chains_held(), 0u);
}

TEST(Monitor, a_retransmission_is_not_a_new_request) {
  Trace trace({}, Trace::Watch::compositor_only);
  trace.transport = Transport::udp;
  trace.want("doc");
  const auto request = trace.publish({.body = "doc"});
  trace.wait(0.5);
  trace.repeat(request);
  trace.wait(1);
  trace.repeat(request);
  trace.answer(request, {.etag = "A", .expires = 600});
  trace.repeat(request);
  trace.answer(request, {.etag = "A", .expires = 600});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_06).premises, 1u);
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_14).premises, 1u);
}

TEST(Monitor, two_users_publish_at_the_same_time) {
  Trace trace;
  const auto one = trace.publish({.body = "doc", .resource = "sip:a@sfb.example"});
  const auto two = trace.publish({.body = "doc", .resource = "sip:b@sfb.example"});
  trace.answer(one, {.etag = "1", .expires = 600});
  trace.answer(two, {.etag = "1", .expires = 600});  // tags need to be unique per resource only
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

TEST(Monitor, a_broken_transport_ends_the_wait) {
  Trace trace;
  const auto broken = trace.publish({.body = "doc"});
  trace.transport_error(broken);
  trace.publish({.body = "doc"});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

TEST(Monitor, a_restarted_agent_does_not_wait_for_what_it_forgot) {
  Trace trace;
  trace.want("doc");
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 60});
  trace.publish({.if_match = "A"});
  trace.restart();
  trace.want("doc");
  trace.answer(trace.publish({.body = "doc"}), {.etag = "B", .expires = 60});
  trace.wait(30);
  trace.answer(trace.publish({.if_match = "B"}), {.etag = "C", .expires = 60});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

TEST(Monitor, a_short_grant_asks_for_no_request_storm) {
  Trace trace;
  trace.want("doc");
  // Half of the life is 0.5 s, but nobody needs to be back before the answer is one second old.
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 1});
  trace.wait(1.2);
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

TEST(Monitor, a_grant_of_zero_ends_the_publication) {
  Trace trace;
  trace.want("doc");
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 0});
  trace.wait(60);
  trace.answer(trace.publish({.body = "doc"}), {.etag = "B", .expires = 600});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

}  // namespace
}  // namespace sipwright::model
