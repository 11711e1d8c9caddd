// RFC 3903 sections 4, 4.1 and 5: one request at a time, under the newest tag, and never under a dead one.
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

constexpr std::string_view receipt = "whether the agent received what was sent to it";

}  // namespace

void judge_serial_order(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  if (opened.party->published_before) judge.premise(Invariant::inv_01);
  if (opened.chain != 0) judge.premise(Invariant::inv_02);
  for (const Transaction* other : opened.party->open) {
    if (seen.ledger.done(*other, seen.time)) continue;
    if (!seen.sure_of_receipt) {
      // The client counts its time-out from a first copy that may have been lost before this point.
      judge.undecided(Invariant::inv_01, "when the agent sent its first copy");
      continue;
    }
    const std::string waits = "expected no new PUBLISH to " + std::string(opened.party->resource) +
                              " before the one of " +
                              observation_text(other->opened_by) + " (sent at " + seconds_text(other->first) +
                              ") has a final response or has timed out, saw one at " + seconds_text(seen.time);
    judge.accuse(Invariant::inv_01, {other->opened_by}, waits);
    if (opened.chain != 0 && opened.chain == other->chain)
      judge.accuse(Invariant::inv_02, {other->opened_by}, waits + ", both of one publication");
  }
}

void judge_tag_use(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  if (!opened.conditional) return;
  const Tag* tag = seen.named;
  if (tag == nullptr) {
    if (!seen.ledger.options().from_start || seen.ledger.forgot_tags()) {
      judge.undecided(Invariant::inv_04, "the beginning of the publication");
      return;
    }
    judge.premise(Invariant::inv_04);
    const Chain* meant = seen.chain;
    if (meant != nullptr && same_but_for_spelling(meant->tag, opened.if_match()))
      judge.accuse(Invariant::inv_50, {meant->tag_seen},
                   "expected tag " + quoted(meant->tag) + " octet for octet, saw " + quoted(opened.if_match()));
    judge.accuse(Invariant::inv_04, {},
                 "expected SIP-If-Match to name a tag that a 2xx gave for " + std::string(opened.party->resource) +
                     " and " +
                     std::string(opened.key->package) + ", saw " + quoted(opened.if_match()) + ", which none did");
    return;
  }
  if (tag->given_by != no_observation) {
    judge.premise(Invariant::inv_04);
    if (judge.agents()) judge.premise(Invariant::inv_50);
  }

  Chain* chain = seen.chain;
  const bool alive = chain != nullptr && seen.time < chain->deadline;
  const bool newest = alive && chain->tag == opened.if_match();
  const bool sure = seen.sure_of_receipt && (chain == nullptr || !chain->unsure);
  if (alive) {
    if (newest || sure) {
      judge.premise(Invariant::inv_03);
    } else {
      judge.undecided(Invariant::inv_03, receipt);
    }
    if (!newest && sure) {
      judge.accuse(Invariant::inv_03, {chain->tag_seen},
                   "expected SIP-If-Match: " + std::string(chain->tag) + " (newest 2xx of this publication: " +
                       observation_text(chain->tag_seen) + "), saw " + quoted(opened.if_match()));
    }
  }

  if (!sure && tag->state != TagState::current) {
    judge.undecided(Invariant::inv_05, receipt);
    return;
  }
  judge.premise(Invariant::inv_05);
  const bool expired = tag->deadline != never && seen.time >= tag->deadline + seen.ledger.options().tolerance;
  if (tag->state == TagState::current && !expired) return;
  const std::string dead = "expected no further use of tag " + quoted(opened.if_match()) + ", which ";
  const std::string end = observation_text(tag->ended_by);
  switch (tag->state) {
    case TagState::superseded:
      judge.accuse(Invariant::inv_05, {tag->ended_by}, dead + "was superseded by the 2xx of " + end);
      break;
    case TagState::removed:
      judge.accuse(Invariant::inv_05, {tag->ended_by}, dead + "ended with the removal of " + end);
      break;
    case TagState::refused:
      judge.accuse(Invariant::inv_05, {tag->ended_by}, dead + "drew the 412 of " + end);
      break;
    case TagState::current:
      judge.accuse(Invariant::inv_05, {tag->given_by},
                     dead + "expired at " + seconds_text(tag->deadline) + " (granted by " +
                         observation_text(tag->given_by) +
                         "), saw it at " + seconds_text(seen.time));
      break;
  }
}

}  // namespace sipwright::model
