// The emitted machines do what the Boost.MSM machines do: random events, step by step; every row taken; planted faults
// found.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "kit/equivalence/lockstep.hpp"

namespace rc {
template <>
struct Arbitrary<sipwright::tests::Step> {
  static Gen<sipwright::tests::Step> arbitrary() {
    using sipwright::tests::Step;
    return gen::build<Step>(gen::set(&Step::kind, gen::inRange<std::uint8_t>(0, 64)),
                            gen::set(&Step::wait, gen::inRange<std::uint8_t>(0, 12)),
                            gen::set(&Step::salt, gen::inRange<std::uint32_t>(0, 1u << 20)));
  }
};
}  // namespace rc

namespace sipwright::tests {
namespace {

// Sequences of a fixed seed; the events that carry a publication on come more often than those that end it.
template <class Pair>
std::vector<Step> sequence(std::mt19937& random) {
  std::vector<Step> steps(100);
  for (Step& step : steps) {
    step.kind = static_cast<std::uint8_t>(random() % Pair::ranks);
    step.wait = static_cast<std::uint8_t>(random() % (random() % 2 == 0 ? 4 : 12));
    step.salt = static_cast<std::uint32_t>(random());
  }
  return steps;
}

constexpr int sequences_max = 20'000;

// Runs sequences until a difference is found; empty if none is.
template <class Pair, class Emitted = typename Pair::Emitted>
std::string search(std::set<int>& taken) {
  std::mt19937 random(1);
  for (int i = 0; i < sequences_max; ++i) {
    const std::string difference = lockstep<Pair, Emitted>(sequence<Pair>(random), taken);
    if (!difference.empty()) return difference;
  }
  return {};
}

template <class Pair>
class Equivalence : public testing::Test {};
using Pairs = testing::Types<PublisherPair, ClientTransactionPair, ServerTransactionPair, CompositorPair,
                             PublicationPair, CallPair, CallPresencePair, DigestClientPair,
                             PushBackPair>;
TYPED_TEST_SUITE(Equivalence, Pairs);

TYPED_TEST(Equivalence, AgreesAndTakesEveryRow) {
  std::set<int> taken;
  EXPECT_EQ(search<TypeParam>(taken), "");
  for (int row = 0; row < static_cast<int>(std::size(TypeParam::rows)); ++row) {
    const auto& info = TypeParam::rows[row];
    EXPECT_TRUE(taken.contains(row)) << "row " << row << " was never taken: " << to_string(info.state) << ", "
                                     << to_string(info.event) << " (" << info.requirements << ")";
  }
}

// Sequences that RapidCheck makes, longer than its habit, and shrinks.
std::vector<Step> long_sequence() { return *rc::gen::resize(500, rc::gen::arbitrary<std::vector<Step>>()); }

RC_GTEST_PROP(RandomEquivalence, Publisher, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<PublisherPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, ClientTransaction, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<ClientTransactionPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, ServerTransaction, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<ServerTransactionPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, Compositor, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<CompositorPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, Publication, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<PublicationPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, Call, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<CallPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, CallPresence, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<CallPresencePair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, DigestClient, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<DigestClientPair>(long_sequence(), taken) == "");
}

RC_GTEST_PROP(RandomEquivalence, PushBack, ()) {
  std::set<int> taken;
  RC_ASSERT(lockstep<PushBackPair>(long_sequence(), taken) == "");
}

// ---- planted faults: a copy of the emitted machine with one thing wrong

using Publisher = PublisherPair::Emitted;

// A refresh does not bring the new tag.
struct KeepsOldTag : Publisher {
  template <class Sink>
  int process(const Event& event, const machines::PublisherConfig& config, Sink& sink) {
    const auto old = context.tag;
    const bool refreshing = state == machines::PublisherState::Refreshing;
    const int row = Publisher::process(event, config, sink);
    if (refreshing && event.kind == machines::PublisherEventKind::accepted) context.tag = old;
    return row;
  }
};

// A 412 does not end in a fresh start.
struct StaysWith412 : Publisher {
  template <class Sink>
  int process(const Event& event, const machines::PublisherConfig& config, Sink& sink) {
    const bool modifying = state == machines::PublisherState::Modifying;
    const int row = Publisher::process(event, config, sink);
    if (modifying && event.kind == machines::PublisherEventKind::stale_tag) state = machines::PublisherState::Waiting;
    return row;
  }
};

// Timers are one nanosecond late.
template <class Sink>
struct LateSink {
  Sink& sink;
  template <class... A>
  void send(const A&... a) { sink.send(a...); }
  template <class... A>
  void authorize(const A&... a) { sink.authorize(a...); }
  void arm(machines::PublisherTimer timer, Instant at) { sink.arm(timer, at + Instant(1)); }
  void disarm() { sink.disarm(); }
  template <class... A>
  void tell(const A&... a) { sink.tell(a...); }
};
struct ArmsLate : Publisher {
  template <class Sink>
  int process(const Event& event, const machines::PublisherConfig& config, Sink& sink) {
    LateSink<Sink> late{sink};
    return Publisher::process(event, config, late);
  }
};

// An event that the table does not list is taken.
struct TakesUnlisted : machines::ClientTransaction {
  template <class Sink>
  int process(const Event& event, const machines::ClientTransactionConfig& config, Sink& sink) {
    const int row = machines::ClientTransaction::process(event, config, sink);
    return row == unexpected && event.kind == machines::ClientTransactionEventKind::timer_K ? 0 : row;
  }
};

// A 408 goes out in spite of RFC 4320.
struct Sends408 : machines::ServerTransaction {
  template <class Sink>
  int process(const Event& event, const machines::ServerTransactionConfig& config, Sink& sink) {
    const bool trying = state == machines::ServerTransactionState::Trying;
    if (trying && event.status == status::request_timeout) sink.send_final();
    return machines::ServerTransaction::process(event, config, sink);
  }
};

// Step 3 comes after step 4: the tag of a request that asks for too little is not looked up.
struct SkipsTheTag : machines::Compositor {
  template <class Sink>
  int process(const Event& event, const machines::CompositorConfig& config, Sink& sink) {
    const bool named = state == machines::CompositorState::Condition && context.tag_rows == 1 && context.names_tag;
    if (named && event.kind == machines::CompositorEventKind::passed) state = machines::CompositorState::Lifetime;
    return machines::Compositor::process(event, config, sink);
  }
};

// A publication keeps its tag when it is refreshed.
struct KeepsTag : machines::Publication {
  template <class Sink>
  int process(const Event& event, const machines::PublicationConfig& config, Sink& sink) {
    const bool lives = state == machines::PublicationState::Live;
    if (!lives || event.kind != machines::PublicationEventKind::renew) {
      return machines::Publication::process(event, config, sink);
    }
    Recorder unheard;
    return machines::Publication::process(event, config, unheard);
  }
};

// A call that was put on hold no longer counts when it ends.
struct LosesHeldCalls : machines::Call {
  template <class Sink>
  int process(const Event& event, const machines::CallConfig& config, Sink& sink) {
    const bool held = state == machines::CallState::Held;
    Recorder unheard;
    return held ? machines::Call::process(event, config, unheard) : machines::Call::process(event, config, sink);
  }
};

// One call too many is counted.
struct CountsTwice : machines::CallPresence {
  template <class Sink>
  int process(const Event& event, const machines::CallPresenceConfig& config, Sink& sink) {
    const int row = machines::CallPresence::process(event, config, sink);
    if (row == 9) ++context.calls;
    return row;
  }
};

// Refused credentials are sent again.
struct NeverGivesUp : machines::DigestClient {
  template <class Sink>
  int process(const Event& event, const machines::DigestClientConfig& config, Sink& sink) {
    const int row = machines::DigestClient::process(event, config, sink);
    if (row == 6) state = machines::DigestClientState::Usable;
    return row;
  }
};

// The newest pause counts, be it the shorter one.
struct ForgetsTheLongerPause : machines::PushBack {
  template <class Sink>
  int process(const Event& event, const machines::PushBackConfig& config, Sink& sink) {
    const int row = machines::PushBack::process(event, config, sink);
    if (row == 3) context.until = event.now + std::chrono::seconds(event.retry_after);
    return row;
  }
};

TEST(EquivalenceFault, IsFound) {
  std::set<int> taken;
  EXPECT_NE((search<PublisherPair, KeepsOldTag>(taken)).find("context.tag"), std::string::npos);
  EXPECT_NE((search<PublisherPair, StaysWith412>(taken)).find("state Publishing and Waiting"), std::string::npos);
  EXPECT_NE((search<PublisherPair, ArmsLate>(taken)).find("effects"), std::string::npos);
  EXPECT_NE((search<ClientTransactionPair, TakesUnlisted>(taken)).find("row -1 and 0"), std::string::npos);
  EXPECT_NE((search<CompositorPair, SkipsTheTag>(taken)).find("event"), std::string::npos);
  EXPECT_NE((search<PublicationPair, KeepsTag>(taken)).find("effects"), std::string::npos);
  EXPECT_NE((search<CallPair, LosesHeldCalls>(taken)).find("effects"), std::string::npos);
  EXPECT_NE((search<CallPresencePair, CountsTwice>(taken)).find("context.calls"), std::string::npos);
  EXPECT_NE((search<DigestClientPair, NeverGivesUp>(taken)).find("state Refused and Usable"), std::string::npos);
  EXPECT_NE((search<PushBackPair, ForgetsTheLongerPause>(taken)).find("context.until"), std::string::npos);
  EXPECT_NE((search<ServerTransactionPair, Sends408>(taken)).find("effects"), std::string::npos);
}

}  // namespace
}  // namespace sipwright::tests
