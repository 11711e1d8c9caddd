#include "model/monitor/monitor.hpp"

#include <algorithm>

#include "model/monitor/live_state.hpp"
#include "model/monitor/rows.hpp"

namespace sipwright::model {

struct Monitor::Hop {
  explicit Hop(const MonitorOptions& options)
      : client(Side::client, options),
        server(Side::server, options),
        wire(Side::wire, options),
        client_watched(options.ends_watched),
        server_watched(options.ends_watched) {}

  Ledger& ledger(Side side) { return side == Side::client ? client : side == Side::server ? server : wire; }

  Nanoseconds quiet_until() const {
    return std::min({client.quiet_until(), server.quiet_until(), wire.quiet_until()});
  }

  Ledger client;
  Ledger server;
  Ledger wire;
  LiveState live;
  std::string server_name;
  bool client_watched;
  bool server_watched;
};

Monitor::Monitor(MonitorOptions options) : options_(options) {}
Monitor::~Monitor() = default;

Monitor::Hop& Monitor::hop(std::uint32_t id) {
  if (last_hop_ != nullptr && last_hop_id_ == id) return *last_hop_;
  auto& place = hops_[id];
  if (place == nullptr) place = std::make_unique<Hop>(options_);
  last_hop_ = place.get();
  last_hop_id_ = id;
  return *place;
}

// The client is who sent a request or received a response; the server is the other one.
static Side side_of(const Observation& seen) {
  if (seen.direction == Direction::passed) return Side::wire;
  const bool request = seen.message == nullptr || seen.message->is_request;
  return request == (seen.direction == Direction::sent) ? Side::client : Side::server;
}

void Monitor::observe(const Observation& given) {
  Hop* where = nullptr;
  if (given.time >= now_) {
    advance(given.time);
    where = &book(given);
  } else {
    Observation seen = given;
    seen.time = now_;
    where = &book(seen);
  }
  quiet_until_ = std::min(quiet_until_, where->quiet_until());
  ++observed_;
}

Monitor::Hop& Monitor::book(const Observation& seen) {
  Hop& where = hop(seen.hop);
  switch (seen.kind) {
    case Kind::message:
      if (seen.message != nullptr) {
        const Side side = side_of(seen);
        where.client_watched = where.client_watched || side == Side::client;
        where.server_watched = where.server_watched || side == Side::server;
        if (side == Side::server && where.server_name != seen.agent) where.server_name.assign(seen.agent);
        on_message(seen, where, where.ledger(side));
      }
      break;
    case Kind::intent:
      where.client.want(seen, observed_);
      break;
    case Kind::timeout:
      if (seen.message == nullptr) {
        where.client.give_up(seen.agent, seen.intent.resource);
      } else if (Transaction* open = where.client.find(*seen.message)) {
        open->gave_up = true;
      }
      break;
    case Kind::transport_error:
      if (seen.message == nullptr) {
        where.client.break_off_all(seen.agent, seen.time);
      } else if (Transaction* broken = where.client.find(*seen.message)) {
        where.client.break_off(*broken, seen.time);
      }
      break;
    case Kind::restart:
      where.client.restart(seen.agent, observed_);
      if (where.server_name != seen.agent) break;
      where.client.state_lost();
      where.server.state_lost();
      where.live.disturbed();
      break;
    case Kind::probe:
      begin(where, Side::server);
      where.live.probe(seen, where.server, where.client_watched ? &where.client : nullptr, judge_);
      if (judge_.accused() != 0) file(seen.hop, seen.time, nullptr, observed_);
      break;
  }
  return where;
}

void Monitor::advance(Nanoseconds now) {
  if (now < now_) return;
  now_ = now;
  if (quiet_until_ >= now) return;
  quiet_until_ = never;
  for (auto& [id, where] : hops_) {
    judge_time(id, *where, where->client, now);
    judge_time(id, *where, where->server, now);
    judge_time(id, *where, where->wire, now);
    quiet_until_ = std::min(quiet_until_, where->quiet_until());
  }
}

void Monitor::begin(const Hop& where, Side side) {
  switch (side) {
    case Side::client: judge_.begin(true, !where.server_watched); break;
    case Side::server: judge_.begin(!where.client_watched, true); break;
    case Side::wire: judge_.begin(!where.client_watched, !where.server_watched); break;
  }
}

void Monitor::judge_time(std::uint32_t id, Hop& where, Ledger& ledger, Nanoseconds now) {
  while (ledger.quiet_until() < now) {
    const Due due = ledger.due(now);
    if (due.what == Due::What::nothing) return;
    begin(where, ledger.side());
    const Party* party = due.party;
    if (due.chain != nullptr) party = due.chain->party;
    if (due.transaction != nullptr) party = due.transaction->party;
    switch (due.what) {
      case Due::What::nothing: break;
      case Due::What::refresh: judge_overdue(ledger, *due.chain, judge_); break;
      case Due::What::unanswered:
        judge_unanswered(ledger, *due.transaction, judge_);
        if (due.transaction->code == 0) judge_copies_sent(ledger, *due.transaction, now, judge_);
        break;
      case Due::What::leaving:
        judge_leaving(ledger, *due.transaction, judge_);
        if (ledger.side() == Side::server && due.transaction->code == 0)
          where.live.abandoned(due.transaction->key->resource);
        break;
      case Due::What::silence: judge_silence(ledger, due, judge_); break;
    }
    if (judge_.accused() != 0) file(id, now, party, no_observation);
  }
}

void Monitor::on_message(const Observation& seen, Hop& where, Ledger& ledger) {
  const Fields& message = *seen.message;
  const text method = message.is_request ? message.method : message.cseq_method;
  if (method != "PUBLISH") return;
  begin(where, ledger.side());
  ledger.judged(judge_.agents(), judge_.compositors());
  judge_length(seen, judge_);
  if (message.is_request) {
    on_request(seen, where, ledger);
  } else {
    on_response(seen, where, ledger);
  }
}

void Monitor::on_request(const Observation& seen, Hop& where, Ledger& ledger) {
  const Ledger::Identity who = ledger.identity_of(*seen.message);
  if (Transaction* known = ledger.find(who)) return on_copy(seen, where, ledger, *known);
  Transaction& opened = ledger.open(seen, who, observed_);
  const bool sure = ledger.side() == Side::client || (ledger.side() == Side::wire && seen.transport != Transport::udp);
  const Opened what{ledger, *seen.message, opened, seen.time, observed_, sure, who.branch_digest,
                    ledger.chain(opened.chain), opened.conditional ? ledger.tag(opened) : nullptr};
  if (judge_.agents()) {
    judge_serial_order(what, judge_);
    judge_tag_use(what, judge_);
    judge_shape(what, judge_);
    judge_shape_by_intent(what, judge_);
    judge_update_in_time(what, judge_);
    judge_after_412(what, judge_);
    judge_after_423(what, judge_);
    judge_push_back(what, judge_);
    judge_tuples(what, judge_);
    judge_routes(what, judge_);
    judge_names(what, judge_);
    judge_retry(what, judge_);
    judge_nonce_count(what, judge_);
    judge_size(what, judge_);
  }
  if (judge_.accused() != 0) file(seen.hop, seen.time, opened.party, observed_);
  ledger.enter(opened, seen.time, observed_);
  if (ledger.side() == Side::server) where.live.requested(opened.key->resource);
}

void Monitor::on_copy(const Observation& seen, Hop& where, Ledger& ledger, Transaction& known) {
  known.last_seen = seen.time;
  const Copied what{ledger, *seen.message, known, seen, observed_};
  if (seen.message->call_id != known.call_id() || seen.message->cseq.value_or(0) != known.cseq) {
    judge_reused_branch(what, judge_);
  } else {
    judge_copy(what, judge_);
    if (ledger.side() == Side::server) {
      where.live.copied(known.key->resource);
      const bool remembered =
          !known.reborn && seen.time + options_.tolerance < known.closed + 64 * options_.t1;
      if (known.code != 0 && remembered && seen.transport == Transport::udp) {
        if (known.echo_due == never) known.echo_due = seen.time;
      } else if (known.code != 0) {
        // The server may have forgotten it, and serve it anew.
        known.answer = 0;
        where.live.disturbed();
      }
    }
  }
  if (judge_.accused() != 0) file(seen.hop, seen.time, known.party, observed_);
}

void Monitor::on_response(const Observation& seen, Hop& where, Ledger& ledger) {
  const Fields& response = *seen.message;
  const std::uint32_t code = response.status.value_or(0);
  if (code < 100 || code > 699) return;
  Transaction* transaction = ledger.find(response);
  const bool one_tag = success(code) && names_one_tag(response);
  if (transaction == nullptr) {
    if (code >= 200) judge_answer(response, one_tag, judge_);
    if (judge_.accused() != 0) file(seen.hop, seen.time, nullptr, observed_);
    return;
  }
  transaction->last_seen = seen.time;
  const bool first = code >= 200 && transaction->code == 0;
  const Answered what{ledger, response, *transaction, seen.time, observed_, seen.hop, one_tag,
                      first && transaction->conditional ? ledger.tag(*transaction) : nullptr};
  if (judge_.compositors()) judge_mirror(what, judge_);
  if (transaction->to_tag == 0 && !response.to_tag.empty()) transaction->to_tag = digest(response.to_tag);
  if (code < 200) {
    judge_provisional(what, judge_);
    transaction->provisional = std::min(transaction->provisional, seen.time);
    transaction->copy_gap = options_.t2;
  } else if (transaction->code == 0) {
    return on_final(what, where);
  } else {
    judge_repeated(what, judge_);
    const bool anew = ledger.side() == Side::server && transaction->answer == 0 && success(code);
    if (anew) ledger.served_again(*transaction, response, observed_);
  }
  if (judge_.accused() != 0) file(seen.hop, seen.time, transaction->party, observed_);
}

void Monitor::on_final(const Answered& what, Hop& where) {
  Transaction& transaction = what.transaction;
  Ledger& ledger = what.ledger;
  transaction.code = static_cast<std::uint16_t>(what.response.status.value_or(0));
  if (judge_.compositors()) {
    judge_answer(what.response, what.one_tag, judge_);
    judge_grant(what, judge_);
    judge_new_tag(what, judge_);
    judge_old_tag(what, judge_);
    judge_liveness(what, judge_);
    judge_interval(what, judge_);
    judge_order(what, judge_);
    judge_replay(what, judge_);
    judge_late_answer(what, judge_);
    judge_code(what, judge_);
  }
  if (judge_.agents()) {
    judge_copies_sent(ledger, transaction, what.time, judge_);
    judge_end(what, judge_);
    judge_recovery(what, judge_);
  }
  using enum Invariant;
  const InvariantSet about_tags = bit(inv_14) | bit(inv_15) | bit(inv_16) | bit(inv_17) | bit(inv_35) | bit(inv_39) |
                                   bit(inv_50);
  const bool doubtful = (judge_.accused() & about_tags) != 0;
  if (judge_.accused() != 0) file(what.hop, what.time, transaction.party, observed_);
  if (ledger.side() == Side::server) {
    const bool complete = !success(transaction.code) || what.one_tag;
    where.live.answered(transaction, success(transaction.code) ? what.response.etag : text(), observed_,
                        doubtful || !complete);
  }
  ledger.close(transaction, what.response, what.one_tag, what.time, observed_, doubtful);
}

void Monitor::file(std::uint32_t id, Nanoseconds time, const Party* party, std::uint64_t observation) {
  const InvariantSet primary = attribute(judge_.accused());
  for (const auto& accusation : judge_.accusations()) {
    if ((primary & bit(accusation.invariant)) == 0) continue;
    ++tallies_[static_cast<std::size_t>(accusation.invariant)].violations;
    if (findings_.size() >= options_.findings_max) continue;
    Finding finding;
    finding.invariant = accusation.invariant;
    finding.implied = judge_.accused() & ~primary;
    finding.time = time;
    finding.hop = id;
    if (party != nullptr) {
      finding.agent = party->epa->name.view();
      finding.resource = party->resource.view();
    }
    finding.observations = accusation.evidence;
    if (observation != no_observation) finding.observations.push_back(observation);
    finding.sentence = accusation.sentence;
    findings_.push_back(std::move(finding));
  }
}

Verdict Monitor::verdict() const {
  Verdict worst = Verdict::held;
  for (const auto& tally : tallies_) {
    if (tally.verdict() == Verdict::violated) return Verdict::violated;
    if (tally.verdict() == Verdict::inconclusive) worst = Verdict::inconclusive;
  }
  return worst;
}

std::size_t Monitor::transactions_held() const {
  std::size_t held = 0;
  for (const auto& [id, where] : hops_)
    held += where->client.transactions() + where->server.transactions() + where->wire.transactions();
  return held;
}

std::size_t Monitor::chains_held() const {
  std::size_t held = 0;
  for (const auto& [id, where] : hops_)
    held += where->client.chains() + where->server.chains() + where->wire.chains();
  return held;
}

std::size_t Monitor::tags_held() const {
  std::size_t held = 0;
  for (const auto& [id, where] : hops_) held += where->client.tags() + where->server.tags() + where->wire.tags();
  return held;
}

}  // namespace sipwright::model
