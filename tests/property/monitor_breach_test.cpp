// One planted breach per invariant: each is found under exactly its id and under no other.
#include "invariant_checks.hpp"

namespace sipwright::model {
namespace {

TEST(MonitorBreach, inv_01_second_initial_while_the_first_is_open) {
  Trace trace;
  trace.publish({.body = "doc"});
  trace.wait(31);
  trace.publish({.body = "doc", .package = "dialog"});
  EXPECT_BREACH(trace, "INV-01");
}

TEST(MonitorBreach, inv_01_sees_one_resource_in_two_spellings) {
  Trace trace;
  trace.publish({.body = "doc", .resource = "sip:%6aohn.doe@SFB.example"});
  trace.publish({.body = "doc"});
  EXPECT_BREACH(trace, "INV-01");
}

TEST(MonitorBreach, inv_02_two_refreshes_at_once) {
  Trace trace;
  begun(trace);
  trace.publish({.if_match = "A"});
  trace.publish({.if_match = "A"});
  EXPECT_BREACH(trace, "INV-02");
}

TEST(MonitorBreach, inv_03_keeps_the_old_tag_after_a_refresh) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.answer(trace.publish({.if_match = "A"}), {.code = 412});
  EXPECT_BREACH(trace, "INV-03");
}

TEST(MonitorBreach, inv_04_invents_a_tag) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "Z"}), {.code = 412});
  EXPECT_BREACH(trace, "INV-04");
}

TEST(MonitorBreach, inv_04_borrows_a_tag_of_another_resource) {
  Trace trace;
  begun(trace);
  trace.publish({.if_match = "A", .resource = "sip:jane.roe@sfb.example"});
  EXPECT_BREACH(trace, "INV-04");
}

TEST(MonitorBreach, inv_04_a_tag_of_a_lost_answer_cannot_be_known) {
  Trace trace;
  begun(trace);
  trace.lose_answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.wait(33);
  trace.answer(trace.publish({.if_match = "B"}), {.etag = "C", .expires = 600});
  EXPECT_BREACH(trace, "INV-04");
}

TEST(MonitorBreach, inv_19_after_412) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "A"}), {.code = 412});
  trace.publish({.if_match = "A", .body = "doc"});
  EXPECT_BREACH(trace, "INV-17 INV-19");  // the compositor forgot too early
}

TEST(MonitorBreach, inv_05_after_removal) {
  for (const char* tag : {"A", "B"}) {
    Trace trace;
    begun(trace);
    trace.want_nothing();
    trace.answer(trace.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
    trace.publish({.if_match = tag, .body = "doc"});
    EXPECT_BREACH(trace, "INV-05");
  }
}

TEST(MonitorBreach, inv_05_after_local_expiry) {
  Trace trace;
  begun(trace, 60);
  trace.want_nothing();
  trace.wait(61);
  trace.publish({.if_match = "A", .expires = 0});
  EXPECT_BREACH(trace, "INV-05");
}

TEST(MonitorBreach, inv_06_none_of_the_four_operations) {
  Trace trace;
  trace.publish({.expires = 0});
  EXPECT_BREACH(trace, "INV-06");
  Trace other;
  other.publish({.body = "doc", .expires = 0});
  EXPECT_BREACH(other, "INV-06");
}

TEST(MonitorBreach, inv_07_initial_without_body) {
  Trace trace;
  trace.publish({});
  EXPECT_BREACH(trace, "INV-07");
}

TEST(MonitorBreach, inv_07_initial_without_content_type) {
  Trace trace;
  trace.publish({.body = "doc", .typed = false});
  EXPECT_BREACH(trace, "INV-07");
}

TEST(MonitorBreach, inv_08_refresh_with_body) {
  Trace trace;
  begun(trace);
  trace.publish({.if_match = "A", .body = "doc"});
  EXPECT_BREACH(trace, "INV-08");
}

TEST(MonitorBreach, inv_08_refresh_with_content_type) {
  Trace trace;
  begun(trace);
  trace.publish({.if_match = "A", .typed_without_body = true});
  EXPECT_BREACH(trace, "INV-08");
}

TEST(MonitorBreach, inv_09_change_of_state_without_body) {
  Trace trace;
  begun(trace);
  trace.want("other doc");
  trace.publish({.if_match = "A"});
  EXPECT_BREACH(trace, "INV-09");
}

TEST(MonitorBreach, inv_09_change_of_state_without_tag) {
  Trace trace;
  begun(trace);
  trace.want("other doc");
  trace.publish({.body = "other doc"});
  EXPECT_BREACH(trace, "INV-09");
}

TEST(MonitorBreach, inv_10_removal_with_body) {
  Trace trace;
  begun(trace);
  trace.want_nothing();
  trace.publish({.if_match = "A", .body = "doc", .expires = 0});
  EXPECT_BREACH(trace, "INV-10");
}

TEST(MonitorBreach, inv_10_removal_with_content_type) {
  Trace trace;
  begun(trace);
  trace.want_nothing();
  trace.publish({.if_match = "A", .expires = 0, .typed_without_body = true});
  EXPECT_BREACH(trace, "INV-10");
}

TEST(MonitorBreach, inv_11_late_refresh) {
  Trace trace;
  begun(trace);
  trace.wait(570);  // due after 600 - 34 s
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  EXPECT_BREACH(trace, "INV-11");
}

TEST(MonitorBreach, inv_11_no_refresh_at_all) {
  Trace trace;
  begun(trace, 60);
  trace.wait(3600);
  EXPECT_BREACH(trace, "INV-11");
}

TEST(MonitorBreach, inv_12_grants_more_than_asked) {
  Trace trace;
  trace.answer(trace.publish({.body = "doc", .expires = 60}), {.etag = "A", .expires = 61});
  EXPECT_BREACH(trace, "INV-12");
}

TEST(MonitorBreach, inv_13_incomplete_2xx) {
  for (const Answer& answer : {Answer{.expires = 600}, Answer{.etag = "A"}, Answer{.etag = "A B", .expires = 600},
                               Answer{.etag = "A", .expires = 600, .etag_rows = 2}}) {
    Trace trace;
    trace.answer(trace.publish({.body = "doc"}), answer);
    EXPECT_BREACH(trace, "INV-13");
  }
}

TEST(MonitorBreach, inv_14_a_tag_comes_again) {
  Trace trace;
  begun(trace);
  trace.want_nothing();
  trace.answer(trace.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
  trace.answer(trace.publish({.body = "doc", .agent = "phone", .package = "dialog"}), {.etag = "A", .expires = 600});
  EXPECT_BREACH(trace, "INV-14");
}

TEST(MonitorBreach, inv_15_tag_does_not_rotate) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "A", .expires = 600});
  // What the compositor gave again is alive again: the agent is not to blame.
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  EXPECT_BREACH(trace, "INV-15");
}

TEST(MonitorBreach, inv_16_superseded_tag_succeeds) {
  Trace trace;
  begun(trace);
  trace.lose_answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.wait(33);
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "C", .expires = 600});
  EXPECT_BREACH(trace, "INV-16");
}

TEST(MonitorBreach, inv_16_removed_tag_is_judged_by_a_later_step) {
  Trace trace;
  begun(trace);
  trace.want_nothing();
  trace.lose_answer(trace.publish({.if_match = "A", .expires = 0}), {.etag = "B", .expires = 0});
  trace.wait(33);
  trace.answer(trace.publish({.if_match = "A", .expires = 0}), {.code = 423});
  EXPECT_BREACH(trace, "INV-16");
}

TEST(MonitorBreach, findings_name_requirement_and_messages) {
  Trace trace;
  begun(trace);
  trace.answer(trace.publish({.if_match = "A"}), {.etag = "B", .expires = 600});
  trace.publish({.if_match = "A"});
  trace.monitor.finish(trace.now());
  ASSERT_EQ(trace.monitor.findings().size(), 1u);
  const Finding& finding = trace.monitor.findings()[0];
  EXPECT_EQ(finding.implied, bit(Invariant::inv_05));
  EXPECT_EQ(finding.agent, default_agent);
  // 0: the wish, 1-4: initial, 5-8: refresh whose 200 (8) the agent received last, 9: the offender.
  EXPECT_EQ(finding.observations, (std::vector<std::uint64_t>{8, 9}));
  const std::string text = finding_text(finding);
  EXPECT_NE(text.find("RFC3903-4.3-05"), std::string::npos) << text;
  EXPECT_NE(text.find("expected SIP-If-Match: B"), std::string::npos) << text;
}

}  // namespace
}  // namespace sipwright::model
