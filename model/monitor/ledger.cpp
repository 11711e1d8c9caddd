// Transactions, agents and resources: who is who, what is open, and what applications want.
#include "model/monitor/ledger.hpp"

#include <algorithm>
#include <charconv>

#include "model/monitor/credentials.hpp"
#include "model/monitor/uri.hpp"

namespace sipwright::model {

bool has_body(const Fields& message) { return !message.body.empty(); }

// Where the digest of the body is known, its octets need not be read again.
std::uint64_t octets_of(const Fields& message, std::uint64_t document) {
  if (message.bytes.empty()) return 0;
  const auto head = static_cast<std::size_t>(message.body.data() - message.bytes.data());
  const bool inside = document != 0 && message.body.data() >= message.bytes.data() &&
                      head + message.body.size() <= message.bytes.size();
  if (!inside) return digest(message.bytes);
  return mixed(digest(message.bytes.substr(0, head)),
               mixed(document, digest(message.bytes.substr(head + message.body.size()))));
}

// Branch and sent-by identify a transaction (RFC 3261 17.1.3, 17.2.3); hosts are compared without case.
Ledger::Identity Ledger::identity_of(const Fields& message) {
  Identity who;
  if (message.via_branch.substr(0, 7) == "z9hG4bK") {
    who.branch = message.via_branch;
    who.sent_by = lower(message.via_sent_by, scratch_[0]);
  } else {
    who.branch = message.call_id;
    scratch_[0] = std::to_string(message.cseq.value_or(0));
    scratch_[0] += '\n';
    scratch_[0] += message.from_tag;
    who.sent_by = scratch_[0];
  }
  who.branch_digest = digest(who.branch);
  who.hash = mixed(who.branch_digest, digest(who.sent_by));
  return who;
}

// A capture does not say who an agent is: the address, Call-ID host and From tag together must be equal.
std::string_view Ledger::agent_of(const Observation& seen) {
  if (!seen.agent.empty() && seen.direction == Direction::sent) return seen.agent;
  std::string& name = scratch_[1];
  name.assign(seen.source);
  name += ' ';
  if (const auto at = seen.message->call_id.find('@'); at != text::npos) name += seen.message->call_id.substr(at + 1);
  name += ' ';
  name += seen.message->from_tag;
  return name;
}

Transaction* Ledger::find(const Identity& who) {
  return transactions_.find(who.hash, [&](const Transaction& known) {
    return same_octets(known.branch(), who.branch) && same_octets(known.sent_by(), who.sent_by);
  });
}

Transaction& Ledger::open(const Observation& seen, const Identity& who, std::uint64_t observation) {
  const Fields& request = *seen.message;
  Transaction& opened = transactions_.insert(who.hash);
  opened.texts.add(who.branch);
  opened.texts.add(who.sent_by);
  opened.texts.add(request.call_id);
  opened.texts.add(request.if_match);
  by_age_.push_back(opened.place);
  expiring_.push_back(opened.place);
  opened.serial = ++transactions_seen_;
  opened.opened_by = observation;
  opened.first = opened.last_seen = seen.time;
  quiet_until_ = std::min(quiet_until_, seen.time + 64 * options_.t1);
  opened.transport = seen.transport;
  opened.copy_gap = options_.t1;
  opened.next_copy = seen.time + options_.t1;
  const bool named = !seen.agent.empty() && seen.direction == Direction::sent;
  opened.party = &party(agent_of(seen), named, request.request_uri);
  ++opened.party->references;
  opened.key = &key_of(*opened.party, request.request_uri, request.event);
  ++opened.key->references;
  give_up_waiting(*opened.party, opened.first);
  opened.cseq = request.cseq.value_or(0);
  opened.conditional = request.if_match_rows > 0;
  opened.typed = request.content_type.data() != nullptr;
  opened.body = has_body(request);
  opened.expires = request.expires;
  if (agents_) {
    opened.document = opened.body ? digest(request.body) : 0;
    opened.bytes = octets_of(request, opened.document);
    opened.target = seen.destination.empty() ? 0 : digest(seen.destination);
  }
  if (compositors_) {
    opened.via = via_digest(request);
    opened.from = mixed(digest(request.from_uri), digest(request.from_tag));
    opened.to = digest(request.to_uri);
  }
  opened.route = request.route.data() == nullptr ? 0 : digest(request.route);
  read_credentials(request, opened);
  opened.crowded = opened.key->waiting > 0;
  if (opened.conditional) {
    opened.named = tag_hash(opened.key, request.if_match);
    if (const Tag* known = tag(opened)) {
      opened.chain = known->chain;
    } else if (Publication& mine = publication(*opened.party, *opened.key); mine.newest_chain != 0) {
      // An unknown tag is an attempt on what the agent has: one mistake shall not look like two.
      opened.chain = mine.newest_chain;
    }
  }
  return opened;
}

void Ledger::give_up_waiting(Party& party, Nanoseconds now) {
  for (auto other = party.open.begin(); other != party.open.end();) {
    if (done(**other, now)) {
      if (Chain* left = chain((*other)->chain)) left->doubtful = true;
      other = party.open.erase(other);
    } else {
      ++other;
    }
  }
}

void Ledger::enter(Transaction& opened, Nanoseconds time, std::uint64_t observation) {
  opened.party->open.push_back(&opened);
  opened.party->published_before = true;
  if (opened.party->call_id != opened.call_id()) opened.party->call_id.assign(opened.call_id());
  opened.party->challenge.time = Nanoseconds::min();  // only the next request amends
  opened.waits = true;
  ++opened.key->waiting;
  if (Chain* continued = chain(opened.chain)) continued->awaiting_update = false;
  if (Publication* mine = opened.party->find(opened.key)) {
    mine->refused_by = no_observation;
    watch(*opened.party, *mine, time, observation);
  }
}

bool Ledger::done(const Transaction& transaction, Nanoseconds now) const {
  return transaction.code != 0 || transaction.broken ||
         now + options_.tolerance >= transaction.first + 64 * options_.t1;
}

void Ledger::leave_open(Transaction& transaction) {
  auto& open = transaction.party->open;
  if (const auto mine = std::find(open.begin(), open.end(), &transaction); mine != open.end()) open.erase(mine);
  if (!transaction.waits) return;
  transaction.waits = false;
  --transaction.key->waiting;
}

void Ledger::break_off(Transaction& transaction, Nanoseconds time) {
  transaction.broken = true;
  transaction.party->stream_refused = transaction.transport != Transport::udp;
  leave_open(transaction);
  if (Chain* left = chain(transaction.chain)) left->doubtful = true;
  if (Publication* mine = transaction.party->find(transaction.key)) {
    mine->in_trouble = true;
    watch(*transaction.party, *mine, time, transaction.opened_by);
  }
}

void Ledger::break_off_all(std::string_view agent, Nanoseconds time) {
  parties_.each([&](Party& known) {
    if (known.epa->name != agent) return;
    while (!known.open.empty()) break_off(*known.open.back(), time);
  });
}

void Ledger::give_up(std::string_view agent, std::string_view resource) {
  const std::string_view strict = canonical_uri(resource, UriForm::strict, scratch_[0]);
  parties_.each([&](Party& known) {
    if (known.epa->name != agent || known.resource != strict) return;
    for (Transaction* open : known.open) open->gave_up = true;
  });
}

void Ledger::restart(std::string_view agent, std::uint64_t observation) {
  ++boots_;
  epas_.each([&](Epa& known) {
    if (known.name != agent) return;
    known.boot = boots_;
    known.pushed_by = no_observation;
  });
  parties_.each([&](Party& known) {
    if (known.epa->name != agent) return;
    known.challenge.time = Nanoseconds::min();
    known.call_id.clear();
    while (!known.open.empty()) {
      Transaction* open = known.open.back();
      open->broken = open->forgotten = true;
      leave_open(*open);
    }
    std::size_t wishes = 0;
    for (Publication& publication : known.publications) {
      wishes += publication.wanted ? 1 : 0;
      publication.wanted = publication.intent_known = publication.in_trouble = false;
      publication.expires_min = 0;
      publication.refused_by = no_observation;
      publication.next_attempt = never;
      publication.quiet_since = observation;
    }
    if (wishes == 0) return;
    known.references -= wishes - 1;
    release(&known);
  });
  chains_.each([&](Chain& left) {
    if (left.party->epa->name != agent) return;
    left.doubtful = true;
    left.awaiting_update = false;
  });
}

void Ledger::state_lost() {
  tags_.each([](Tag& given) { given.doubtful = true; });
  chains_.each([](Chain& left) { left.doubtful = true; });
  // Its transactions are gone too: a copy is a new request to it.
  transactions_.each([](Transaction& known) {
    known.answer = 0;
    known.echo_due = never;
    known.reborn = true;
  });
}

void Ledger::want(const Observation& seen, std::uint64_t observation) {
  Party& mine = party(seen.agent, true, seen.intent.resource);
  ++mine.references;
  Key& about = key_of(mine, seen.intent.resource, seen.intent.package);
  Publication& publication = this->publication(mine, about);
  const bool begins = seen.intent.wanted && !publication.wanted;
  const bool ends = !seen.intent.wanted && publication.wanted;
  if (begins) {
    publication.wanted_since = seen.time;
    ++mine.references;
  }
  publication.intent_known = true;
  publication.wanted = seen.intent.wanted;
  publication.document = seen.intent.document;
  publication.in_trouble = publication.given_up = publication.maybe_content = false;
  // INV-18 asks for a fresh start only while the state is wanted, INV-20 while the publication goes on.
  if (ends) publication.refused_by = no_observation;
  if (ends) publication.expires_min = 0;
  watch(mine, publication, seen.time, observation);
  if (ends) release(&mine);
  release(&mine);
}

Publication& Ledger::publication(Party& party, Key& key) {
  if (Publication* known = party.find(&key)) return *known;
  ++key.references;
  Publication& made = party.publications.push_back({});
  made.key = &key;
  return made;
}

Party& Ledger::party(std::string_view agent, bool named, std::string_view uri) {
  const std::uint64_t name = digest(agent);
  // What equals a canonical form is one, unless escapes are spelt by escapes.
  const bool escaped = uri.find('%') != std::string_view::npos;
  std::string_view resource = escaped ? canonical_uri(uri, UriForm::strict, scratch_[0]) : uri;
  std::uint64_t scope = digest(resource);
  std::uint64_t hash = mixed(name, scope);
  const auto same = [&](const Party& known) { return known.resource == resource && known.epa->name == agent; };
  if (Party* known = parties_.find(hash, same)) return *known;
  if (!escaped) resource = canonical_uri(uri, UriForm::strict, scratch_[0]);
  if (!escaped && resource != uri) {
    scope = digest(resource);
    hash = mixed(name, scope);
    if (Party* known = parties_.find(hash, same)) return *known;
  }
  Epa* epa = epas_.find(name, [&](const Epa& known) { return known.name == agent; });
  if (epa == nullptr) {
    epa = &epas_.insert(name);
    epa->name.assign(agent);
    epa->named = named;
  }
  Party& made = parties_.insert(hash);
  made.epa = epa;
  ++epa->references;
  made.scope = scope;
  made.resource.assign(resource);
  return made;
}

Key& Ledger::key(std::string_view resource, std::string_view package) {
  const std::uint64_t hash = mixed(digest(resource), digest(package));
  const auto same = [&](const Key& known) { return known.resource == resource && known.package == package; };
  if (Key* known = keys_.find(hash, same)) return *known;
  Key& made = keys_.insert(hash);
  made.resource.assign(resource);
  made.package.assign(package);
  return made;
}

// Nearly always the key of the request before. The forms differ in parameters only.
Key& Ledger::key_of(Party& party, std::string_view uri, std::string_view package) {
  if (uri.find(';') != std::string_view::npos) return key(canonical_uri(uri, UriForm::loose, scratch_[0]), package);
  if (party.key != nullptr && party.key->package == package) return *party.key;
  Key& found = key(party.resource, package);
  ++found.references;
  if (party.key != nullptr) release(party.key);
  party.key = &found;
  return found;
}

void Ledger::release(Party* party) {
  if (--party->references > 0 || !party->open.empty()) return;
  for (Publication& publication : party->publications) release(publication.key);
  if (party->key != nullptr) release(party->key);
  Epa* epa = party->epa;
  parties_.erase(*party);
  // Whoever restarted, or is told to wait, is remembered: there are only as many as observers name.
  if (--epa->references == 0 && !epa->named) epas_.erase(*epa);
}

void Ledger::release(Key* key) {
  if (--key->references == 0) keys_.erase(*key);
}

// Time.

void Ledger::set_timer(const Timer& timer) {
  timers_.push(timer);
  quiet_until_ = std::min(quiet_until_, timer.time);
}

// What ended long ago is no longer in any cache, and the next one will be asked for soon.
void Ledger::fetch_next(Ring<std::uint32_t>& ring) {
  if (ring.empty()) return;
  const void* next = &transactions_.at(ring.front());
  for (std::size_t line = 0; line < sizeof(Transaction); line += 64)
    __builtin_prefetch(static_cast<const char*>(next) + line);
}

// What begins later ends later, so that only the oldest of each kind counts.
void Ledger::find_quiet() {
  quiet_until_ = timers_.empty() ? never : timers_.top().time;
  const auto first = [&](Ring<std::uint32_t>& ring) { return transactions_.at(ring.front()).first; };
  if (!expiring_.empty())
    quiet_until_ = std::min(quiet_until_, first(expiring_) + 64 * options_.t1 + options_.tolerance);
  if (!by_age_.empty())
    quiet_until_ = std::min(quiet_until_, first(by_age_) + 128 * options_.t1 - Nanoseconds(1));
}

Due Ledger::due(Nanoseconds now) {
  if (leaving_ != nullptr) {
    Transaction& gone = *leaving_;
    leaving_ = nullptr;
    leave_open(gone);
    Party* mine = gone.party;
    Key* about = gone.key;
    transactions_.erase(gone);
    release(mine);
    release(about);
  }
  Due due;
  while (!expiring_.empty()) {
    Transaction& oldest = transactions_.at(expiring_.front());
    if (oldest.first + 64 * options_.t1 + options_.tolerance >= now) break;
    expiring_.pop_front();
    fetch_next(expiring_);
    due.what = Due::What::unanswered;
    due.transaction = &oldest;
    Publication* mine = oldest.code == 0 && !oldest.broken ? oldest.party->find(oldest.key) : nullptr;
    if (mine != nullptr) {
      mine->in_trouble = true;
      watch(*oldest.party, *mine, now, oldest.opened_by);
    }
    return due;
  }
  if (forget_old(now, due)) return due;
  while (!timers_.empty() && timers_.top().time < now) {
    const Timer fired = timers_.top();
    timers_.pop();
    due = due_of(fired, now);
    if (due.what != Due::What::nothing) return due;
  }
  find_quiet();
  return {};
}

bool Ledger::forget_old(Nanoseconds now, Due& due) {
  while (!by_age_.empty()) {
    Transaction& oldest = transactions_.at(by_age_.front());
    if (oldest.first + 128 * options_.t1 > now) return false;
    by_age_.pop_front();
    fetch_next(by_age_);
    if (oldest.last_seen + 128 * options_.t1 > now) {
      // Still echoing: look again after the same time.
      by_age_.push_back(oldest.place);
      return false;
    }
    leaving_ = &oldest;
    due.what = Due::What::leaving;
    due.transaction = &oldest;
    return true;
  }
  return false;
}

}  // namespace sipwright::model
