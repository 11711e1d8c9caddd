// INV-16, 23, 24, 27, 36 to 38, 45: what the compositor holds, seen by probes.
#include "invariant_checks.hpp"

namespace sipwright::model {
namespace {

// Lives under tag "A", and a probe has shown so.
Trace& shown(Trace& trace) {
  trace.probe({});
  begun(trace);
  trace.probe({{"A"}});
  return trace;
}

TEST(Invariants, inv_23_state_lives_as_long_as_granted) {
  Trace good;
  shown(good);
  good.want_nothing();
  good.wait(598);
  good.probe({{"A", "doc", 2}});
  good.wait(3);
  good.probe({});
  EXPECT_HELD(good, inv_23);
  Trace early;
  shown(early);
  early.wait(300);
  early.probe({});
  EXPECT_BREACH(early, "INV-23");
  Trace late;
  shown(late);
  late.want_nothing();
  late.wait(602);
  late.probe({{"A", "doc", 10}});
  EXPECT_BREACH(late, "INV-23");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_23);
}

TEST(Invariants, inv_24_nothing_of_a_removed_publication_lives) {
  for (const char* left : {"A", "B"}) {
    Trace bad;
    shown(bad);
    bad.want_nothing();
    bad.answer(bad.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
    bad.probe({{left}});
    EXPECT_BREACH(bad, "INV-24");
  }
}

TEST(Invariants, inv_16_nothing_lives_under_a_superseded_tag) {
  Trace bad;
  shown(bad);
  bad.answer(bad.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  bad.probe({{"A"}, {"B"}});
  EXPECT_BREACH(bad, "INV-16");
}

TEST(Invariants, inv_27_a_copy_changes_nothing) {
  for (const bool change : {false, true}) {
    Trace trace;
    over(trace, Transport::udp);
    trace.probe({});
    const auto request = trace.arrive({.body = "doc"});
    trace.answer(request, {.etag = "A", .expires = 600});
    trace.probe({{"A"}});
    trace.wait(0.5);
    trace.repeat(request);
    trace.answer(request, {.etag = "A", .expires = 600});
    trace.probe({{"A", change ? "other" : "doc", 599.497}});
    if (change) {
      EXPECT_BREACH(trace, "INV-27");
    } else {
      EXPECT_HELD(trace, inv_27);
    }
  }
}

TEST(Invariants, inv_36_a_failure_changes_nothing) {
  const auto refused = [](Trace& trace, const std::vector<Live>& after) {
    shown(trace);
    trace.answer(trace.arrive({.body = "x", .expires = 5, .agent = "stranger"}), {.code = 423, .min_expires = 60});
    trace.probe(after);
  };
  Trace good;
  refused(good, {{"A", "doc", 599.998}});
  EXPECT_HELD(good, inv_36);
  for (const auto& after : {std::vector<Live>{}, std::vector<Live>{{"A", "x", 599.998}},
                            std::vector<Live>{{"A", "doc", 700}}}) {
    Trace bad;
    refused(bad, after);
    EXPECT_BREACH(bad, "INV-36");
  }
  Trace unmet;
  EXPECT_UNMET(shown(unmet), inv_36);
}

TEST(Invariants, inv_37_an_accepted_publish_touches_only_its_own) {
  const auto second = [](Trace& trace, const std::vector<Live>& after) {
    shown(trace);
    trace.answer(trace.arrive({.body = "x", .agent = "phone"}), {.etag = "P", .expires = 600});
    trace.probe(after);
  };
  Trace good;
  second(good, {{"A", "doc", 599.998}, {"P", "x"}});
  EXPECT_HELD(good, inv_37);
  for (const auto& after : {std::vector<Live>{{"P", "x"}}, std::vector<Live>{{"A", "x", 599.998}, {"P", "x"}}}) {
    Trace bad;
    second(bad, after);
    EXPECT_BREACH(bad, "INV-37");
  }
  Trace unmet;
  EXPECT_UNMET(shown(unmet), inv_37);
}

TEST(Invariants, inv_38_a_refresh_is_silent) {
  for (const char* document : {"doc", "other"}) {
    Trace trace;
    shown(trace);
    trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
    trace.probe({{"B", document}});
    if (document[0] == 'd') {
      EXPECT_HELD(trace, inv_38);
    } else {
      EXPECT_BREACH(trace, "INV-38");
    }
  }
  Trace unmet;
  EXPECT_UNMET(shown(unmet), inv_38);
}

TEST(Invariants, inv_45_orphans_end_with_their_grant) {
  const auto orphan = [](Trace& trace, double wait, const std::vector<Live>& after) {
    trace.probe({});
    trace.want("doc");
    trace.lose_answer(trace.publish({.body = "doc", .expires = 60}), {.etag = "A", .expires = 60});
    trace.probe({{"A", "doc", 60}});
    trace.want_nothing();
    trace.wait(wait);
    trace.probe(after);
  };
  Trace good;
  orphan(good, 61, {});
  EXPECT_HELD(good, inv_45);
  Trace bad;
  orphan(bad, 62, {{"A", "doc", 10}});
  EXPECT_BREACH(bad, "INV-45");
  Trace invented;
  shown(invented);
  invented.probe({{"A", "doc", 600}, {"Z"}});
  EXPECT_EQ(invented.monitor.tally(Invariant::inv_45).violations, 1u) << invented.findings();
  Trace unmet;
  EXPECT_UNMET(shown(unmet), inv_45);
}

}  // namespace
}  // namespace sipwright::model
