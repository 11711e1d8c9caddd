// RFC 3261 sections 8.1, 17.1, 18 and 22: the agent as a client, whatever it publishes.
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

constexpr std::size_t datagram_octets_max = 1300;  // RFC 3261 18.1.1, MTU unknown
constexpr std::string_view doubt = "the text of what left the window; only its hash is left";

bool reliable(Transport transport) { return transport == Transport::tcp || transport == Transport::tls; }

// Amended and sent again at once: later attempts are attempts of their own.
bool amends(const Opened& seen) {
  const Challenge& last = seen.transaction.party->challenge;
  return seen.transaction.nonce != 0 && last.time != Nanoseconds::min() &&
         last.document == seen.transaction.document && seen.time - last.time <= seen.ledger.options().t1 / 2;
}

}  // namespace

void judge_names(const Opened& seen, Judge& judge) {
  Transaction& opened = seen.transaction;
  const text branch = seen.request.via_branch;
  if (judge.judges(Invariant::inv_31)) {
    judge.premise(Invariant::inv_31);
    if (branch.substr(0, 7) != "z9hG4bK" || branch.size() == 7) {
      judge.accuse(Invariant::inv_31, {}, "expected a branch that begins with the cookie, saw " + quoted(branch));
    } else {
      const auto known = seen.ledger.branches.insert(0, branch, seen.branch, opened.serial, seen.observation);
      if (known.answer == EverWindow::Answer::doubtful) judge.undecided(Invariant::inv_31, doubt);
      if (known.answer == EverWindow::Answer::repeated)
        judge.accuse(Invariant::inv_31, {known.first_seen},
                     "expected a branch never used before, saw " + quoted(branch) + " of " +
                         observation_text(known.first_seen));
    }
  }
  if (!judge.judges(Invariant::inv_33)) return;
  const Epa& epa = *opened.party->epa;
  if (!epa.named) return judge.undecided(Invariant::inv_33, "which agent sent it");
  judge.premise(Invariant::inv_33);
  if (opened.party->call_id == opened.call_id()) return;
  const auto known =
      seen.ledger.call_ids.insert(0, opened.call_id(), digest(opened.call_id()), mixed(epa.hash, epa.boot),
                                  seen.observation);
  if (known.answer == EverWindow::Answer::doubtful) judge.undecided(Invariant::inv_33, doubt);
  if (known.answer == EverWindow::Answer::repeated)
    judge.accuse(Invariant::inv_33, {known.first_seen},
                 "expected Call-ID " + quoted(opened.call_id()) + " to stay with the agent, and the boot, of " +
                     observation_text(known.first_seen) + ", saw it from " + std::string(epa.name));
}

void judge_reused_branch(const Copied& seen, Judge& judge) {
  judge.premise(Invariant::inv_31);
  judge.accuse(Invariant::inv_31, {seen.transaction.opened_by},
               "expected a branch of its own for another request, saw " + quoted(seen.request.via_branch) + " of " +
                   observation_text(seen.transaction.opened_by) + ", which has another Call-ID or CSeq");
}

void judge_retry(const Opened& seen, Judge& judge) {
  Transaction& opened = seen.transaction;
  Challenge& last = opened.party->challenge;
  if (!amends(seen)) {
    last.retries = 0;
    return;
  }
  const auto after = [&] {
    return " after the " + std::to_string(last.code) + " of " + observation_text(last.observation);
  };
  judge.premise(Invariant::inv_32);
  const bool same_call = opened.call_id() == last.call_id;
  const bool own = seen.ledger.options().own_agent;
  if (same_call && opened.cseq <= last.cseq)
    judge.accuse(Invariant::inv_32, {last.observation},
                 "expected CSeq above " + std::to_string(last.cseq) + after() + ", saw " + std::to_string(opened.cseq));
  if (own && (!same_call || opened.cseq != last.cseq + 1))
    judge.accuse(Invariant::inv_32, {last.observation},
                 "expected the same Call-ID and CSeq " + std::to_string(last.cseq + 1) + after() + ", saw " +
                     std::to_string(opened.cseq));

  if (!judge.agents()) return;
  judge.premise(Invariant::inv_40);
  if (!last.stale) ++last.retries;
  if (last.nonce != 0 && last.nonce == opened.nonce)
    judge.accuse(Invariant::inv_40, {last.observation},
                 "expected no further use of credentials" + after() + ", which were not called stale, saw their nonce");
  if (last.retries > 1)
    judge.accuse(Invariant::inv_40, {last.observation},
                 "expected one retry with credentials, or stale=true" + after() + ", saw retry " +
                     std::to_string(last.retries));
}

void judge_nonce_count(const Opened& seen, Judge& judge) {
  const Transaction& opened = seen.transaction;
  if (opened.nonce_count == 0 || !judge.agents() || seen.ledger.side() == Side::server) return;
  Nonce& known = seen.ledger.nonce(opened);
  const bool first = known.observation == no_observation;
  const std::uint64_t before = known.observation;
  const std::uint32_t expected = known.count + 1;
  known.count = opened.nonce_count;
  known.observation = seen.observation;
  if (first && !seen.ledger.options().from_start) return judge.undecided(Invariant::inv_41, "the first use of a nonce");
  judge.premise(Invariant::inv_41);
  if (opened.nonce_count == expected) return;
  const std::string sentence = "expected nc " + std::to_string(expected) + " in request " + std::to_string(expected) +
                               " with this nonce, saw " + std::to_string(opened.nonce_count);
  if (first) {
    judge.accuse(Invariant::inv_41, {}, sentence);
  } else {
    judge.accuse(Invariant::inv_41, {before}, sentence);
  }
}

void judge_size(const Opened& seen, Judge& judge) {
  if (seen.transaction.transport != Transport::udp || seen.request.bytes.empty()) return;
  judge.premise(Invariant::inv_48);
  if (seen.request.bytes.size() <= datagram_octets_max || seen.transaction.party->stream_refused) return;
  judge.accuse(Invariant::inv_48, {},
               "expected at most " + std::to_string(datagram_octets_max) + " octets in a datagram, saw " +
                   std::to_string(seen.request.bytes.size()));
}

void judge_copy(const Copied& seen, Judge& judge) {
  Transaction& sent = seen.transaction;
  const MonitorOptions& options = seen.ledger.options();
  const std::uint64_t bytes = octets_of(seen.request, has_body(seen.request) ? digest(seen.request.body) : 0);
  const std::uint64_t target = seen.seen.destination.empty() ? 0 : digest(seen.seen.destination);
  if (bytes != 0 && sent.bytes != 0) {
    judge.premise(Invariant::inv_25);
    if (bytes != sent.bytes || target != sent.target || seen.seen.transport != sent.transport)
      judge.accuse(Invariant::inv_25, {sent.opened_by},
                   "expected the copy to have the octets and the target of " + observation_text(sent.opened_by) +
                       ", saw " + (bytes != sent.bytes ? "other octets" : "another target"));
  }
  ++sent.copies;
  if (seen.ledger.side() != Side::client) return judge.undecided(Invariant::inv_26, "when the agent sent its copies");
  if (sent.odd_answer) return judge.undecided(Invariant::inv_26, "whether the client took the malformed answer");
  judge.premise(Invariant::inv_26);
  const Nanoseconds now = seen.seen.time;
  const auto accuse = [&](const std::string& expected) {
    judge.accuse(Invariant::inv_26, {sent.opened_by},
                 "expected " + expected + ", saw copy " + std::to_string(sent.copies) + " of " +
                     observation_text(sent.opened_by) + " at " + seconds_text(now));
  };
  if (reliable(sent.transport)) return accuse("no copy over a stream");
  if (sent.code != 0) return accuse("no copy after the final response");
  if (now >= sent.first + 64 * options.t1 + options.copy_tolerance) return accuse("no copy after 64*T1");
  const Nanoseconds off = now > sent.next_copy ? now - sent.next_copy : sent.next_copy - now;
  if (off > options.copy_tolerance) accuse("the next copy at " + seconds_text(sent.next_copy));
  sent.copy_gap = std::min(2 * sent.copy_gap, options.t2);
  sent.next_copy = now + sent.copy_gap;
}

void judge_copies_sent(const Ledger& ledger, const Transaction& sent, Nanoseconds until, Judge& judge) {
  if (ledger.side() != Side::client || sent.broken) return;
  if (reliable(sent.transport)) {
    if (sent.copies == 0) judge.premise(Invariant::inv_26);
    return;
  }
  const MonitorOptions& options = ledger.options();
  until = std::min(until, sent.first + 64 * options.t1);
  if (sent.transport != Transport::udp || sent.next_copy + options.copy_tolerance >= until) return;
  judge.premise(Invariant::inv_26);
  judge.accuse(Invariant::inv_26, {sent.opened_by},
               "expected a copy of " + observation_text(sent.opened_by) + " at " + seconds_text(sent.next_copy) +
                   ", saw none");
}

void judge_end(const Answered& seen, Judge& judge) {
  if (seen.ledger.side() == Side::client && seen.time <= seen.transaction.first + 64 * seen.ledger.options().t1)
    judge.premise(Invariant::inv_43);
}

void judge_unanswered(const Ledger& ledger, const Transaction& sent, Judge& judge) {
  if (ledger.side() != Side::client || sent.code != 0 || sent.broken) return;
  if (sent.gave_up) return judge.premise(Invariant::inv_43);
  if (!ledger.options().timeouts_told) return judge.undecided(Invariant::inv_43, "whether the client gave up");
  judge.premise(Invariant::inv_43);
  judge.accuse(Invariant::inv_43, {sent.opened_by},
               "expected a final response or a timeout of " + observation_text(sent.opened_by) + " by " +
                   seconds_text(sent.first + 64 * ledger.options().t1) + ", saw neither");
}

void judge_length(const Observation& seen, Judge& judge) {
  const Fields& message = *seen.message;
  if (message.is_request ? !judge.agents() : !judge.compositors()) return;
  std::size_t there = message.body.size();
  // What follows Content-Length is not in `body`.
  if (!message.bytes.empty() && message.body.data() != nullptr)
    there = static_cast<std::size_t>(message.bytes.data() + message.bytes.size() - message.body.data());
  const bool stream = reliable(seen.transport);
  if (!message.content_length.has_value()) {
    if (!stream || message.bytes.empty()) return;
    judge.premise(Invariant::inv_47);
    return judge.accuse(Invariant::inv_47, {}, "expected Content-Length on a stream, saw none");
  }
  judge.premise(Invariant::inv_47);
  if (*message.content_length != there)
    judge.accuse(Invariant::inv_47, {},
                 "expected Content-Length " + std::to_string(there) + ", the octets of the body, saw " +
                     std::to_string(*message.content_length));
}

}  // namespace sipwright::model
