// INV-17, 21, 22, 24, 27 to 30, 34, 35, 39: what a compositor answers, and when.
#include "invariant_checks.hpp"

namespace sipwright::model {
namespace {

TEST(Invariants, inv_17_success_if_and_only_if_live) {
  Trace good;
  begun(good);
  good.answer(good.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  EXPECT_HELD(good, inv_17);
  Trace refused;
  begun(refused);
  refused.answer(refused.publish({.if_match = "A"}), {.code = 412});
  EXPECT_BREACH(refused, "INV-17");
  Trace expired({}, Trace::Watch::compositor_only);
  begun(expired);
  expired.wait(602);
  expired.answer(expired.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  EXPECT_EQ(expired.monitor.tally(Invariant::inv_17).violations, 1u) << expired.findings();
  Trace unknown;
  begun(unknown);
  unknown.answer(unknown.arrive({.if_match = "Z", .agent = "stranger"}), {.etag = "B", .expires = 600});
  EXPECT_BREACH(unknown, "INV-17");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_17);
}

TEST(Invariants, inv_17_near_the_end_and_after_a_restart_nobody_can_tell) {
  Trace close({}, Trace::Watch::compositor_only);
  begun(close);
  close.wait(599.5);
  close.answer(close.publish({.if_match = "A"}), {.code = 412});
  EXPECT_EQ(close.monitor.tally(Invariant::inv_17).violations, 0u) << close.findings();
  Trace crashed;
  begun(crashed);
  crashed.restart("compositor");
  crashed.answer(crashed.publish({.if_match = "A"}), {.code = 412});
  EXPECT_UNMET(crashed, inv_17);
  EXPECT_EQ(crashed.monitor.tally(Invariant::inv_17).undecided, 1u);
}

TEST(Invariants, inv_21_423_is_legitimate) {
  Trace good;
  good.answer(good.publish({.body = "doc", .expires = 60}), {.code = 423, .min_expires = 61});
  EXPECT_HELD(good, inv_21);
  for (const Answer& answer : {Answer{.code = 423}, Answer{.code = 423, .min_expires = 60}}) {
    Trace bad;
    bad.answer(bad.publish({.body = "doc", .expires = 60}), answer);
    EXPECT_BREACH(bad, "INV-21");
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_21);
}

TEST(Invariants, inv_22_a_removal_is_never_too_brief) {
  Trace good;
  begun(good);
  good.want_nothing();
  good.answer(good.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
  EXPECT_HELD(good, inv_22);
  Trace bad;
  begun(bad);
  bad.want_nothing();
  bad.answer(bad.publish({.if_match = "A", .expires = 0}), {.code = 423, .min_expires = 60});
  EXPECT_BREACH(bad, "INV-22");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_22);
}

TEST(Invariants, inv_24_a_removal_is_granted_nothing) {
  Trace good;
  begun(good);
  good.want_nothing();
  good.answer(good.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
  EXPECT_HELD(good, inv_24);
  Trace bad;
  begun(bad);
  bad.want_nothing();
  bad.answer(bad.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 60});
  EXPECT_EQ(bad.monitor.tally(Invariant::inv_24).violations, 1u) << bad.findings();
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_24);
}

// A request that arrives twice; both answers are seen where they are sent.
Trace& answered_twice(Trace& trace, const Answer& first, const Answer& second, bool copy) {
  over(trace, Transport::udp);
  const auto request = trace.arrive({.body = "doc"});
  trace.answer(request, first);
  trace.wait(0.5);
  if (copy) trace.repeat(request);
  trace.answer(request, second);
  return trace;
}

TEST(Invariants, inv_27_a_copy_is_answered_alike) {
  const Answer ok{.etag = "A", .expires = 600};
  Trace good;
  EXPECT_HELD(answered_twice(good, ok, ok, true), inv_27);
  Trace bad;
  EXPECT_BREACH(answered_twice(bad, ok, {.etag = "B", .expires = 600}, true), "INV-27");
  Trace silent;
  over(silent, Transport::udp);
  const auto request = silent.arrive({.body = "doc"});
  silent.answer(request, ok);
  silent.wait(0.5);
  silent.repeat(request);
  silent.wait(200);
  EXPECT_BREACH(silent, "INV-27");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_27);
}

TEST(Invariants, inv_27_challenges_may_differ) {
  Trace trace;
  answered_twice(trace, {.code = 401, .challenge = "Digest nonce=\"1\"", .reason = "1"},
                 {.code = 401, .challenge = "Digest nonce=\"2\"", .reason = "2"}, true);
  EXPECT_HELD(trace, inv_27);
}

TEST(Invariants, inv_28_one_final_response) {
  const Answer ok{.etag = "A", .expires = 600};
  Trace good;
  EXPECT_HELD(answered_twice(good, ok, ok, false), inv_28);
  Trace bad;
  EXPECT_BREACH(answered_twice(bad, ok, {.code = 500}, false), "INV-28");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_28);
}

TEST(Invariants, inv_29_provisional_discipline) {
  const auto late = [](Trace& trace, double at, std::uint16_t code) {
    over(trace, Transport::udp);
    const auto request = trace.arrive({.body = "doc"});
    trace.wait(at - 0.001);
    if (code != 0) trace.answer(request, {.code = code, .to_tag = ""});
    trace.wait(2);
    trace.answer(request, {.etag = "A", .expires = 600});
  };
  Trace good;
  late(good, 3.5, 100);
  EXPECT_HELD(good, inv_29);
  for (const auto& [at, code] : {std::pair<double, std::uint16_t>{3.4, 100}, {3.5, 180}, {3.5, 0}}) {
    Trace bad;
    late(bad, at, code);
    EXPECT_EQ(bad.monitor.tally(Invariant::inv_29).violations, 1u) << at << ' ' << code << '\n' << bad.findings();
  }
  Trace never_answered;
  never_answered.arrive({.body = "doc"});
  never_answered.wait(200);
  EXPECT_BREACH(never_answered, "INV-29");
  Trace lost;  // with the state of a server that restarts
  lost.answer(lost.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  lost.arrive({.body = "doc"});
  lost.restart("compositor");
  lost.wait(200);
  EXPECT_BREACH(lost, "");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_29);
}

TEST(Invariants, inv_30_no_408) {
  Trace good;
  EXPECT_HELD(begun(good), inv_30);
  Trace bad;
  bad.answer(bad.publish({.body = "doc"}), {.code = 408});
  EXPECT_BREACH(bad, "INV-30");
  Trace unmet;
  unmet.publish({.body = "doc"});
  EXPECT_UNMET(unmet, inv_30);
}

TEST(Invariants, inv_34_a_response_mirrors_its_request) {
  Trace good;
  EXPECT_HELD(begun(good), inv_34);
  for (const Answer& answer : {Answer{.etag = "A", .expires = 600, .to_tag = ""},
                               Answer{.etag = "A", .expires = 600, .call_id = "other"}}) {
    Trace bad;
    bad.answer(bad.publish({.body = "doc"}), answer);
    EXPECT_BREACH(bad, "INV-34");
  }
  Trace two_tags;
  const auto request = two_tags.publish({.body = "doc"});
  two_tags.answer(request, {.code = 401, .challenge = "Digest nonce=\"n\"", .to_tag = "one", .reason = "1"});
  two_tags.answer(request, {.code = 401, .challenge = "Digest nonce=\"m\"", .to_tag = "two", .reason = "2"});
  EXPECT_BREACH(two_tags, "INV-34");
  Trace unmet;
  unmet.publish({.body = "doc"});
  EXPECT_UNMET(unmet, inv_34);
}

TEST(Invariants, inv_35_one_after_the_other) {
  const auto race = [](Trace& trace, const Answer& first, const Answer& second) {
    begun(trace);
    const auto one = trace.arrive({.if_match = "A", .agent = "one"});
    const auto two = trace.arrive({.if_match = "A", .agent = "two"});
    // The answer that is sent first need not be that of the request that came first.
    trace.answer(two, second);
    trace.answer(one, first);
  };
  const Answer ok{.etag = "B", .expires = 600};
  Trace bad_order;
  race(bad_order, {.code = 412}, ok);
  EXPECT_BREACH(bad_order, "INV-35");
  Trace both;
  race(both, {.etag = "C", .expires = 600}, ok);
  EXPECT_BREACH(both, "INV-35");
  Trace good;
  begun(good);
  const auto one = good.arrive({.if_match = "A", .agent = "one"});
  const auto two = good.arrive({.if_match = "A", .agent = "two"});
  good.answer(one, ok);
  good.answer(two, {.code = 412});
  EXPECT_HELD(good, inv_35);
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_35);
}

TEST(Invariants, inv_39_the_earliest_step_decides) {
  const auto refused = [](Trace& trace, const Publish& request, const Answer& answer) {
    begun(trace);
    trace.answer(trace.arrive({.body = "doc", .agent = "stranger", .package = "odd"}), {.code = 489});
    trace.answer(trace.arrive(request), answer);
  };
  Trace good;
  refused(good, {.if_match = "Z", .agent = "stranger", .package = "odd"}, {.code = 489});
  EXPECT_HELD(good, inv_39);
  Trace bad;
  refused(bad, {.if_match = "Z", .agent = "stranger", .package = "odd"}, {.code = 412});
  EXPECT_BREACH(bad, "INV-39");
  Trace brief;
  refused(brief, {.if_match = "Z", .expires = 5, .agent = "stranger"}, {.code = 423, .min_expires = 60});
  EXPECT_BREACH(brief, "INV-39");
  for (const std::uint16_t any : {400, 403, 415, 500}) {
    Trace busy;
    refused(busy, {.if_match = "Z", .agent = "stranger", .package = "odd"}, {.code = any});
    EXPECT_UNMET(busy, inv_39);
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_39);
}

}  // namespace
}  // namespace sipwright::model
