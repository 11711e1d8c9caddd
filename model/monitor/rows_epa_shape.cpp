// RFC 3903 section 4.1, Table 1: what an initial publication, a refresh, a modification and a removal look like.
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

std::string described(const Transaction& request) {
  std::string out = request.body ? "a body" : "no body";
  out += request.conditional ? ", SIP-If-Match" : ", no SIP-If-Match";
  out += request.typed ? ", Content-Type" : ", no Content-Type";
  out += request.expires.has_value() ? ", Expires " + std::to_string(*request.expires) : ", no Expires";
  return out;
}

}  // namespace

void judge_shape(const Opened& seen, Judge& judge) {
  const Transaction& request = seen.transaction;
  const bool zero = request.expires == 0u;
  const auto saw = [&] { return ", saw " + described(request); };

  judge.premise(Invariant::inv_06);
  const bool in_table = request.body ? !zero : request.conditional;
  if (!in_table)
    judge.accuse(Invariant::inv_06, {}, "expected one of initial, refresh, modify and remove" + saw());

  if (!request.conditional) {
    judge.premise(Invariant::inv_07);
    if (!request.body || !request.typed || zero)
      judge.accuse(Invariant::inv_07, {},
                   "expected an initial PUBLISH with a body, its Content-Type, and an Expires other than 0" + saw());
  }
  if (zero) {
    judge.premise(Invariant::inv_10);
    if (!request.conditional || request.body || request.typed)
      judge.accuse(Invariant::inv_10, {},
                   "expected a removal with SIP-If-Match, without body and Content-Type" + saw());
  }
}

// What the agent means is taken from what its application wants: the document of the last 2xx again is a refresh,
// another one is a change of state.
void judge_shape_by_intent(const Opened& seen, Judge& judge) {
  const Transaction& request = seen.transaction;
  Publication& publication = seen.ledger.publication(*request.party, *request.key);
  const Chain* chain = request.chain != 0 ? seen.chain : seen.ledger.chain(publication.newest_chain);
  const bool zero = request.expires == 0u;
  const bool alive = chain != nullptr && seen.time < chain->deadline;
  if (!alive || zero) return;

  const bool known = publication.intent_known && publication.document != 0 && chain->document != 0;
  // While it is uncertain what the compositor holds, sending the same state once more is no mistake.
  const bool same = known && publication.wanted && publication.document == chain->document && !chain->doubtful;
  const bool change = known && publication.wanted && publication.document != chain->document;
  const auto saw = [&] { return ", saw " + described(request); };

  if (request.conditional && !change && (same || !request.body)) {
    // Without a body and with a life it is a refresh, whatever is wanted.
    judge.premise(Invariant::inv_08);
    if (request.body || request.typed)
      judge.accuse(Invariant::inv_08, {chain->tag_seen},
                   "expected a refresh of unchanged state without body and Content-Type" + saw());
  } else if (request.conditional && !known) {
    judge.undecided(Invariant::inv_08, "what the application wants");
  }

  if (change) {
    // After a failure nobody knows what the compositor holds, and starting anew is the agent's right.
    if (!request.conditional && chain->doubtful) return;
    judge.premise(Invariant::inv_09);
    const bool sent = request.conditional && request.body;
    publication.given_up = publication.given_up || !sent;  // that nothing follows is told by this
    if (!sent)
      judge.accuse(Invariant::inv_09, {chain->tag_seen},
                   "expected a change of state to be sent with SIP-If-Match and a body" + saw());
  } else if (!known && request.conditional && request.body) {
    judge.undecided(Invariant::inv_09, "what the application wants");
  }
}

}  // namespace sipwright::model
