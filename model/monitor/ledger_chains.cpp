// Publication chains and their tags: what each final response means for them, and when they end.
#include <algorithm>

#include "model/monitor/credentials.hpp"
#include "model/monitor/ledger.hpp"

namespace sipwright::model {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::uint64_t chain_hash(std::uint64_t id) { return mixed(id, 0); }

}  // namespace

void Ledger::close(Transaction& transaction, const Fields& response, bool one_tag, Nanoseconds time,
                   std::uint64_t observation, bool doubtful) {
  transaction.code = static_cast<std::uint16_t>(response.status.value_or(0));
  transaction.closed_by = observation;
  transaction.closed = time;
  transaction.answer = response.bytes.empty() || !compositors_ ? 0 : digest(response.bytes);
  transaction.odd_answer = transaction.code < 300 && !one_tag;
  leave_open(transaction);
  if (transaction.forgotten) return;
  note_challenge(transaction, response, time, observation);
  if (too_late(transaction, time)) {
    if (!transaction.broken && time < transaction.first + 64 * options_.t1 + options_.tolerance)
      note_race(transaction);
    return note_late(transaction, response, observation);
  }
  Tag* named = transaction.conditional ? tag(transaction) : nullptr;
  const auto end_named = [&](TagState state) {
    if (named == nullptr) return;
    named->state = state;
    named->refused_to = state == TagState::refused ? transaction.party->epa->hash : 0;
    named->ended_by = observation;
    named->ended_serial = transaction.serial;
    bury(*named);
  };
  Chain* known = chain(transaction.chain);
  if (transaction.code >= 300) note_failure(transaction, response, time, observation);
  if (transaction.code == 412) {
    // The refusal of an older tag says nothing of the newest one.
    if (known != nullptr && (named == nullptr || known->tag == transaction.if_match())) {
      end_named(TagState::refused);
      end(*known);
    } else {
      if (known != nullptr) known->doubtful = true;
      end_named(TagState::refused);
    }
    return;
  }
  if (transaction.code >= 300) {
    if (known != nullptr) known->doubtful = true;
    return;
  }
  Chain& served = chain_for(transaction);
  if (transaction.conditional && named == nullptr) {
    // Its beginning was not seen; that it lived until now is known by this success.
    named = &give_tag(*transaction.key, transaction.if_match(), transaction.named);
    named->chain = served.id;
  }
  end_named(transaction.removal() ? TagState::removed : TagState::superseded);
  if (transaction.body) {
    served.document = transaction.document;
    served.tuples.swap(transaction.tuples);
  }
  grant(served, transaction, response, one_tag, time, observation, doubtful);
}

void Ledger::note_failure(Transaction& transaction, const Fields& response, Nanoseconds time,
                          std::uint64_t observation) {
  Epa& epa = *transaction.party->epa;
  if (transaction.code < 400) transaction.party->redirected = true;
  if (transaction.code == 503 && response.retry_after.has_value()) {
    epa.pushed_back = std::max(epa.pushed_back, time + seconds(*response.retry_after));
    epa.pushed_by = observation;
  }
  Publication* mine = transaction.party->find(transaction.key);
  if (mine == nullptr && transaction.code == 423) mine = &publication(*transaction.party, *transaction.key);
  if (mine == nullptr) return;
  const bool goes_on = mine->wanted || !mine->intent_known;
  if (transaction.code == 423 && response.min_expires.has_value() && goes_on) {
    mine->expires_min = *response.min_expires;
    mine->expires_min_by = observation;
  }
  if (transaction.code == 412) mine->refused_by = observation;
  if (transaction.code != 401 && transaction.code != 407) mine->in_trouble = true;
  watch(*transaction.party, *mine, std::max(time, epa.pushed_back), observation);
}

void Ledger::note_challenge(Transaction& transaction, const Fields& response, Nanoseconds time,
                            std::uint64_t observation) {
  Challenge& last = transaction.party->challenge;
  const bool identity = transaction.code == 401 || transaction.code == 407;
  if (!identity) {
    last.time = Nanoseconds::min();
    return;
  }
  const text value = transaction.code == 407 ? response.proxy_authenticate : response.www_authenticate;
  last.stale = value.data() != nullptr && parameter_of(value, "stale").substr(0, 4) == "true";
  last.time = time;
  last.observation = observation;
  last.call_id.assign(transaction.call_id());
  last.cseq = transaction.cseq;
  last.document = transaction.document;
  last.nonce = last.stale ? 0 : transaction.nonce;
  if (last.code != transaction.code) last.retries = 0;
  last.code = transaction.code;
}

Nonce& Ledger::nonce(const Transaction& transaction) {
  const std::uint64_t epa = transaction.party->epa->hash;
  const std::uint64_t hash = mixed(epa, transaction.nonce);
  Nonce* known = nonces_.find(
      hash, [&](const Nonce& nonce) { return nonce.epa == epa && nonce.digest == transaction.nonce; });
  if (known != nullptr) return *known;
  if (nonce_order_.size() == options_.nonces_max) {
    nonces_.erase(nonces_.at(nonce_order_.front()));
    nonce_order_.pop_front();
  }
  Nonce& made = nonces_.insert(hash);
  made.epa = epa;
  made.digest = transaction.nonce;
  made.count = 0;
  made.observation = no_observation;
  nonce_order_.push_back(made.place);
  return made;
}

PackageNews* Ledger::news(std::string_view package) {
  constexpr std::size_t packages_max = 64;
  for (PackageNews& known : news_)
    if (known.name == package) return &known;
  if (news_.size() == packages_max) return nullptr;
  news_.emplace_back();
  news_.back().name.assign(package);
  return &news_.back();
}

// A client transaction that is over takes no answer any more (RFC 3261 17.1.2.2, 18.1.2).
bool Ledger::too_late(const Transaction& transaction, Nanoseconds time) const {
  return side_ != Side::server &&
         (transaction.broken || time + options_.tolerance >= transaction.first + 64 * options_.t1);
}

// The tag did come, so that its use would be no invention; but the agent need not know of it.
void Ledger::note_late(Transaction& transaction, const Fields& response, std::uint64_t observation) {
  if (Chain* known = chain(transaction.chain)) known->doubtful = known->unsure = true;
  if (!names_one_tag(response)) return;
  const std::uint64_t hash = tag_hash(transaction.key, response.etag);
  if (tag(transaction.key, response.etag, hash) != nullptr) return;
  Tag& given = give_tag(*transaction.key, response.etag, hash);
  given.chain = transaction.chain;
  given.given_by = observation;
  given.doubtful = true;
  bury(given);
}

// The answer came while the transaction timed out. An agent that took it holds its state to be published.
void Ledger::note_race(const Transaction& transaction) {
  if (transaction.code >= 300) return;
  Chain* known = chain(transaction.chain);
  if (known != nullptr && transaction.body) known->document = 0;
  if (Publication* mine = transaction.party->find(transaction.key)) mine->maybe_content = true;
}

void Ledger::served_again(Transaction& transaction, const Fields& response, std::uint64_t observation) {
  if (transaction.conditional)
    if (Tag* named = tag(transaction)) named->doubtful = true;
  note_late(transaction, response, observation);
}

Chain* Ledger::chain(std::uint64_t id) {
  if (id == 0) return nullptr;
  return chains_.find(chain_hash(id), [&](const Chain& known) { return known.id == id; });
}

Chain& Ledger::chain_for(Transaction& transaction) {
  if (transaction.chain == 0) transaction.chain = transaction.serial;
  if (Chain* known = chain(transaction.chain)) return *known;
  Chain& served = chains_.insert(chain_hash(transaction.chain));
  served.id = transaction.chain;
  served.party = transaction.party;
  ++served.party->references;
  served.key = transaction.key;
  served.route = transaction.route;
  ++served.key->references;
  served.newest = tag_hash(served.key, {});
  Publication& mine = publication(*served.party, *served.key);
  mine.newest_chain = std::max(mine.newest_chain, served.id);
  return served;
}

void Ledger::grant(Chain& served, Transaction& transaction, const Fields& response, bool complete, Nanoseconds time,
                   std::uint64_t observation, bool doubtful) {
  const bool removal = transaction.removal();
  const number granted = response.expires.has_value() ? response.expires : transaction.expires;
  const Nanoseconds life = granted.has_value() ? Nanoseconds(seconds(*granted)) : never;
  const Nanoseconds deadline = granted.has_value() ? transaction.first + life : never;
  Tag* given = nullptr;
  std::uint64_t given_hash = 0;
  if (complete) {
    given_hash = tag_hash(transaction.key, response.etag);
    given = tag(transaction.key, response.etag, given_hash);
    if (given == nullptr) given = &give_tag(*transaction.key, response.etag, given_hash);
    given->chain = served.id;
    given->state = removal ? TagState::removed : TagState::current;
    given->given_by = observation;
    given->ended_by = removal ? observation : no_observation;
    given->deadline = deadline;
    given->latest = granted.has_value() ? time + life : never;
    given->burial = 0;
    given->doubtful = doubtful;
    if (removal) bury(*given);
  }
  Publication& mine = publication(*served.party, *served.key);
  if (!removal && granted != 0u) {
    mine.in_trouble = false;
    // Where there is no tag to go on with, the agent may wait until nothing of it can be alive.
    const bool waits = !complete && granted.has_value();
    watch(*served.party, mine, waits ? deadline + 64 * options_.t1 : time, observation);
  } else {
    mine.in_trouble = mine.in_trouble || !removal;
    watch(*served.party, mine, time, observation);
  }
  if (removal || !complete || granted == 0u) {
    end(served);
    return;
  }
  const bool overtaken = served.tag_from > transaction.serial;  // a later request was answered first
  if (overtaken) {
    if (given->burial == 0) bury(*given);
    return;
  }
  if (served.tag != response.etag) {
    Tag* left = tag(served);
    if (left != nullptr && left->burial == 0) bury(*left);
    served.tag.assign(response.etag);
    served.newest = given_hash;
  }
  served.tag_from = transaction.serial;
  served.tag_seen = observation;
  served.opened_by = transaction.opened_by;
  served.first = transaction.first;
  served.answered = time;
  served.deadline = deadline;
  served.grant = granted.value_or(0);
  served.doubtful = served.unsure = false;
  if (Publication* wisher = transaction.party->find(transaction.key)) wisher->maybe_content = false;
  // An answer that comes when the grant is nearly or quite over leaves no time to be early in.
  served.awaiting_update = response.expires.has_value() && due(served) < deadline;
  set_alarm(served, next_alarm(served));
}

Nanoseconds Ledger::next_alarm(const Chain& chain) const {
  if (chain.awaiting_update) return due(chain) + options_.tolerance;
  // Nobody said how long it lives: a day is as long as any state that is of use.
  return chain.deadline == never ? chain.answered + hours(24) : chain.deadline + 128 * options_.t1;
}

void Ledger::set_alarm(Chain& chain, Nanoseconds at) {
  if (chain.alarm <= at) return;  // it rings earlier, and then looks again
  chain.alarm = at;
  set_timer({at, chain.id, 0, nullptr});
}

void Ledger::watch(Party& party, Publication& publication, Nanoseconds from, std::uint64_t observation) {
  const Nanoseconds next = from + options_.back_off_max + 64 * options_.t1 + options_.tolerance;
  // What was waited for before may still be waited for.
  const bool before = publication.next_attempt != never && publication.next_attempt > next;
  if (!before) publication.next_attempt = next;
  publication.quiet_since = observation;
  if (publication.watched || !publication.wanted) return;
  publication.watched = true;
  set_timer({publication.next_attempt, party.hash, party.place, publication.key});
}

Due Ledger::due_of(const Timer& fired, Nanoseconds now) {
  Due due;
  if (fired.key == nullptr) {
    Chain* known = chain(fired.id);
    if (known == nullptr || known->alarm != fired.time) return due;
    known->alarm = never;
    const Nanoseconds next = next_alarm(*known);
    if (next >= now) {
      set_alarm(*known, next);
    } else if (known->awaiting_update) {
      known->awaiting_update = false;
      set_alarm(*known, next_alarm(*known));
      due.what = Due::What::refresh;
      due.chain = known;
    } else {
      Publication* mine = known->party->find(known->key);
      Party& party = *known->party;
      if (mine != nullptr) watch(party, *mine, now, known->tag_seen);
      end(*known);
    }
    return due;
  }
  Party& party = parties_.at(fired.place);
  Publication* publication = party.lives && party.hash == fired.id ? party.find(fired.key) : nullptr;
  if (publication == nullptr || !publication->watched) return due;
  publication->watched = false;
  if (!publication->wanted || publication->next_attempt == never) return due;
  if (publication->next_attempt >= now) {
    publication->watched = true;
    set_timer({publication->next_attempt, party.hash, party.place, publication->key});
    return due;
  }
  due.what = Due::What::silence;
  due.party = &party;
  due.publication = publication;
  return due;
}

void Ledger::end(Chain& chain) {
  // The newest tag stays known, so that its use after the end can be told from an invented one.
  Tag* newest = tag(chain);
  if (newest != nullptr && newest->burial == 0) bury(*newest);
  Party* mine = chain.party;
  Key* about = chain.key;
  chains_.erase(chain);
  release(about);
  release(mine);
}

Nanoseconds Ledger::due(const Chain& chain) const {
  const Nanoseconds life = seconds(chain.grant);
  const Nanoseconds margin = std::min(life / 2, 64 * options_.t1 + seconds(2));
  return std::max(chain.first + life - margin, chain.answered + seconds(1));
}

}  // namespace sipwright::model
