// INV-25, 26, 31 to 33, 40, 41, 43, 47, 48: the agent as a client.
#include "invariant_checks.hpp"

namespace sipwright::model {
namespace {

MonitorOptions told() {
  MonitorOptions options;
  options.timeouts_told = true;
  return options;
}

// Copies at these seconds after the first sending.
void copies(Trace& trace, std::size_t request, std::initializer_list<double> at) {
  double now = 0.002;  // both ends
  for (const double next : at) {
    trace.wait(next - now);
    trace.repeat(request);
    now = next + 0.002;
  }
}

std::string credentials(const std::string& nonce, const std::string& uses) {
  return "Digest username=\"u\", realm=\"r\", nonce=\"" + nonce + "\", uri=\"sip:x\", nc=" + uses + ", qop=auth";
}

TEST(Invariants, inv_25_copies_are_identical) {
  Trace good;
  over(good, Transport::udp);
  const auto request = good.publish({.body = "doc"});
  copies(good, request, {0.5});
  EXPECT_HELD(good, inv_25);
  Trace bad;
  over(bad, Transport::udp);
  const auto first = bad.publish({.body = "doc", .branch = "z9hG4bKsame", .cseq = 1});
  bad.wait(0.498);
  (void)first;
  bad.publish({.body = "doc", .branch = "z9hG4bKsame", .cseq = 1});  // other octets
  EXPECT_BREACH(bad, "INV-25");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_25);
}

TEST(Invariants, inv_26_copies_come_in_time) {
  Trace good({}, Trace::Watch::agent_only);
  over(good, Transport::udp);
  const auto request = good.publish({.body = "doc"});
  copies(good, request, {0.5, 1.5, 3.5, 7.5, 11.5});
  good.answer(request, {.etag = "A", .expires = 600});
  EXPECT_HELD(good, inv_26);
  for (const double second : {1.3, 1.7}) {
    Trace bad;
    over(bad, Transport::udp);
    copies(bad, bad.publish({.body = "doc"}), {0.5, second});
    EXPECT_BREACH(bad, "INV-26");
  }
  Trace missing;
  over(missing, Transport::udp);
  const auto silent = missing.publish({.body = "doc"});
  missing.wait(0.6);
  missing.answer(silent, {.etag = "A", .expires = 600});
  EXPECT_BREACH(missing, "INV-26");
  Trace unmet;
  over(unmet, Transport::udp);
  EXPECT_UNMET(begun(unmet), inv_26);
}

TEST(Invariants, inv_26_after_a_100_the_pending_copy_comes_and_then_every_4_s) {
  for (const double last : {5.5, 2.5}) {
    Trace trace;
    over(trace, Transport::udp);
    const auto request = trace.publish({.body = "doc"});
    copies(trace, request, {0.5});
    trace.answer(request, {.code = 100, .to_tag = ""});
    trace.wait(0.996);
    trace.repeat(request);
    trace.wait(last - 1.502);
    trace.repeat(request);
    // (The compositor was too early with its 100.)
    EXPECT_BREACH(trace, last == 5.5 ? "INV-29" : "INV-29 INV-26");
  }
}

TEST(Invariants, inv_26_none_over_a_stream_and_none_after_the_answer) {
  Trace stream;
  stream.repeat(stream.publish({.body = "doc"}));
  EXPECT_BREACH(stream, "INV-26");
  Trace answered;
  over(answered, Transport::udp);
  const auto request = answered.publish({.body = "doc"});
  answered.answer(request, {.etag = "A", .expires = 600});
  answered.wait(0.496);
  answered.repeat(request);
  EXPECT_BREACH(answered, "INV-26");
}

TEST(Invariants, inv_31_fresh_branches) {
  Trace good;
  EXPECT_HELD(begun(good), inv_31);
  for (const double wait : {1.0, 300.0}) {  // while the other transaction is open, and long after
    Trace bad;
    bad.answer(bad.publish({.body = "doc", .branch = "z9hG4bKone"}), {.etag = "A", .expires = 600});
    bad.wait(wait);
    bad.publish({.if_match = "A", .branch = "z9hG4bKone"});
    EXPECT_BREACH(bad, "INV-31");
  }
  for (const char* branch : {"z9hG4bK", "old-style"}) {
    Trace bad;
    bad.publish({.body = "doc", .branch = branch});
    EXPECT_BREACH(bad, "INV-31");
  }
  Trace unmet;
  EXPECT_UNMET(unmet, inv_31);
}

TEST(Invariants, inv_32_cseq_rises_after_a_challenge) {
  for (const std::uint32_t next : {8u, 7u}) {
    Trace trace;
    trace.answer(trace.publish({.body = "doc", .cseq = 7}), {.code = 401, .challenge = "Digest nonce=\"n\""});
    trace.publish({.body = "doc", .cseq = next, .authorization = credentials("n", "00000001")});
    if (next == 8) {
      EXPECT_HELD(trace, inv_32);
    } else {
      EXPECT_BREACH(trace, "INV-32");
    }
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_32);
}

TEST(Invariants, inv_32_of_our_own_agent_more_is_asked) {
  MonitorOptions options;
  options.own_agent = true;
  Trace trace(options);
  trace.answer(trace.publish({.body = "doc", .cseq = 7}), {.code = 401, .challenge = "Digest nonce=\"n\""});
  trace.publish({.body = "doc", .cseq = 9, .authorization = credentials("n", "00000001")});
  EXPECT_BREACH(trace, "INV-32");
}

TEST(Invariants, inv_33_a_call_id_has_one_originator) {
  Trace good;
  begun(good);
  good.publish({.body = "doc", .agent = "phone"});
  EXPECT_HELD(good, inv_33);
  Trace two;
  two.publish({.body = "doc", .call_id = "one@host"});
  two.publish({.body = "doc", .agent = "phone", .call_id = "one@host"});
  EXPECT_BREACH(two, "INV-33");
  Trace boots;
  boots.publish({.body = "doc", .call_id = "one@host"});
  boots.restart();
  boots.publish({.body = "doc", .call_id = "one@host"});
  EXPECT_BREACH(boots, "INV-33");
  Trace unmet({}, Trace::Watch::capture);  // nobody says who is who
  unmet.publish({.body = "doc"});
  EXPECT_UNMET(unmet, inv_33);
}

TEST(Invariants, inv_33_a_hash_alone_accuses_nobody) {
  MonitorOptions options;
  options.texts_max = 2;
  Trace trace(options);
  for (const char* call : {"1", "2", "3", "4"}) trace.publish({.body = "doc", .resource = call, .call_id = call});
  trace.publish({.body = "doc", .agent = "phone", .call_id = "1"});
  EXPECT_BREACH(trace, "");
  EXPECT_EQ(trace.monitor.tally(Invariant::inv_33).undecided, 1u);
}

TEST(Invariants, inv_40_no_challenge_loop) {
  const auto challenged = [](Trace& trace, const std::string& more, std::initializer_list<const char*> nonces) {
    auto request = trace.publish({.body = "doc"});
    for (const char* nonce : nonces) {
      const std::string challenge = "Digest realm=\"r\", nonce=\"" + std::string(nonce) + '"' + more;
      trace.answer(request, {.code = 401, .challenge = challenge});
      request = trace.publish({.body = "doc", .authorization = credentials(nonce, "00000001")});
    }
  };
  Trace good;
  challenged(good, "", {"1"});
  EXPECT_HELD(good, inv_40);
  Trace stale;
  challenged(stale, ", stale=true", {"1", "2", "3"});
  EXPECT_HELD(stale, inv_40);
  Trace loop;
  challenged(loop, "", {"1", "2"});
  EXPECT_BREACH(loop, "INV-40");
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_40);
}

TEST(Invariants, inv_41_the_client_counts) {
  for (const char* uses : {"00000002", "00000001", "00000003"}) {
    Trace trace;
    trace.answer(trace.publish({.body = "doc", .authorization = credentials("n", "00000001")}),
                 {.etag = "A", .expires = 600});
    trace.answer(trace.publish({.if_match = "A", .authorization = credentials("n", uses)}), {.code = 500});
    if (uses[7] == '2') {
      EXPECT_HELD(trace, inv_41);
    } else {
      EXPECT_BREACH(trace, "INV-41");
    }
  }
  Trace unmet;
  EXPECT_UNMET(begun(unmet), inv_41);
}

TEST(Invariants, inv_41_the_server_takes_each_count_once) {
  Trace trace({}, Trace::Watch::compositor_only);
  trace.answer(trace.publish({.body = "doc", .authorization = credentials("n", "00000001")}),
               {.etag = "A", .expires = 600});
  EXPECT_HELD(trace, inv_41);
  trace.answer(trace.publish({.body = "doc", .agent = "thief", .authorization = credentials("n", "00000001")}),
               {.etag = "B", .expires = 600});
  EXPECT_BREACH(trace, "INV-41");
}

TEST(Invariants, inv_43_every_transaction_ends) {
  Trace good(told(), Trace::Watch::agent_only);
  good.timeout((good.wait(0), good.publish({.body = "doc"})));
  good.wait(100);
  EXPECT_HELD(good, inv_43);
  Trace answered(told());
  EXPECT_HELD(begun(answered), inv_43);
  Trace bad(told(), Trace::Watch::agent_only);
  bad.publish({.body = "doc"});
  bad.wait(33);
  EXPECT_BREACH(bad, "INV-43");
  Trace unmet({}, Trace::Watch::agent_only);  // nobody says when the client gives up
  unmet.publish({.body = "doc"});
  unmet.wait(33);
  EXPECT_UNMET(unmet, inv_43);
  EXPECT_EQ(unmet.monitor.tally(Invariant::inv_43).undecided, 1u);
}

TEST(Invariants, inv_47_content_length_is_right) {
  Trace good;
  EXPECT_HELD(begun(good), inv_47);
  for (const std::uint32_t said : {2u, 4u}) {
    Trace bad;
    bad.publish({.body = "doc", .content_length = said});
    EXPECT_BREACH(bad, "INV-47");
  }
  Trace unmet;
  EXPECT_UNMET(unmet, inv_47);
}

TEST(Invariants, inv_48_large_requests_avoid_datagrams) {
  for (const std::size_t padding : {1200u, 1300u}) {
    Trace trace;
    over(trace, Transport::udp);
    trace.publish({.body = "doc", .padding = padding});
    if (padding == 1200) {
      EXPECT_HELD(trace, inv_48);
    } else {
      EXPECT_BREACH(trace, "INV-48");
    }
  }
  Trace unmet;
  unmet.publish({.body = "doc", .padding = 1300});
  EXPECT_UNMET(unmet, inv_48);
}

TEST(Invariants, inv_48_a_refused_stream_excuses) {
  Trace trace;
  trace.transport_error(trace.publish({.body = "doc", .padding = 1300}));
  over(trace, Transport::udp);
  trace.publish({.body = "doc", .padding = 1300});
  EXPECT_HELD(trace, inv_48);
}

}  // namespace
}  // namespace sipwright::model
