// RFC 3261 sections 8.2 and 17.2, RFC 4320: how a server answers, whatever it answers.
#include "model/monitor/credentials.hpp"
#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

using std::chrono::milliseconds;

// RFC 4320 4.1: when timer E of the client is reset to T2, 3.5 s by default: T1 + 2*T1 + 4*T1.
Nanoseconds provisional_due(const MonitorOptions& options) { return 7 * options.t1; }

bool challenge(std::uint32_t code) { return code == 401 || code == 407; }

constexpr std::string_view since_restart = "when the server that restarted heard the request again, if it did";

}  // namespace

void judge_provisional(const Answered& seen, Judge& judge) {
  const MonitorOptions& options = seen.ledger.options();
  const std::uint32_t code = seen.response.status.value_or(0);
  judge.premise(Invariant::inv_29);
  if (code != 100)
    judge.accuse(Invariant::inv_29, {seen.transaction.opened_by},
                 "expected no provisional answer but 100, saw " + std::to_string(code));
  const Nanoseconds from = seen.transaction.first + provisional_due(options);
  // What arrives too early was certainly sent too early.
  if (seen.transaction.transport == Transport::udp && seen.time + milliseconds(1) < from)
    judge.accuse(Invariant::inv_29, {seen.transaction.opened_by},
                 "expected no 100 over UDP before " + seconds_text(from) + ", saw one at " + seconds_text(seen.time));
}

void judge_late_answer(const Answered& seen, Judge& judge) {
  const MonitorOptions& options = seen.ledger.options();
  const Nanoseconds from = seen.transaction.first + provisional_due(options);
  if (seen.time <= from + options.tolerance || seen.transaction.provisional != never) return;
  if (seen.ledger.side() != Side::server)
    return judge.undecided(Invariant::inv_29, "what the server sent, and when");
  if (seen.transaction.reborn) return judge.undecided(Invariant::inv_29, since_restart);
  judge.premise(Invariant::inv_29);
  judge.accuse(Invariant::inv_29, {seen.transaction.opened_by},
               "expected a 100 at " + seconds_text(from) + ", since the answer came only at " +
                   seconds_text(seen.time) + ", saw none");
}

void judge_mirror(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  const Fields& answer = seen.response;
  const std::uint32_t code = answer.status.value_or(0);
  judge.premise(Invariant::inv_34);
  const auto accuse = [&](std::string_view what) {
    judge.accuse(Invariant::inv_34, {asked.opened_by},
                 "expected the response to have " + std::string(what) + ", saw something else in " +
                     std::to_string(code));
  };
  if (via_digest(answer) != asked.via) return accuse("the topmost Via of the request");
  if (mixed(digest(answer.from_uri), digest(answer.from_tag)) != asked.from) return accuse("From of the request");
  if (answer.call_id != asked.call_id()) return accuse("Call-ID of the request");
  if (answer.cseq.value_or(0) != asked.cseq) return accuse("CSeq of the request");
  if (digest(answer.to_uri) != asked.to) return accuse("the URI in To of the request");
  if (code == 100) return;
  if (answer.to_tag.empty()) return accuse("a tag in To");
  if (asked.to_tag != 0 && asked.to_tag != digest(answer.to_tag)) accuse("the same tag in To as the answer before");
}

void judge_code(const Answered& seen, Judge& judge) {
  judge.premise(Invariant::inv_30);
  if (seen.transaction.code == 408)
    judge.accuse(Invariant::inv_30, {seen.transaction.opened_by}, "expected no 408 to PUBLISH, saw one");
}

void judge_repeated(const Answered& seen, Judge& judge) {
  Transaction& asked = seen.transaction;
  const bool asked_again = asked.echo_due != never;
  asked.echo_due = never;
  if (seen.response.bytes.empty() || asked.answer == 0) return;
  judge.premise(Invariant::inv_28);
  if (asked_again) judge.premise(Invariant::inv_27);
  const std::uint32_t code = seen.response.status.value_or(0);
  // A challenge made without state has a new nonce each time (RFC 3261 8.2.7); its To tag is judged by INV-34.
  if (challenge(code) && challenge(asked.code)) return;
  if (digest(seen.response.bytes) == asked.answer) return;
  const std::string saw = "the octets of " + observation_text(asked.closed_by) + " (" + std::to_string(asked.code) +
                          "), saw others (" + std::to_string(code) + ')';
  if (asked_again)
    judge.accuse(Invariant::inv_27, {asked.opened_by, asked.closed_by},
                 "expected the copy of a request to be answered by " + saw);
  judge.accuse(Invariant::inv_28, {asked.opened_by, asked.closed_by},
               "expected no final response but " + saw);
}

void judge_leaving(const Ledger& ledger, const Transaction& asked, Judge& judge) {
  if (ledger.side() != Side::server) return;
  const MonitorOptions& options = ledger.options();
  if (asked.echo_due != never) {
    judge.premise(Invariant::inv_27);
    judge.accuse(Invariant::inv_27, {asked.opened_by, asked.closed_by},
                 "expected the copy at " + seconds_text(asked.echo_due) + " to be answered, saw no answer");
  }
  if (asked.code != 0 || asked.provisional != never) return;
  if (asked.reborn) return judge.undecided(Invariant::inv_29, since_restart);
  judge.premise(Invariant::inv_29);
  judge.accuse(Invariant::inv_29, {asked.opened_by},
               "expected an answer, or a 100 at " + seconds_text(asked.first + provisional_due(options)) +
                   ", saw neither");
}

}  // namespace sipwright::model
