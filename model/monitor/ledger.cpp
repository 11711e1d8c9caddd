#include "model/monitor/ledger.hpp"

#include <algorithm>

#include "model/monitor/uri.hpp"

namespace sipwright::model {
namespace {

bool token_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c != '\0' && std::string_view("-.!%*_+`'~").find(c) != std::string_view::npos);
}

std::string tag_key(std::string_view target, std::string_view package, std::string_view tag) {
  std::string key(target);
  key += '\n';
  key += package;
  key += '\n';
  key += tag;
  return key;
}

// Branch and sent-by identify a transaction (RFC 3261 17.1.3, 17.2.3); hosts are compared without case.
void transaction_key(const Fields& message, std::string& key) {
  key.clear();
  const text branch = message.via_branch;
  if (branch.substr(0, 7) == "z9hG4bK") {
    key += branch;
    key += '\n';
    for (const char c : message.via_sent_by) key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  } else {
    key += message.call_id;
    key += '\n';
    key += std::to_string(message.cseq.value_or(0));
    key += '\n';
    key += message.from_tag;
  }
  key += '\n';
  key += message.cseq_method.data() != nullptr ? message.cseq_method : message.method;
}

// A capture does not say who an agent is: the address, Call-ID host and From tag together must be equal.
std::string agent_of(const Observation& seen) {
  if (!seen.agent.empty() && seen.direction == Direction::sent) return std::string(seen.agent);
  std::string name(seen.source);
  const auto at = seen.message->call_id.find('@');
  name += ' ';
  if (at != text::npos) name += seen.message->call_id.substr(at + 1);
  name += ' ';
  name += seen.message->from_tag;
  return name;
}

}  // namespace

bool names_one_tag(const Fields& response) {
  return response.etag_rows == 1 && !response.etag.empty() &&
         std::all_of(response.etag.begin(), response.etag.end(), token_byte);
}

bool has_body(const Fields& message) { return !message.body.empty(); }

Publication& Party::publication(std::string_view package) {
  for (auto& known : publications)
    if (known.package == package) return known;
  publications.emplace_back();
  publications.back().package = std::string(package);
  return publications.back();
}

Transaction* Ledger::find(const Fields& message) {
  transaction_key(message, key_);
  const auto known = transactions_.find(key_);
  return known == transactions_.end() ? nullptr : &known->second;
}

Transaction& Ledger::open(const Observation& seen, std::uint64_t observation) {
  const Fields& request = *seen.message;
  transaction_key(request, key_);
  const auto placed = transactions_.try_emplace(key_).first;
  Transaction& opened = placed->second;
  by_age_.emplace_back(&placed->first, &opened);
  opened.serial = ++transactions_seen_;
  opened.identity = digest(key_);
  opened.opened_by = observation;
  opened.first = opened.last_seen = seen.time;
  opened.transport = seen.transport;
  opened.party = &party(agent_of(seen), canonical_uri(request.request_uri, UriForm::strict));
  ++opened.party->references;
  // The forms differ in parameters only.
  opened.target = request.request_uri.find(';') == text::npos ? opened.party->resource
                                                              : canonical_uri(request.request_uri, UriForm::loose);
  opened.package = lower(request.event);
  give_up_waiting(*opened.party, opened.first);
  opened.conditional = request.if_match_rows > 0;
  opened.if_match = std::string(request.if_match);
  opened.typed = request.content_type.data() != nullptr;
  opened.body = has_body(request);
  opened.document = opened.body ? digest(request.body) : 0;
  opened.expires = request.expires;
  if (opened.conditional) {
    const Tag* known = tag(opened.target, opened.package, opened.if_match);
    if (known != nullptr) {
      opened.chain = known->chain;
    } else if (Publication& mine = opened.party->publication(opened.package); mine.newest_chain != 0) {
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

void Ledger::enter(Transaction& opened) {
  opened.party->open.push_back(&opened);
  opened.party->published_before = true;
  if (Chain* continued = chain(opened.chain)) continued->awaiting_update = false;
}

bool Ledger::done(const Transaction& transaction, Nanoseconds now) const {
  return transaction.code != 0 || transaction.broken ||
         now + options_.tolerance >= transaction.first + 64 * options_.t1;
}

void Ledger::leave_open(Transaction& transaction) {
  auto& open = transaction.party->open;
  open.erase(std::remove(open.begin(), open.end(), &transaction), open.end());
}

void Ledger::close(Transaction& transaction, const Fields& response, Nanoseconds time, std::uint64_t observation) {
  transaction.code = static_cast<std::uint16_t>(response.status.value_or(0));
  transaction.closed_by = observation;
  leave_open(transaction);
  if (transaction.forgotten) return;
  if (too_late(transaction, time)) return note_late(transaction, response, observation);
  auto named = transaction.conditional
                         ? tags_.find(tag_key(transaction.target, transaction.package, transaction.if_match))
                         : tags_.end();
  const auto end_named = [&](TagState state) {
    if (named == tags_.end()) return;
    named->second.state = state;
    named->second.ended_by = observation;
    bury(named->first, named->second);
  };
  Chain* known = chain(transaction.chain);
  if (transaction.code == 412) {
    end_named(TagState::refused);
    // The refusal of an older tag says nothing of the newest one.
    if (known != nullptr && (known->tag == transaction.if_match || named == tags_.end())) {
      end(*known);
    } else if (known != nullptr) {
      known->doubtful = true;
    }
    return;
  }
  if (transaction.code >= 300) {
    if (known != nullptr) known->doubtful = true;
    return;
  }
  Chain& served = chain_for(transaction);
  if (transaction.conditional && named == tags_.end()) {
    // Its beginning was not seen; that it lived until now is known by this success.
    named = tags_.try_emplace(tag_key(transaction.target, transaction.package, transaction.if_match)).first;
    named->second.chain = served.id;
  }
  const bool removal = transaction.conditional && transaction.expires == 0u;
  end_named(removal ? TagState::removed : TagState::superseded);
  if (transaction.body) served.document = transaction.document;
  grant(served, transaction, response, time, observation);
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
  const auto [place, made] = tags_.try_emplace(tag_key(transaction.target, transaction.package, response.etag));
  if (!made) return;
  place->second.chain = transaction.chain;
  place->second.given_by = observation;
  bury(place->first, place->second);
}

Chain& Ledger::chain_for(Transaction& transaction) {
  if (transaction.chain == 0) transaction.chain = transaction.serial;
  const auto [place, made] = chains_.try_emplace(transaction.chain);
  Chain& served = place->second;
  if (made) {
    served.id = transaction.chain;
    served.party = transaction.party;
    ++served.party->references;
    served.target = transaction.target;
    served.package = transaction.package;
    Publication& mine = served.party->publication(served.package);
    mine.newest_chain = std::max(mine.newest_chain, served.id);
  }
  return served;
}

void Ledger::grant(Chain& served, Transaction& transaction, const Fields& response, Nanoseconds time,
                   std::uint64_t observation) {
  const bool removal = transaction.conditional && transaction.expires == 0u;
  const bool complete = names_one_tag(response);
  const number granted = response.expires.has_value() ? response.expires : transaction.expires;
  const Nanoseconds deadline =
      granted.has_value() ? transaction.first + std::chrono::seconds(*granted) : never;
  if (complete) {
    std::string key = tag_key(served.target, served.package, response.etag);
    Tag& given = tags_[key];
    given = Tag{served.id, removal ? TagState::removed : TagState::current, observation,
                removal ? observation : no_observation, deadline, 0};
    if (removal) bury(key, given);
  }
  if (removal || !complete || granted == 0u) {
    end(served);
    return;
  }
  const bool overtaken = served.tag_from > transaction.serial;  // a later request was answered first
  const std::string left_behind =
      tag_key(served.target, served.package, overtaken ? response.etag : text(served.tag));
  if (const auto left = tags_.find(left_behind);
      left != tags_.end() && left->second.burial == 0 && (overtaken || served.tag != response.etag))
    bury(left->first, left->second);
  if (overtaken) return;
  served.tag = std::string(response.etag);
  served.tag_from = transaction.serial;
  served.tag_seen = observation;
  served.opened_by = transaction.opened_by;
  served.first = transaction.first;
  served.answered = time;
  served.deadline = deadline;
  served.grant = granted.value_or(0);
  ++served.generation;
  served.doubtful = served.unsure = false;
  // An answer that comes when the grant is nearly or quite over leaves no time to be early in.
  served.awaiting_update = response.expires.has_value() && due(served) < deadline;
  if (deadline == never) return;
  if (served.awaiting_update)
    timers_.push({due(served) + options_.tolerance, served.id, served.generation, Alarm::due});
  timers_.push({deadline + 128 * options_.t1, served.id, served.generation, Alarm::expired});
}

void Ledger::end(Chain& chain) {
  // The newest tag stays known, so that its use after the end can be told from an invented one.
  if (!chain.tag.empty()) {
    const auto newest = tags_.find(tag_key(chain.target, chain.package, chain.tag));
    if (newest != tags_.end()) bury(newest->first, newest->second);
  }
  Party* mine = chain.party;
  chains_.erase(chain.id);
  release(mine);
}

void Ledger::bury(const std::string& key, Tag& tag) {
  tag.burial = ++burials_;
  dead_tags_.emplace_back(key, tag.burial);
  while (dead_tags_.size() > options_.dead_tags_max) {
    const auto oldest = tags_.find(dead_tags_.front().first);
    if (oldest != tags_.end() && oldest->second.burial == dead_tags_.front().second) {
      tags_.erase(oldest);
      forgot_tags_ = true;
    }
    dead_tags_.pop_front();
  }
}

void Ledger::break_off(Transaction& transaction) {
  transaction.broken = true;
  leave_open(transaction);
  if (Chain* left = chain(transaction.chain)) left->doubtful = true;
}

void Ledger::break_off_all(std::string_view agent) {
  for (auto& [key, known] : parties_) {
    if (known.agent != agent) continue;
    while (!known.open.empty()) break_off(*known.open.back());
  }
}

void Ledger::restart(std::string_view agent) {
  for (auto& [key, known] : parties_) {
    if (known.agent != agent) continue;
    for (Transaction* open : known.open) open->broken = open->forgotten = true;
    known.open.clear();
    for (auto& publication : known.publications) {
      if (publication.wanted && known.references > 0) --known.references;
      publication.wanted = publication.intent_known = false;
    }
  }
  for (auto& [id, left] : chains_) {
    if (left.party->agent != agent) continue;
    left.doubtful = true;
    left.awaiting_update = false;
  }
}

void Ledger::want(const Observation& seen) {
  Party& mine = party(std::string(seen.agent), canonical_uri(seen.intent.resource, UriForm::strict));
  Publication& publication = mine.publication(lower(seen.intent.package));
  if (seen.intent.wanted && !publication.wanted) {
    publication.wanted_since = seen.time;
    ++mine.references;
  }
  const bool dropped = !seen.intent.wanted && publication.wanted;
  publication.intent_known = true;
  publication.wanted = seen.intent.wanted;
  publication.document = seen.intent.document;
  if (dropped) {
    release(&mine);
  } else if (mine.references == 0) {
    parties_.erase(mine.agent + '\n' + mine.resource);
  }
}

Chain* Ledger::chain(std::uint64_t id) {
  if (id == 0) return nullptr;
  const auto known = chains_.find(id);
  return known == chains_.end() ? nullptr : &known->second;
}

const Tag* Ledger::tag(std::string_view target, std::string_view package, std::string_view tag) const {
  const auto known = tags_.find(tag_key(target, package, tag));
  return known == tags_.end() ? nullptr : &known->second;
}

Party& Ledger::party(std::string agent, std::string resource) {
  std::string key = agent + '\n' + resource;
  const auto [place, made] = parties_.try_emplace(std::move(key));
  if (made) {
    place->second.agent = std::move(agent);
    place->second.resource = std::move(resource);
  }
  return place->second;
}

void Ledger::release(Party* party) {
  if (--party->references == 0 && party->open.empty()) parties_.erase(party->agent + '\n' + party->resource);
}

Nanoseconds Ledger::due(const Chain& chain) const {
  const Nanoseconds life = std::chrono::seconds(chain.grant);
  const Nanoseconds margin = std::min(life / 2, 64 * options_.t1 + std::chrono::seconds(2));
  return std::max(chain.first + life - margin, chain.answered + std::chrono::seconds(1));
}

Chain* Ledger::overdue(Nanoseconds now) {
  forget_old(now);
  while (!timers_.empty() && timers_.top().time < now) {
    const Timer fired = timers_.top();
    timers_.pop();
    Chain* known = chain(fired.chain);
    if (known == nullptr || known->generation != fired.generation) continue;
    if (fired.alarm == Alarm::expired) {
      end(*known);
    } else if (known->awaiting_update) {
      known->awaiting_update = false;
      return known;
    }
  }
  return nullptr;
}

void Ledger::forget_old(Nanoseconds now) {
  while (!by_age_.empty()) {
    auto [key, oldest] = by_age_.front();
    if (oldest->first + 128 * options_.t1 > now) return;
    by_age_.pop_front();
    if (oldest->last_seen + 128 * options_.t1 > now) {
      // Still echoing: look again after the same time.
      by_age_.emplace_back(key, oldest);
      return;
    }
    leave_open(*oldest);
    Party* mine = oldest->party;
    transactions_.erase(transactions_.find(*key));
    release(mine);
  }
}

}  // namespace sipwright::model
