// RFC 3903 section 6: the answers of a compositor.
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

// A success naming a dead tag is a breach, and so is an answer that only a later step of section 6 gives: step 4 (423)
// comes after the tag was found. Every other refusal may come first (INV-39).
bool beyond_the_tag(std::uint32_t code) { return success(code) || code == 423; }

// INV-35: another request for the same tag succeeded while this one was open.
void judge_race(const Answered& seen, const Tag& tag, Judge& judge) {
  const Transaction& transaction = seen.transaction;
  judge.premise(Invariant::inv_35);
  const std::string other = "another request for tag " + quoted(transaction.if_match()) + " succeeded in " +
                            observation_text(tag.ended_by) + " while this one was open: ";
  if (success(transaction.code)) {
    // Which of the two states is kept nobody can tell.
    if (const Chain* chain = seen.ledger.chain(transaction.chain))
      if (Tag* other_one = seen.ledger.tag(*chain)) other_one->doubtful = true;
    judge.accuse(Invariant::inv_35, {tag.ended_by, transaction.opened_by},
                 other + "expected at most one success, saw two");
  }
  // Only the compositor's own end tells which request came first.
  if (seen.ledger.side() == Side::server && transaction.code == 412 && tag.ended_serial > transaction.serial)
    judge.accuse(Invariant::inv_35, {tag.ended_by, transaction.opened_by},
                 other + "expected the one that came first to succeed, saw 412 to it");
}

}  // namespace

void judge_answer(const Fields& response, bool one_tag, Judge& judge) {
  if (!success(response.status.value_or(0))) return;
  judge.premise(Invariant::inv_13);
  if (one_tag && response.expires_rows == 1 && response.expires.has_value()) return;
  judge.accuse(Invariant::inv_13, {},
               "expected a 2xx to PUBLISH to have one SIP-ETag with a token and one Expires, saw " +
                   std::to_string(response.etag_rows) + " SIP-ETag (" + quoted(response.etag) + ") and " +
                   std::to_string(response.expires_rows) + " Expires");
}

void judge_grant(const Answered& seen, Judge& judge) {
  if (!success(seen.transaction.code) || !seen.transaction.expires.has_value()) return;
  if (!seen.response.expires.has_value()) return;  // INV-13 speaks of it
  judge.premise(Invariant::inv_12);
  if (*seen.response.expires > *seen.transaction.expires)
    judge.accuse(Invariant::inv_12, {seen.transaction.opened_by},
                 "expected a grant of at most the " + std::to_string(*seen.transaction.expires) +
                     " s that were asked, saw " + std::to_string(*seen.response.expires) + " s");
}

void judge_new_tag(const Answered& seen, Judge& judge) {
  const Transaction& transaction = seen.transaction;
  if (!success(transaction.code) || seen.response.etag.empty()) return;
  if (transaction.conditional) {
    judge.premise(Invariant::inv_15);
    if (seen.response.etag == transaction.if_match())
      judge.accuse(Invariant::inv_15, {transaction.opened_by},
                   "expected a new SIP-ETag on success, saw the tag of the request again: " +
                       quoted(transaction.if_match()));
  }
  if (!judge.judges(Invariant::inv_14)) return;
  const auto known =
      seen.ledger.given_tags.insert(transaction.party->scope, seen.response.etag, digest(seen.response.etag),
                                    mixed(transaction.hash, transaction.serial), seen.observation);
  judge.premise(Invariant::inv_14);
  if (known.answer == EverWindow::Answer::repeated)
    judge.accuse(Invariant::inv_14, {known.first_seen, transaction.opened_by},
                 "expected a tag never given before for " + std::string(transaction.party->resource) + ", saw " +
                     quoted(seen.response.etag) + ", given in observation " + std::to_string(known.first_seen));
  if (known.answer == EverWindow::Answer::doubtful)
    judge.undecided(Invariant::inv_14, "the text of a tag that left the window; only its hash is left");
}

void judge_old_tag(const Answered& seen, Judge& judge) {
  const Transaction& transaction = seen.transaction;
  if (!transaction.conditional) return;
  const Tag* tag = seen.named;
  if (tag == nullptr || (tag->state != TagState::superseded && tag->state != TagState::removed)) return;
  if (tag->ended_by == tag->given_by) return;  // the tag in the 2xx of a removal: nothing superseded it
  const bool processed_after = tag->ended_by < transaction.opened_by;
  if (!processed_after) return judge_race(seen, *tag, judge);
  if (transaction.code == 412 || beyond_the_tag(transaction.code)) judge.premise(Invariant::inv_16);
  if (beyond_the_tag(transaction.code))
    judge.accuse(Invariant::inv_16, {tag->ended_by, transaction.opened_by},
                 "expected 412 to tag " + quoted(transaction.if_match()) + ", superseded in observation " +
                     std::to_string(tag->ended_by) + ", saw " + std::to_string(transaction.code));
}

}  // namespace sipwright::model
