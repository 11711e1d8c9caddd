// RFC 3903 section 4.3: the agent itself refreshes, and early enough that an answer can still come before expiry.
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

// Wanted by the application from the moment of the grant until now?
bool wanted_since_grant(const Chain& chain, const Publication& publication) {
  return publication.intent_known && publication.wanted && publication.wanted_since <= chain.answered;
}

}  // namespace

void judge_update_in_time(const Opened& seen, Judge& judge) {
  const Chain* chain = seen.chain;
  if (chain == nullptr || !chain->awaiting_update) return;
  const Publication* publication = chain->party->find(chain->key);
  if (publication != nullptr && wanted_since_grant(*chain, *publication)) judge.premise(Invariant::inv_11);
}

void judge_overdue(Ledger& ledger, Chain& chain, Judge& judge) {
  Party& party = *chain.party;
  Publication& publication = ledger.publication(party, *chain.key);
  if (ledger.side() == Side::server) {
    judge.undecided(Invariant::inv_11, "when the agent sent and received");
    return;
  }
  if (!publication.intent_known) {
    judge.undecided(Invariant::inv_11, "what the application wants");
    return;
  }
  // A publication that the agent started anew leaves its older chain to expire.
  if (!wanted_since_grant(chain, publication) || publication.newest_chain != chain.id) return;
  const Epa& epa = *party.epa;
  if (epa.pushed_by != no_observation && epa.pushed_back + ledger.options().back_off_max > ledger.due(chain)) {
    judge.undecided(Invariant::inv_11, "a chance to send: the server pushed back");
    return;
  }
  for (const Transaction* open : party.open) {
    if (!ledger.done(*open, ledger.due(chain))) {
      judge.undecided(Invariant::inv_11, "a chance to send: another PUBLISH to the Request-URI was open");
      return;
    }
  }
  judge.premise(Invariant::inv_11);
  publication.given_up = true;  // its silence is told already
  judge.accuse(Invariant::inv_11, {chain.opened_by, chain.tag_seen},
               "expected the next update of tag " + quoted(chain.tag) + " by " + seconds_text(ledger.due(chain)) +
                   " (granted " + std::to_string(chain.grant) + " s, counted from " + seconds_text(chain.first) +
                   "), saw none");
}

}  // namespace sipwright::model
