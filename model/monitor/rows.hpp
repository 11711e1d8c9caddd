// The rows of the catalogue as functions, grouped as the RFCs group them.
//
// Each is written from the words of model/invariants.csv and knows nothing of the transition tables: judge and judged
// must not share their mistakes. A row is called before the ledger books what it judges.
#pragma once

#include "model/monitor/judge.hpp"
#include "model/monitor/ledger.hpp"

namespace sipwright::model {

// A new request.
struct Opened {
  Ledger& ledger;
  const Fields& request;
  Transaction& transaction;
  Nanoseconds time;
  std::uint64_t observation;
  bool sure_of_receipt;  // what was seen going to the agent did reach it
  std::uint64_t branch;  // digest
  Chain* chain;          // that the request continues, or nullptr
  Tag* named;            // by its SIP-If-Match, if it is known
};

// A further sending of a request.
struct Copied {
  Ledger& ledger;
  const Fields& request;
  Transaction& transaction;
  const Observation& seen;
  std::uint64_t observation;
};

// A response of a known transaction; `first` is its first final one.
struct Answered {
  Ledger& ledger;
  const Fields& response;
  Transaction& transaction;
  Nanoseconds time;
  std::uint64_t observation;
  std::uint32_t hop;
  bool one_tag;  // a success: names_one_tag()
  Tag* named;    // by the request, if it is known; of the first final response only
};

// The agent, RFC 3903 sections 4 and 5: a new request.
void judge_serial_order(const Opened& seen, Judge& judge);       // INV-01, INV-02
void judge_tag_use(const Opened& seen, Judge& judge);            // INV-03, INV-04, INV-05, INV-50
void judge_shape(const Opened& seen, Judge& judge);              // INV-06, INV-07, INV-10
void judge_shape_by_intent(const Opened& seen, Judge& judge);    // INV-08, INV-09
void judge_update_in_time(const Opened& seen, Judge& judge);     // INV-11: the update came
void judge_overdue(Ledger& ledger, Chain& chain, Judge& judge);  // INV-11: it did not
void judge_after_412(const Opened& seen, Judge& judge);          // INV-18, INV-19
void judge_after_423(const Opened& seen, Judge& judge);          // INV-20
void judge_push_back(const Opened& seen, Judge& judge);          // INV-42
void judge_tuples(const Opened& seen, Judge& judge);             // INV-46
void judge_routes(const Opened& seen, Judge& judge);             // INV-49
void judge_recovery(const Answered& seen, Judge& judge);         // INV-44: it recovered
void judge_silence(Ledger& ledger, const Due& due, Judge& judge);  // INV-44: it did not

// The agent as a UAC, RFC 3261 sections 8, 17.1, 18 and 22.
void judge_names(const Opened& seen, Judge& judge);              // INV-31, INV-33
void judge_reused_branch(const Copied& seen, Judge& judge);      // INV-31: under a branch that is in use
void judge_retry(const Opened& seen, Judge& judge);              // INV-32, INV-40
void judge_nonce_count(const Opened& seen, Judge& judge);        // INV-41, of the client
void judge_size(const Opened& seen, Judge& judge);               // INV-48
void judge_copy(const Copied& seen, Judge& judge);               // INV-25, INV-26
void judge_copies_sent(const Ledger& ledger, const Transaction& transaction, Nanoseconds until, Judge& judge);
void judge_end(const Answered& seen, Judge& judge);              // INV-43: it was answered
void judge_unanswered(const Ledger& ledger, const Transaction& transaction, Judge& judge);  // INV-43: it was not
// Both: INV-47.
void judge_length(const Observation& seen, Judge& judge);

// The compositor, RFC 3903 section 6: an answer.
void judge_answer(const Fields& response, bool one_tag, Judge& judge);  // INV-13: each 2xx to PUBLISH
void judge_grant(const Answered& seen, Judge& judge);            // INV-12
void judge_new_tag(const Answered& seen, Judge& judge);          // INV-14, INV-15
void judge_old_tag(const Answered& seen, Judge& judge);          // INV-16, INV-35
void judge_liveness(const Answered& seen, Judge& judge);         // INV-17, INV-50
void judge_interval(const Answered& seen, Judge& judge);         // INV-21, INV-22, INV-24
void judge_order(const Answered& seen, Judge& judge);            // INV-39
void judge_replay(const Answered& seen, Judge& judge);           // INV-41, of the server

// The compositor as a UAS, RFC 3261 sections 8.2 and 17.2, RFC 4320.
void judge_provisional(const Answered& seen, Judge& judge);      // INV-29: a 1xx
void judge_late_answer(const Answered& seen, Judge& judge);      // INV-29: no 100 before a late answer
void judge_mirror(const Answered& seen, Judge& judge);           // INV-34
void judge_code(const Answered& seen, Judge& judge);             // INV-30
void judge_repeated(const Answered& seen, Judge& judge);         // INV-27, INV-28: a further final response
void judge_leaving(const Ledger& ledger, const Transaction& transaction, Judge& judge);  // INV-27, INV-29: none

// "12.345 s"
std::string seconds_text(Nanoseconds time);
// "observation 12"
std::string observation_text(std::uint64_t observation);
std::string quoted(std::string_view value);
inline bool success(std::uint32_t code) { return code >= 200 && code < 300; }

}  // namespace sipwright::model
