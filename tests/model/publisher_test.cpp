// The publisher's rows that matter most, one story each, on the emitted machine.
#include <gtest/gtest.h>

#include <string>

#include "sipwright/machines/publisher.hpp"
#include "story.hpp"

namespace sipwright::tests {
namespace {

using namespace std::chrono_literals;
using machines::PublisherEvent;
using Kind = machines::PublisherEventKind;
using State = machines::PublisherState;

// Drives one publisher and spells its effects out.
class Publisher : public testing::Test {
 protected:
  // What happened since the last call, such as "disarm; send initial 600".
  std::string on(Kind kind, Instant at, PublisherEvent event = {}) {
    event.kind = kind;
    event.now = at;
    story.text.clear();
    last_row = machine.process(event, config, story);
    return story.text;
  }
  std::string want(Instant at, std::uint32_t expires = 600) { return on(Kind::want, at, {.expires = expires}); }
  std::string unwant(Instant at) { return on(Kind::unwant, at); }
  std::string accepted(Instant at, std::string_view tag, std::uint32_t expires = 600) {
    return on(Kind::accepted, at, {.status = 200, .has_expires = true, .expires = expires, .tag = tag});
  }
  std::string failed(Instant at, std::uint32_t status) { return on(Kind::failed, at, {.status = status}); }
  std::string stale_tag(Instant at) { return on(Kind::stale_tag, at, {.status = 412}); }
  std::string challenged(Instant at, bool stale, bool proxy = false) {
    return on(Kind::challenged, at, {.status = 401, .proxy = proxy, .answerable = true, .stale = stale});
  }
  void publish() {
    want(0s);
    accepted(0s, "a");
    ASSERT_EQ(machine.state, State::Published);
  }

  machines::Publisher<std::string> machine;
  const machines::PublisherConfig config;
  Story story;
  int last_row = 0;
};

TEST_F(Publisher, LivesFromInitialToRemoval) {
  EXPECT_EQ(want(0s), "disarm; send initial 600");
  EXPECT_EQ(accepted(100ms, "a"), "arm refresh 566s; tell published 200");
  EXPECT_EQ(on(Kind::refresh_due, 566s), "disarm; send refresh 600 a");
  EXPECT_EQ(accepted(567s, "b"), "arm refresh 1132s; tell refreshed 200");
  EXPECT_EQ(want(600s), "disarm; send modify 600 b");
  EXPECT_EQ(accepted(601s, "c", 60), "arm refresh 630s; tell modified 200");
  EXPECT_EQ(unwant(610s), "disarm; send removal 0 c");
  EXPECT_EQ(on(Kind::ended, 611s, {.status = 200}), "disarm; tell removed 200");
  EXPECT_EQ(machine.state, State::Idle);
}

// SW-01, SW-02: half of a short grant, never within a second of the answer, counted from the first sending.
TEST_F(Publisher, RefreshesInTime) {
  want(10s);
  EXPECT_EQ(accepted(12s, "a", 60), "arm refresh 40s; tell published 200");
  on(Kind::refresh_due, 40s);
  EXPECT_EQ(accepted(40s, "b", 1), "arm refresh 41s; tell refreshed 200");
  on(Kind::refresh_due, 40500ms);
  EXPECT_EQ(accepted(40600ms, "c", 69), "arm refresh 75500ms; tell refreshed 200");
}

// SW-10: without Expires, or with more than was asked, what was asked counts.
TEST_F(Publisher, NeverBelievesInMoreThanItAsked) {
  want(0s, 100);
  EXPECT_EQ(accepted(0s, "a", 4000), "arm refresh 66s; tell published 200");
  on(Kind::refresh_due, 66s);
  EXPECT_EQ(on(Kind::accepted, 66s, {.status = 200, .tag = "b"}), "arm refresh 132s; tell refreshed 200");
}

// RFC 3903 5: the dead tag is never named again, the state is published anew with its body.
TEST_F(Publisher, StartsAnewAfter412) {
  publish();
  on(Kind::refresh_due, 566s);
  EXPECT_EQ(stale_tag(566s), "disarm; send initial 600");
  EXPECT_FALSE(machine.context.has_tag);
}

// A state wanted while a refresh with a stale tag is open goes out in the fresh start, not in another modification.
TEST_F(Publisher, CarriesTheNewestStateThroughAStaleTag) {
  publish();
  on(Kind::refresh_due, 566s);
  EXPECT_EQ(want(566s, 300), "");
  EXPECT_EQ(stale_tag(567s), "disarm; send initial 300");
  EXPECT_EQ(accepted(568s, "b", 300), "arm refresh 833s; tell published 200");
}

// SW-08: one state waits, the newest; it is due at once when the answer is there.
TEST_F(Publisher, QueuesOneState) {
  want(0s);
  EXPECT_EQ(want(1s), "");
  EXPECT_EQ(want(2s), "");
  EXPECT_EQ(accepted(3s, "a"), "arm refresh 3s; tell published 200");
  EXPECT_EQ(on(Kind::refresh_due, 3s), "disarm; send modify 600 a");
  EXPECT_EQ(accepted(4s, "b"), "arm refresh 569s; tell modified 200");
}

// SW-14: the tag that the removal needs is in the answer that is still to come.
TEST_F(Publisher, RemovesAfterTheAnswer) {
  want(0s);
  EXPECT_EQ(unwant(1s), "");
  EXPECT_EQ(accepted(2s, "a"), "arm refresh 2s; tell published 200");
  EXPECT_EQ(on(Kind::refresh_due, 2s), "disarm; send removal 0 a");
}

TEST_F(Publisher, DoesNotAmendWhatIsNoLongerWanted) {
  want(0s);
  unwant(1s);
  EXPECT_EQ(challenged(2s, false), "disarm; tell removed 0") << "nothing was published, and nobody was refused";
  want(3s);
  unwant(4s);
  EXPECT_EQ(on(Kind::challenged, 5s, {.status = 401}), "arm retry 5500ms; tell failed 401");
  on(Kind::retry_due, 6s);
  want(6s);
  unwant(7s);
  EXPECT_EQ(failed(8s, 403), "arm retry 9s; tell failed 403");
  on(Kind::retry_due, 10s);
  publish();
  on(Kind::refresh_due, 566s);
  unwant(567s);
  EXPECT_EQ(challenged(568s, false), "disarm; send removal 0 a");
}

// SW-15.
TEST_F(Publisher, PublishesAgainAfterTheRemoval) {
  publish();
  unwant(10s);
  EXPECT_EQ(want(11s), "");
  EXPECT_EQ(on(Kind::ended, 12s, {.status = 200}), "disarm; tell removed 200; disarm; send initial 600");
}

// SW-12: the lost answer may have killed the tag; it is tried, and 412 settles it.
TEST_F(Publisher, TriesTheTagAfterALostAnswer) {
  publish();
  want(100s);
  EXPECT_EQ(failed(132s, PublisherEvent::timed_out().status), "arm retry 132500ms; tell failed 408");
  EXPECT_EQ(on(Kind::retry_due, 133s), "disarm; send modify 600 a");
  EXPECT_EQ(stale_tag(134s), "disarm; send initial 600");
}

// SW-18: after its end by our clock the tag is in no request.
TEST_F(Publisher, DropsTheTagAtItsLocalEnd) {
  publish();
  on(Kind::refresh_due, 566s);
  failed(598s, 408);
  EXPECT_EQ(on(Kind::retry_due, 600s), "disarm; send initial 600");
}

// SW-13: a lost removal is repeated while it can matter, and not after.
TEST_F(Publisher, RepeatsARemovalUntilTheGrantHasRunOut) {
  publish();
  unwant(500s);
  EXPECT_EQ(failed(532s, 408), "arm retry 532500ms; tell failed 408");
  EXPECT_EQ(on(Kind::retry_due, 533s), "disarm; send removal 0 a");
  failed(565s, 408);
  EXPECT_EQ(on(Kind::retry_due, 600s), "disarm; tell expired 0");
  EXPECT_EQ(machine.state, State::Idle);
}

TEST_F(Publisher, TakesA412ToARemovalForItsEnd) {
  publish();
  unwant(10s);
  EXPECT_EQ(stale_tag(11s), "disarm; tell removed 412");
}

// RFC 3903 5, INV-20: ask enough now and ever after; but only if more is asked for.
TEST_F(Publisher, AsksEnoughAfter423) {
  want(0s, 60);
  EXPECT_EQ(on(Kind::too_brief, 1s, {.status = 423, .min_expires = 1800}), "send initial 1800");
  EXPECT_EQ(accepted(2s, "a", 1800), "arm refresh 1767s; tell published 200");
  EXPECT_EQ(want(3s, 60), "disarm; send modify 1800 a");
  EXPECT_EQ(on(Kind::too_brief, 4s, {.status = 423, .min_expires = 1800}), "arm retry 4500ms; tell failed 423");
}

TEST_F(Publisher, IgnoresMinExpiresBeyondTheLimitOfAmendments) {
  want(0s, 1);
  for (std::uint32_t n = 2; n < 2 + limit::amended_max; ++n) {
    EXPECT_EQ(on(Kind::too_brief, 0s, {.status = 423, .min_expires = n}), "send initial " + std::to_string(n));
  }
  EXPECT_EQ(on(Kind::too_brief, 0s, {.status = 423, .min_expires = 100}), "arm retry 500ms; tell failed 423");
}

// RFC 3261 22.1: refused credentials are not sent again, a stale nonce is not a refusal; 401 and 407 count apart.
TEST_F(Publisher, AnswersEachChallengeOnce) {
  want(0s);
  EXPECT_EQ(challenged(1s, false), "authorize initial 600");
  EXPECT_EQ(challenged(2s, false, true), "authorize initial 600");
  EXPECT_EQ(challenged(3s, true), "authorize initial 600");
  EXPECT_EQ(challenged(4s, false), "arm retry 4500ms; tell failed 401");
}

TEST_F(Publisher, DoesNotSpinOnStaleNonces) {
  want(0s);
  for (std::uint32_t n = 0; n < limit::amended_max; ++n) EXPECT_EQ(challenged(1s, true), "authorize initial 600");
  EXPECT_EQ(challenged(1s, true), "arm retry 1500ms; tell failed 401");
}

TEST_F(Publisher, GivesUpWithoutCredentials) {
  want(0s);
  EXPECT_EQ(on(Kind::challenged, 1s, {.status = 401}), "arm retry 1500ms; tell failed 401");
}

// RFC 3903 9: nothing new before Retry-After has passed, not even a removal.
TEST_F(Publisher, ObeysRetryAfter) {
  publish();
  want(10s);
  EXPECT_EQ(on(Kind::pushed_back, 11s, {.status = 503, .retry_after = 20}), "arm retry 31s; tell failed 503");
  EXPECT_EQ(unwant(12s), "");
  EXPECT_EQ(want(13s), "");
  EXPECT_EQ(on(Kind::retry_due, 31s), "disarm; send modify 600 a");
}

// SW-03: doubled, capped, half of it random.
TEST_F(Publisher, BacksOff) {
  want(0s);
  const char* const waits[] = {"500ms", "1s", "2s", "4s", "8s", "16s", "30s", "30s"};
  for (const char* const wait : waits) {
    EXPECT_EQ(failed(0s, 500), "arm retry " + std::string(wait) + "; tell failed 500");
    on(Kind::retry_due, 0s);
  }
  EXPECT_EQ(on(Kind::failed, 0s, {.random = 32768, .status = 500}), "arm retry 45s; tell failed 500");
  on(Kind::retry_due, 0s);
  accepted(0s, "a");
  want(0s);
  EXPECT_EQ(failed(0s, 500), "arm retry 500ms; tell failed 500");
}

// SW-09, SW-17: no refresh and no removal without a tag.
TEST_F(Publisher, WaitsForTheEndWithoutATag) {
  want(0s);
  const PublisherEvent answer{.status = 200, .has_expires = true, .expires = 60};
  EXPECT_EQ(on(Kind::untagged, 1s, answer), "arm expiry 60s; tell published 200");
  EXPECT_EQ(unwant(2s), "");
  EXPECT_EQ(want(3s), "disarm; send initial 600");
  on(Kind::untagged, 4s, answer);
  EXPECT_EQ(on(Kind::expiry_due, 63s), "tell expired 0; disarm; send initial 600");
}

// SW-11.
TEST_F(Publisher, BacksOffWhenNothingIsGranted) {
  want(0s);
  EXPECT_EQ(on(Kind::ended, 1s, {.status = 200}), "arm retry 1500ms; tell failed 200");
  EXPECT_EQ(on(Kind::retry_due, 2s), "disarm; send initial 600");
}

// SW-31: what a request without an answer has stored, nobody knows; what was not sent is not stored.
TEST_F(Publisher, DoesNotCallRemovedWhatMayBePublished) {
  const PublisherEvent no_answer{.status = 408, .lost = true};
  want(0s);
  unwant(1s);
  EXPECT_EQ(on(Kind::failed, 32s, no_answer), "arm retry 32500ms; tell left 408");
  EXPECT_EQ(on(Kind::retry_due, 33s), "disarm");
  want(40s);
  EXPECT_EQ(on(Kind::failed, 72s, no_answer), "arm retry 73s; tell failed 408");
  EXPECT_EQ(unwant(73s), "tell left 0");
  on(Kind::retry_due, 74s);
  want(80s);
  on(Kind::failed, 81s, {.status = 503});
  EXPECT_EQ(unwant(82s), "tell removed 0");
}

// The refresh without an answer may have been done: then the state lives under a tag that nobody told.
TEST_F(Publisher, DoubtsA412AfterALostAnswer) {
  publish();
  on(Kind::refresh_due, 566s);
  on(Kind::failed, 598s, {.status = 408, .lost = true});
  unwant(598s);
  EXPECT_EQ(stale_tag(599s), "disarm; tell left 412");
  EXPECT_EQ(machine.state, State::Idle);
}

// SW-32: an agent that ends waits only for what can still be done.
TEST_F(Publisher, EndsAtOnceWhereNothingCanBeRemoved) {
  const auto last = [this](Instant at) { return on(Kind::unwant, at, {.last = true}); };
  want(0s);
  on(Kind::untagged, 0s, {.status = 200});
  EXPECT_EQ(last(1s), "disarm; tell left 0");
  EXPECT_EQ(machine.state, State::Idle);
  want(2s);
  EXPECT_EQ(on(Kind::pushed_back, 2s, {.status = 503, .retry_after = 3600}), "arm retry 3602s; tell failed 503");
  EXPECT_EQ(last(3s), "disarm; tell removed 0");
  EXPECT_EQ(machine.state, State::Idle);
}

TEST_F(Publisher, EndsAtOnceWhereTheAnswerLeavesNothingToDo) {
  const auto last = [this](Instant at) { return on(Kind::unwant, at, {.last = true}); };
  want(0s);
  last(0s);
  EXPECT_EQ(on(Kind::pushed_back, 1s, {.status = 503, .retry_after = 3600}), "arm retry 1s; tell failed 503");
  EXPECT_EQ(on(Kind::retry_due, 1s), "disarm");
  want(3601s);
  last(3601s);
  EXPECT_EQ(on(Kind::untagged, 3602s, {.status = 200}), "arm expiry 3602s; tell published 200");
  EXPECT_EQ(on(Kind::expiry_due, 3602s), "disarm; tell left 0");
}

TEST_F(Publisher, WaitsAtTheEndWhileARemovalIsPossible) {
  const auto last = [this](Instant at) { return on(Kind::unwant, at, {.last = true}); };
  publish();
  EXPECT_EQ(last(1s), "disarm; send removal 0 a");
  EXPECT_EQ(on(Kind::pushed_back, 2s, {.status = 503, .retry_after = 10}), "arm retry 12s; tell failed 503");
  EXPECT_EQ(on(Kind::retry_due, 12s), "disarm; send removal 0 a");
  EXPECT_EQ(on(Kind::pushed_back, 13s, {.status = 503, .retry_after = 60}), "arm retry 13s; tell failed 503");
  EXPECT_EQ(on(Kind::retry_due, 13s), "disarm; tell left 0");
  EXPECT_EQ(machine.state, State::Idle);
}

// INV-07: an initial PUBLISH never asks for zero.
TEST_F(Publisher, NeverAsksForZero) { EXPECT_EQ(want(0s, 0), "disarm; send initial 1"); }

TEST_F(Publisher, ChangesNothingOnTheUnexpected) {
  publish();
  const auto before = machine.context.tag;
  EXPECT_EQ(accepted(1s, "z"), "");
  EXPECT_EQ(last_row, machine.unexpected);
  EXPECT_EQ(machine.context.tag, before);
}

}  // namespace
}  // namespace sipwright::tests
