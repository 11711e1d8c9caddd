#include "model/monitor/monitor.hpp"

#include <cstdio>

#include "model/monitor/rows.hpp"

namespace sipwright::model {

std::string seconds_text(Nanoseconds time) {
  char out[40];
  std::snprintf(out, sizeof out, "%.3f s", std::chrono::duration<double>(time).count());
  return out;
}

struct Monitor::Hop {
  explicit Hop(const MonitorOptions& options)
      : client(Side::client, options),
        server(Side::server, options),
        wire(Side::wire, options),
        client_tags(options.tag_texts_max, options.tag_hashes_max),
        server_tags(options.tag_texts_max, options.tag_hashes_max) {}

  Ledger& ledger(Side side) { return side == Side::client ? client : side == Side::server ? server : wire; }
  // A capture has no other end: it shares the client's window.
  TagWindow& tags(Side side) { return side == Side::server ? server_tags : client_tags; }

  Ledger client;
  Ledger server;
  Ledger wire;
  TagWindow client_tags;
  TagWindow server_tags;
  bool client_watched = false;
  bool server_watched = false;
};

Monitor::Monitor(MonitorOptions options) : options_(options) {}
Monitor::~Monitor() = default;

Monitor::Hop& Monitor::hop(std::uint32_t id) {
  auto& place = hops_[id];
  if (place == nullptr) place = std::make_unique<Hop>(options_);
  return *place;
}

// The client is who sent a request or received a response; the server is the other one.
static Side side_of(const Observation& seen) {
  if (seen.direction == Direction::passed) return Side::wire;
  const bool request = seen.message == nullptr || seen.message->is_request;
  return request == (seen.direction == Direction::sent) ? Side::client : Side::server;
}

void Monitor::observe(const Observation& given) {
  Observation seen = given;
  if (seen.time < now_) seen.time = now_;
  advance(seen.time);
  Hop& where = hop(seen.hop);
  switch (seen.kind) {
    case Kind::message:
      if (seen.message != nullptr) {
        const Side side = side_of(seen);
        where.client_watched = where.client_watched || side == Side::client;
        where.server_watched = where.server_watched || side == Side::server;
        on_message(seen, where, where.ledger(side));
      }
      break;
    case Kind::intent:
      where.client.want(seen);
      break;
    case Kind::transport_error:
      if (seen.message == nullptr) {
        where.client.break_off_all(seen.agent);
      } else if (Transaction* broken = where.client.find(*seen.message)) {
        where.client.break_off(*broken);
      }
      break;
    case Kind::restart:
      where.client.restart(seen.agent);
      break;
    case Kind::timeout:  // INV-01 counts 64*T1 by itself
    case Kind::probe:
      break;
  }
  ++observed_;
}

void Monitor::advance(Nanoseconds now) {
  if (now < now_) return;
  now_ = now;
  for (auto& [id, where] : hops_) {
    judge_time(id, *where, where->client, now);
    judge_time(id, *where, where->server, now);
    judge_time(id, *where, where->wire, now);
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
  while (Chain* late = ledger.overdue(now)) {
    begin(where, ledger.side());
    judge_overdue(ledger, *late, judge_);
    if (judge_.accused() != 0) file(id, now, late->party, no_observation);
  }
}

void Monitor::on_message(const Observation& seen, Hop& where, Ledger& ledger) {
  const Fields& message = *seen.message;
  const text method = message.is_request ? message.method : message.cseq_method;
  if (method != "PUBLISH") return;
  begin(where, ledger.side());
  if (message.is_request) {
    on_request(seen, where, ledger);
  } else {
    on_response(seen, where, ledger);
  }
}

void Monitor::on_request(const Observation& seen, Hop&, Ledger& ledger) {
  if (Transaction* known = ledger.find(*seen.message)) {
    known->last_seen = seen.time;  // a retransmission is not new
    return;
  }
  Transaction& opened = ledger.open(seen, observed_);
  const bool sure = ledger.side() == Side::client || (ledger.side() == Side::wire && seen.transport != Transport::udp);
  const Opened what{ledger, *seen.message, opened, seen.time, observed_, sure};
  judge_serial_order(what, judge_);
  judge_tag_use(what, judge_);
  judge_shape(what, judge_);
  judge_shape_by_intent(what, judge_);
  judge_update_in_time(what, judge_);
  if (judge_.accused() != 0) file(seen.hop, seen.time, opened.party, observed_);
  ledger.enter(opened);
}

void Monitor::on_response(const Observation& seen, Hop& where, Ledger& ledger) {
  const Fields& response = *seen.message;
  const std::uint32_t code = response.status.value_or(0);
  if (code < 200 || code > 699) return;
  Transaction* transaction = ledger.find(response);
  if (transaction != nullptr) transaction->last_seen = seen.time;
  const bool first = transaction == nullptr || transaction->code == 0;
  if (!first) return;
  judge_answer(response, judge_);
  if (transaction != nullptr) {
    transaction->code = static_cast<std::uint16_t>(code);
    const Answered what{ledger, response, *transaction, seen.time, observed_, where.tags(ledger.side())};
    judge_grant(what, judge_);
    judge_new_tag(what, judge_);
    judge_old_tag(what, judge_);
  }
  const Party* party = transaction != nullptr ? transaction->party : nullptr;
  if (judge_.accused() != 0) file(seen.hop, seen.time, party, observed_);
  if (transaction != nullptr) ledger.close(*transaction, response, seen.time, observed_);
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
      finding.agent = party->agent;
      finding.resource = party->resource;
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

InvariantSet attribute(InvariantSet accused) {
  using enum Invariant;
  const auto has = [&](Invariant invariant) { return (accused & bit(invariant)) != 0; };
  InvariantSet primary = accused;
  const auto implied = [&](Invariant invariant) { primary &= ~bit(invariant); };
  if (has(inv_02)) implied(inv_01);
  if (has(inv_03)) implied(inv_05);
  if (has(inv_07) && has(inv_10)) {
    implied(inv_07);
    implied(inv_10);
  } else if (has(inv_07) || has(inv_10)) {
    implied(inv_06);
  }
  if (has(inv_15)) implied(inv_14);
  return primary;
}

std::string summary_text(const Tallies& tallies) {
  std::string out;
  for (std::size_t i = 0; i < invariants_count; ++i) {
    const Tally& tally = tallies[i];
    char line[240];
    std::snprintf(line, sizeof line, "  %.*s  %-12.*s %10llu premises %6llu violations  %.*s",
                  static_cast<int>(invariant_rows[i].id.size()), invariant_rows[i].id.data(),
                  static_cast<int>(verdict_name(tally.verdict()).size()), verdict_name(tally.verdict()).data(),
                  static_cast<unsigned long long>(tally.premises), static_cast<unsigned long long>(tally.violations),
                  static_cast<int>(invariant_rows[i].name.size()), invariant_rows[i].name.data());
    out += line;
    if (tally.undecided > 0) {
      out += " (" + std::to_string(tally.undecided) + " undecided, missing: ";
      out += tally.missing;
      out += ')';
    }
    out += '\n';
  }
  return out;
}

std::string finding_text(const Finding& finding) {
  const InvariantRow& row = row_of(finding.invariant);
  std::string out(row.id);
  out += " [";
  out += row.requirements;
  out += "] at " + seconds_text(finding.time) + ", " + finding.agent + " for " + finding.resource + ": " +
         finding.sentence + " (observations";
  for (const std::uint64_t observation : finding.observations) out += ' ' + std::to_string(observation);
  out += ')';
  return out;
}

}  // namespace sipwright::model
