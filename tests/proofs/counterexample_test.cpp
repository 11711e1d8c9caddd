// Counterexamples: read, drawn as a ladder, and replayed on the emitted machine.
#include <gtest/gtest.h>

#include "kit/proof/replay.hpp"
#include "kit/proof/replay_transactions.hpp"

namespace sipwright::kit {
namespace {

// What a verifier printed for the planted fault of no-ghost (an ESC that never forgets): an initial PUBLISH, then a
// removal whose request is lost.
const std::vector<std::string> trail = {
    "@event 0 0 0 0 0 8 0 0 0 0 0 0", "@request 0 0 8 0 1", "@row 0 0 1",
    "@served 0 0 0 3 1 8", "@answer 0", "@event 0 3 0 200 1 8 0 0 0 0 0 1", "@row 0 6 2",
    "@second", "@event 0 1 0 0 0 0 0 0 0 0 0 0", "@request 0 3 0 1 0", "@row 0 20 5",
    "@lost_request 0", "@second", "@second", "@second", "@timeout 0",
};

TEST(Counterexample, IsDrawnAsALadder) {
  const std::string ladder = ladder_of_trail("publication", "no-ghost", trail);
  for (const char* part : {"     0.000   |-- PUBLISH initial, Expires 8 ", "|<-- 200 OK, ETag t1, Expires 8 ",
                           "     1.000   |-- PUBLISH removal, If-Match t1, Expires 0 (lost) ",
                           "     4.000   * publisher 1 gives its request up", "* breaks no-ghost"}) {
    EXPECT_NE(ladder.find(part), std::string::npos) << part << " is not in\n" << ladder;
  }
}

TEST(Counterexample, IsReplayedOnTheRuntimesMachine) {
  const Replay replay = replay_publication(trail);
  EXPECT_EQ(replay.difference, "");
  EXPECT_EQ(replay.events, 3u);
}

TEST(Counterexample, ReplayTellsAnotherRow) {
  auto changed = trail;
  changed[6] = "@row 0 7 2";
  EXPECT_EQ(replay_publication(changed).difference, "event 2: row 6 instead of 7");
}

TEST(Counterexample, ReplayTellsAnotherRequest) {
  auto changed = trail;
  changed[9] = "@request 0 3 0 2 0";
  EXPECT_EQ(replay_publication(changed).difference, "event 3: 1 requests, others than the proof's");
}

// A trail ends within the event that breaks a claim.
TEST(Counterexample, ReplayTellsAnotherRequestInTheLastEvent) {
  auto changed = trail;
  changed.resize(10);
  EXPECT_EQ(replay_publication(changed).difference, "");
  changed[9] = "@request 0 1 0 1 0";
  EXPECT_EQ(replay_publication(changed).difference, "event 3: another request");
}

// A request over UDP, its 100 and its answer, as transactions.pml prints them.
const std::vector<std::string> exchange = {
    "@client 0 0",   "@transmit", "@row 1 0 1", "@server 0 0 0", "@handed", "@row 2 0 1",
    "@server 3 0 200", "@final",  "@row 2 5 3", "@client 3 0",   "@deliver", "@row 1 10 3",
};

TEST(Counterexample, TransactionsAreReplayed) {
  const Replay replay = replay_transactions(exchange);
  EXPECT_EQ(replay.difference, "");
  EXPECT_EQ(replay.events, 4u);
}

TEST(Counterexample, ReplayOfTransactionsTellsAnotherRowStateOrMessage) {
  const auto changed = [](std::size_t line, const char* text) {
    auto other = exchange;
    other[line] = text;
    return replay_transactions(other).difference;
  };
  EXPECT_EQ(changed(2, "@row 1 1 1"), "event 1: row 0 instead of 1");
  EXPECT_EQ(changed(8, "@row 2 5 4"), "event 3: state 3 instead of 4");
  EXPECT_EQ(changed(7, "@repeat"), "event 3: other messages than the proof's");
  auto cut = exchange;
  cut.resize(8);
  EXPECT_EQ(replay_transactions(cut).difference, "");
  cut[7] = "@trying";
  EXPECT_EQ(replay_transactions(cut).difference, "event 3: another message");
}

}  // namespace
}  // namespace sipwright::kit
