// RFC 3903 sections 4, 5, 9 and 10.4: what an agent makes of the answers that it gets.
#include <algorithm>

#include "model/monitor/rows.hpp"
#include "model/monitor/tuples.hpp"

namespace sipwright::model {
namespace {

bool has_id(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& tuples, std::uint64_t id) {
  return std::any_of(tuples.begin(), tuples.end(), [&](const auto& tuple) { return tuple.second == id; });
}

}  // namespace

void judge_after_412(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  const Publication* mine = opened.party->find(opened.key);
  const bool refused = mine != nullptr && mine->refused_by != no_observation;
  if (!seen.sure_of_receipt) {
    if (refused) judge.undecided(Invariant::inv_19, "whether the agent received the 412");
    return;
  }
  if (refused) judge.premise(Invariant::inv_19);
  if (opened.conditional) {
    const Tag* tag = seen.named;
    if (tag != nullptr && tag->state == TagState::refused && tag->refused_to == opened.party->epa->hash)
      judge.accuse(Invariant::inv_19, {tag->ended_by},
                   "expected no further request naming tag " + quoted(opened.if_match()) + " after the 412 of " +
                       observation_text(tag->ended_by));
  }
  if (!refused) return;
  if (!mine->intent_known) return judge.undecided(Invariant::inv_18, "what the application wants");
  if (!mine->wanted) return;
  judge.premise(Invariant::inv_18);
  // Another publication of the same agent may go on.
  const Chain* other = seen.chain;
  const bool goes_on = opened.conditional && other != nullptr && other->party == opened.party &&
                       other->tag == opened.if_match();
  if (goes_on || (!opened.conditional && opened.body)) return;
  judge.accuse(Invariant::inv_18, {mine->refused_by},
               "expected an initial PUBLISH after the 412 of " + observation_text(mine->refused_by) + ", saw " +
                   (opened.conditional ? "SIP-If-Match: " + std::string(opened.if_match()) : std::string("no body")));
}

void judge_after_423(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  const Publication* mine = opened.party->find(opened.key);
  if (mine == nullptr || mine->expires_min == 0) return;
  if (!seen.sure_of_receipt) return judge.undecided(Invariant::inv_20, "whether the agent received the 423");
  judge.premise(Invariant::inv_20);
  if (opened.expires.value_or(0) == 0 || *opened.expires >= mine->expires_min) return;
  judge.accuse(Invariant::inv_20, {mine->expires_min_by},
               "expected at least the " + std::to_string(mine->expires_min) + " s that the 423 of " +
                   observation_text(mine->expires_min_by) + " asked for, saw Expires " +
                   std::to_string(*opened.expires));
}

void judge_push_back(const Opened& seen, Judge& judge) {
  const Epa& epa = *seen.transaction.party->epa;
  if (epa.pushed_by == no_observation) return;
  if (!seen.sure_of_receipt) return judge.undecided(Invariant::inv_42, "whether the agent received the 503");
  judge.premise(Invariant::inv_42);
  if (seen.time + seen.ledger.options().tolerance >= epa.pushed_back) return;
  judge.accuse(Invariant::inv_42, {epa.pushed_by},
               "expected no new PUBLISH before " + seconds_text(epa.pushed_back) + ", as Retry-After of " +
                   observation_text(epa.pushed_by) + " says, saw one at " + seconds_text(seen.time));
}

void judge_tuples(const Opened& seen, Judge& judge) {
  Transaction& opened = seen.transaction;
  if (!judge.judges(Invariant::inv_46) || !opened.body) return;
  const Chain* chain = seen.chain;
  if (chain != nullptr && chain->document == opened.document) {
    opened.tuples = chain->tuples;
    return;
  }
  read_tuples(seen.request.body, opened.tuples);
  const auto& tuples = opened.tuples;
  for (std::size_t i = 0; i < tuples.size(); ++i) {
    judge.premise(Invariant::inv_46);
    for (std::size_t j = 0; j < i; ++j)
      if (tuples[j].second == tuples[i].second)
        judge.accuse(Invariant::inv_46, {}, "expected tuples with different ids, saw one id twice");
  }
  if (chain == nullptr) return;
  bool came = false;
  bool came_bare = false;  // without a contact
  for (const auto& [contact, id] : tuples) {
    if (has_id(chain->tuples, id)) {
      judge.premise(Invariant::inv_46);  // it goes on under its id, whatever else changed
    } else {
      came = true;
      came_bare = came_bare || contact == 0;
    }
    for (const auto& [old_contact, old_id] : chain->tuples) {
      if (contact == 0 || contact != old_contact || id == old_id) continue;
      judge.premise(Invariant::inv_46);
      judge.accuse(Invariant::inv_46, {chain->opened_by},
                   "expected the tuple of one contact to keep the id that it has had since " +
                       observation_text(chain->opened_by) + ", saw another");
    }
  }
  // A tuple that came may be one that left, under another id, unless both have contacts to tell them apart by.
  const auto left = [&](const auto& old) { return (came_bare || old.first == 0) && !has_id(tuples, old.second); };
  if (came && std::any_of(chain->tuples.begin(), chain->tuples.end(), left))
    judge.undecided(Invariant::inv_46, "which tuple goes on: one has no contact of its own");
}

void judge_routes(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  if (seen.request.to_tag.data() != nullptr && !seen.request.to_tag.empty()) {
    judge.premise(Invariant::inv_49);
    judge.accuse(Invariant::inv_49, {}, "expected no tag in To, saw " + quoted(seen.request.to_tag));
  }
  const Chain* chain = seen.chain;
  if (chain == nullptr || opened.party->redirected) return;
  judge.premise(Invariant::inv_49);
  if (chain->route != opened.route)
    judge.accuse(Invariant::inv_49, {chain->opened_by},
                 "expected the Route that the publication had before, saw " + quoted(seen.request.route));
  if (chain->party != opened.party && chain->party->epa == opened.party->epa)
    judge.accuse(Invariant::inv_49, {chain->opened_by},
                 "expected Request-URI " + std::string(chain->party->resource) + ", saw " +
                     std::string(opened.party->resource));
}

void judge_recovery(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  const Publication* mine = asked.party->find(asked.key);
  if (!success(asked.code) || mine == nullptr || seen.ledger.side() != Side::client) return;
  if (mine->wanted && mine->in_trouble) judge.premise(Invariant::inv_44);
}

void judge_silence(Ledger& ledger, const Due& due, Judge& judge) {
  const Publication& mine = *due.publication;
  if (ledger.side() != Side::client || !mine.wanted || mine.given_up) return;
  const Chain* chain = ledger.chain(mine.newest_chain);
  const bool published = chain != nullptr && (mine.document == 0 || chain->document == mine.document);
  if (published || !due.party->open.empty()) return;
  if (mine.maybe_content)
    return judge.undecided(Invariant::inv_44, "whether the agent took the answer that came as it gave up");
  judge.premise(Invariant::inv_44);
  judge.accuse(Invariant::inv_44, {mine.quiet_since},
               "expected another attempt to publish what is wanted for " + std::string(due.party->resource) + " by " +
                   seconds_text(mine.next_attempt) + ", saw nothing since " + observation_text(mine.quiet_since));
}

}  // namespace sipwright::model
