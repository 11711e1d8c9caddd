// What cannot be known is not judged: the same breach seen from the other end, on the wire, or only in part.
#include <gtest/gtest.h>

#include "model/monitor/uri.hpp"
#include "trace.hpp"

namespace sipwright::model {
namespace {

MonitorOptions from_the_middle() {
  MonitorOptions options;
  options.from_start = false;
  return options;
}

TEST(MonitorViews, compositor_is_judged_from_the_agents_end_if_nobody_watches_its_own) {
  Trace trace({}, Trace::Watch::agent_only);
  trace.answer(trace.publish({.body = "doc", .expires = 60}), {.etag = "A", .expires = 61});
  EXPECT_EQ(trace.breaches(), "INV-12") << trace.findings();
}

TEST(MonitorViews, one_breach_seen_at_both_ends_is_one_finding) {
  Trace trace;
  trace.answer(trace.publish({.body = "doc", .expires = 60}), {.etag = "A", .expires = 61});
  trace.publish({.body = "doc", .expires = 0});
  EXPECT_EQ(trace.breaches(), "INV-12 INV-06") << trace.findings();
}

TEST(MonitorViews, compositor_cannot_know_what_the_agent_received) {
  Trace trace({}, Trace::Watch::compositor_only);
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.answer(trace.publish({.if_match = "A"}), {.code = 412});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_03).undecided, 1u);
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_16).verdict(), Verdict::held);
}

TEST(MonitorViews, compositor_does_know_which_tags_it_gave) {
  Trace trace({}, Trace::Watch::compositor_only);
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  trace.publish({.if_match = "Z"});
  EXPECT_EQ(trace.breaches(), "INV-04") << trace.findings();
}

TEST(MonitorViews, a_capture_that_begins_in_the_middle_accuses_nobody_of_inventing) {
  Trace trace(from_the_middle(), Trace::Watch::capture);
  trace.answer(trace.publish({.if_match = "X"}), {.etag = "Y", .expires = 600});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_04).undecided, 1u);
  // From here on the chain is known.
  trace.publish({.if_match = "X"});
  EXPECT_EQ(trace.breaches(), "INV-03") << trace.findings();
}

TEST(MonitorViews, agents_not_shown_to_be_equal_are_different) {
  Trace trace({}, Trace::Watch::capture);
  trace.publish({.body = "doc", .agent = "one"});
  trace.publish({.body = "doc", .agent = "two"});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  trace.publish({.body = "doc", .agent = "two"});
  EXPECT_EQ(trace.breaches(), "INV-01") << trace.findings();
}

TEST(MonitorViews, without_intents_a_body_under_a_tag_is_no_refresh) {
  Trace trace;
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  trace.answer(trace.publish({.if_match = "A", .body = "doc"}), {.etag = "B", .expires = 600});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_08).verdict(), Verdict::inconclusive);
}

TEST(MonitorViews, a_hash_alone_accuses_nobody) {
  MonitorOptions options;
  options.texts_max = 2;
  Trace trace(options);
  for (const char* tag : {"A", "B", "C", "A"})
    trace.answer(trace.publish({.body = "doc"}), {.etag = tag, .expires = 600});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_14).undecided, 1u);
}

TEST(MonitorViews, forgotten_tags_accuse_nobody) {
  MonitorOptions options;
  options.dead_tags_max = 1;
  Trace trace(options);
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.answer(trace.publish({.if_match = "B"}), {.etag = "C", .expires = 600});
  trace.publish({.if_match = "A"});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_04).undecided, 1u);
}

TEST(MonitorViews, an_answer_after_the_time_out_teaches_the_agent_nothing) {
  for (const char* next : {"A", "B"}) {
    Trace trace;
    trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
    const auto late = trace.publish({.if_match = "A"});
    trace.wait(33);
    trace.answer(late, {.etag = "B", .expires = 600});
    trace.publish({.if_match = next});
    EXPECT_EQ(trace.breaches(), "INV-29") << trace.findings();
    EXPECT_EQ(trace.monitor.tally(Invariant::inv_03).undecided, next[0] == 'A' ? 0u : 1u);
  }
}

// The agent may have taken it or not: both ways to go on are right, and so is silence while the grant lasts.
TEST(MonitorViews, an_answer_that_races_with_the_time_out_leaves_open_what_the_agent_knows) {
  for (const bool modifies_again : {false, true}) {
    Trace trace;
    trace.want("doc");
    trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
    trace.want("new");
    const auto raced = trace.publish({.if_match = "A", .body = "new"});
    trace.wait(31.9);
    trace.answer(raced, {.etag = "B", .expires = 600});
    trace.wait(200);
    if (modifies_again) {
      trace.publish({.if_match = "A", .body = "new"});
    } else {
      trace.publish({.if_match = "B"});
    }
    EXPECT_EQ(trace.breaches(), "INV-29") << trace.findings();
    EXPECT_EQ(trace.monitor.tally(Invariant::inv_09).undecided, modifies_again ? 1u : 0u);
    EXPECT_GE(trace.monitor.tally(Invariant::inv_44).undecided, 1u);
  }
}

TEST(MonitorViews, an_answer_on_a_broken_connection_teaches_the_agent_nothing) {
  Trace trace;
  trace.answer(trace.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  const auto broken = trace.publish({.if_match = "A", .expires = 0});
  trace.transport_error(broken);
  trace.answer(broken, {.etag = "B", .expires = 0});
  trace.publish({.if_match = "A", .expires = 0});
  EXPECT_EQ(trace.breaches(), "") << trace.findings();
}

TEST(MonitorViews, request_uris_compare_as_rfc_3261_19_1_4_says) {
  const auto strict = [](const char* uri) { return canonical_uri(uri, UriForm::strict); };
  const auto loose = [](const char* uri) { return canonical_uri(uri, UriForm::loose); };
  EXPECT_EQ(strict("SIP:%61lice@AtLanTa.CoM;Transport=TCP"), strict("sip:alice@atlanta.com;transport=tcp"));
  EXPECT_NE(loose("sip:Alice@a.example"), loose("sip:alice@a.example"));
  EXPECT_EQ(strict("sip:a@b.example;lr;x=1"), strict("sip:a@b.example;X=1;lr"));
  EXPECT_NE(strict("sip:a@b.example;x=1"), strict("sip:a@b.example"));
  EXPECT_EQ(loose("sip:a@b.example;x=1"), loose("sip:a@b.example"));
  EXPECT_NE(loose("sip:a@b.example;user=phone"), loose("sip:a@b.example"));
  for (const char* odd : {"", "sip:", "sip:a%", "sip:;;=", "sip:@?;", "nothing"}) EXPECT_EQ(strict(odd), strict(odd));
}

}  // namespace
}  // namespace sipwright::model
