// INV-18 to INV-20, 42, 44, 46, 49, 50: what an agent makes of the answers that it gets.
#include "invariant_checks.hpp"

namespace sipwright::model {
namespace {

constexpr char one_tuple[] = "<presence><tuple id=\"a\"><contact>sip:x</contact></tuple></presence>";
constexpr char same_id[] = "<presence><tuple id='a'><note/><contact priority='1'>sip:x</contact></tuple></presence>";
constexpr char other_id[] = "<presence><p:tuple id=\"b\"><contact>sip:x</contact></p:tuple></presence>";
constexpr char twice[] = "<presence><tuple id=\"a\"/><tuple id=\"a\"/></presence>";

TEST(Invariants, inv_18_after_412_a_fresh_start) {
  Trace good;
  begun(good);
  good.answer(good.publish({.if_match = "A"}), {.code = 412});
  good.publish({.body = "doc"});
  EXPECT_EQ(good.breaches(), "INV-17") << good.findings();  // the compositor forgot too early
  EXPECT_EQ(good.monitor.tally(Invariant::inv_18).verdict(), Verdict::held);
  Trace bad({}, Trace::Watch::agent_only);
  begun(bad);
  bad.answer(bad.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  const auto lost = bad.publish({.if_match = "B"});
  bad.wait(33);
  bad.answer(bad.publish({.if_match = "B"}), {.code = 412});
  bad.publish({.if_match = "A"});
  (void)lost;
  EXPECT_BREACH(bad, "INV-18");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_18);
}

TEST(Invariants, inv_18_does_not_ask_for_what_nobody_wants) {
  Trace trace({}, Trace::Watch::agent_only);
  begun(trace);
  trace.publish({.if_match = "A"});
  trace.wait(33);
  trace.want_nothing();
  trace.answer(trace.publish({.if_match = "A", .expires = 0}), {.code = 412});
  EXPECT_UNMET(trace, inv_18);
}

TEST(Invariants, inv_19_412_is_not_retried) {
  Trace good({}, Trace::Watch::agent_only);
  begun(good);
  good.publish({.if_match = "A"});
  good.wait(33);
  good.answer(good.publish({.if_match = "A"}), {.code = 412});
  good.publish({.body = "doc"});
  EXPECT_HELD(good, inv_19);
  Trace bad({}, Trace::Watch::agent_only);
  begun(bad);
  bad.publish({.if_match = "A"});
  bad.wait(33);
  bad.answer(bad.publish({.if_match = "A"}), {.code = 412});
  bad.publish({.if_match = "A", .body = "altered"});
  EXPECT_BREACH(bad, "INV-19");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_19);
}

TEST(Invariants, inv_20_after_423_ask_enough) {
  for (const std::uint32_t next : {120u, 119u}) {
    Trace trace;
    trace.want("doc");
    trace.answer(trace.publish({.body = "doc", .expires = 60}), {.code = 423, .min_expires = 120});
    trace.answer(trace.publish({.body = "doc", .expires = next}), {.etag = "A", .expires = next});
    if (next == 120) {
      EXPECT_HELD(trace, inv_20);
      trace.answer(trace.publish({.if_match = "A", .expires = 119}), {.etag = "B", .expires = 119});
    }
    EXPECT_BREACH(trace, "INV-20");
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_20);
}

TEST(Invariants, inv_20_a_removal_asks_for_nothing) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "A", .expires = 60}), {.code = 423, .min_expires = 120});
  trace.publish({.if_match = "A", .expires = 0});
  EXPECT_HELD(trace, inv_20);
}

TEST(Invariants, inv_42_push_back_is_obeyed) {
  for (const double wait : {30.5, 29.0}) {
    Trace trace;
    trace.want("doc");
    trace.answer(trace.publish({.body = "doc"}), {.code = 503, .retry_after = 30});
    trace.wait(wait);
    // The server is left alone, not only the one resource.
    trace.publish({.body = "doc", .resource = "sip:jane.roe@sfb.example"});
    if (wait > 30) {
      EXPECT_HELD(trace, inv_42);
    } else {
      EXPECT_BREACH(trace, "INV-42");
    }
  }
  Trace unmet;
  unmet.want("doc");
  unmet.answer(unmet.publish({.body = "doc"}), {.code = 503});
  unmet.publish({.body = "doc"});
  EXPECT_UNMET(unmet, inv_42);
}

TEST(Invariants, inv_44_what_is_wanted_is_tried_again) {
  Trace good;
  good.want("doc");
  good.answer(good.publish({.body = "doc"}), {.code = 500});
  good.wait(60);
  good.answer(good.publish({.body = "doc"}), {.etag = "A", .expires = 600});
  EXPECT_HELD(good, inv_44);
  for (const double wait : {121.0, 124.0}) {  // longest pause 90 s, one transaction 32 s
    Trace bad;
    bad.want("doc");
    bad.answer(bad.publish({.body = "doc"}), {.code = 500});
    bad.wait(wait);
    EXPECT_BREACH(bad, wait > 122 ? "INV-44" : "");
  }
  Trace never_tried;
  never_tried.want("doc");
  never_tried.wait(3600);
  EXPECT_BREACH(never_tried, "INV-44");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_44);
}

TEST(Invariants, inv_44_waits_as_long_as_the_server_says) {
  Trace trace;
  trace.want("doc");
  trace.answer(trace.publish({.body = "doc"}), {.code = 503, .retry_after = 1000});
  trace.wait(1100);
  EXPECT_BREACH(trace, "");
  trace.wait(100);
  EXPECT_BREACH(trace, "INV-44");
}

TEST(Invariants, inv_46_tuple_ids_persist) {
  for (const char* next : {same_id, other_id}) {
    Trace trace;
    trace.want(one_tuple);
    trace.answer(trace.publish({.body = one_tuple}), {.etag = "A", .expires = 600});
    trace.want(next);
    trace.answer(trace.publish({.if_match = "A", .body = next}), {.etag = "B", .expires = 600});
    if (next == same_id) {
      EXPECT_HELD(trace, inv_46);
    } else {
      EXPECT_BREACH(trace, "INV-46");
    }
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_46);
}

TEST(Invariants, inv_46_ids_are_unique_in_a_document) {
  Trace trace;
  trace.publish({.body = twice});
  EXPECT_BREACH(trace, "INV-46");
}

TEST(Invariants, inv_46_without_a_contact_a_new_id_may_be_a_new_tuple) {
  const auto tuple = [](const std::string& id) {
    return "<presence><tuple id=\"" + id + "\"><status/></tuple></presence>";
  };
  for (const char* id : {"t1", "t2"}) {
    Trace trace;
    trace.answer(trace.publish({.body = tuple("t1")}), {.etag = "A", .expires = 600});
    const std::string next = "<!-- <tuple id='t9'> --><![CDATA[<tuple id='t9'>]]>" + tuple(id);
    trace.publish({.if_match = "A", .body = next});
    EXPECT_BREACH(trace, "");
    // One premise for each tuple of each document, one more where an id goes on.
    const bool goes_on = std::string(id) == "t1";
    EXPECT_EQ(trace.monitor.tally(Invariant::inv_46).premises, goes_on ? 3u : 2u);
    EXPECT_EQ(trace.monitor.tally(Invariant::inv_46).undecided, goes_on ? 0u : 1u);
  }
}

TEST(Invariants, inv_46_reads_any_text) {
  for (const char* odd :
       {"<", "<tuple", "<tuple id=", "<tuple id='", "<contact>", "<tuple id=\"a\"><contact", "<<<>>>",
        "<!", "<!--", "<![CDATA[", "<!-- <tuple id='a'>", "</", "<?"}) {
    Trace trace;
    trace.publish({.body = odd});
    EXPECT_BREACH(trace, "");
  }
}

TEST(Invariants, inv_49_no_route_and_no_tag_is_learned) {
  Trace good;
  begun(good);
  good.publish({.if_match = "A"});
  EXPECT_HELD(good, inv_49);
  Trace routed;
  begun(routed);
  routed.publish({.if_match = "A", .route = "<sip:proxy.example;lr>"});
  EXPECT_BREACH(routed, "INV-49");
  Trace tagged;
  begun(tagged);
  tagged.publish({.if_match = "A", .to_tag = "esc"});
  EXPECT_BREACH(tagged, "INV-49");
  Trace elsewhere;
  begun(elsewhere);
  elsewhere.publish({.if_match = "A", .resource = "sip:john.doe@sfb.example;x=1"});
  EXPECT_BREACH(elsewhere, "INV-49");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_49);
}

TEST(Invariants, inv_50_octet_for_octet) {
  const auto trace_with = [](Trace& trace, const char* tag) {
    trace.want("doc");
    trace.answer(trace.publish({.body = "doc"}), {.etag = "aB~1", .expires = 600});
    trace.publish({.if_match = tag});
  };
  Trace good;
  trace_with(good, "aB~1");
  EXPECT_HELD(good, inv_50);
  for (const char* tag : {"ab~1", "\"aB~1\"", "aB%7e1", " aB~1"}) {
    Trace bad;
    trace_with(bad, tag);
    EXPECT_BREACH(bad, "INV-50");
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_50);
}

TEST(Invariants, inv_50_the_compositor_compares_octet_for_octet) {
  for (const char* tag : {"ab~1", "AB~1", "aB%7e1"}) {
    for (const bool accepts : {false, true}) {
      Trace trace({}, Trace::Watch::both_ends);
      trace.answer(trace.publish({.body = "doc"}), {.etag = "aB~1", .expires = 600});
      const auto misspelt = trace.arrive({.if_match = tag, .agent = "stranger"});
      trace.answer(misspelt, accepts ? Answer{.etag = "C", .expires = 600} : Answer{.code = 412});
      EXPECT_EQ(trace.monitor.tally(Invariant::inv_50).premises, 1u);
      EXPECT_BREACH(trace, accepts ? "INV-50" : "");
    }
  }
  Trace unlike;
  unlike.answer(unlike.publish({.body = "doc"}), {.etag = "aB~1", .expires = 600});
  unlike.answer(unlike.arrive({.if_match = "other", .agent = "stranger"}), {.etag = "C", .expires = 600});
  EXPECT_BREACH(unlike, "INV-17");
}

}  // namespace
}  // namespace sipwright::model
