// The rows of the catalogue as functions, grouped as the RFC groups them.
//
// Each is written from the words of model/invariants.csv and knows nothing of the transition tables: judge and judged
// must not share their mistakes. A row is called before the ledger books what it judges.
#pragma once

#include "model/monitor/judge.hpp"
#include "model/monitor/ledger.hpp"
#include "model/monitor/tag_window.hpp"

namespace sipwright::model {

struct Opened {
  Ledger& ledger;
  const Fields& request;
  Transaction& transaction;
  Nanoseconds time;
  std::uint64_t observation;
  bool sure_of_receipt;  // what was seen going to the agent did reach it
};

struct Answered {
  Ledger& ledger;
  const Fields& response;
  Transaction& transaction;
  Nanoseconds time;
  std::uint64_t observation;
  TagWindow& tags;
};

// The agent: a new request.
void judge_serial_order(const Opened& seen, Judge& judge);   // INV-01, INV-02
void judge_tag_use(const Opened& seen, Judge& judge);        // INV-03, INV-04, INV-05
void judge_shape(const Opened& seen, Judge& judge);          // INV-06, INV-07, INV-10
void judge_shape_by_intent(const Opened& seen, Judge& judge);  // INV-08, INV-09
void judge_update_in_time(const Opened& seen, Judge& judge);   // INV-11: the update came
void judge_overdue(Ledger& ledger, Chain& chain, Judge& judge);  // INV-11: it did not

// The compositor: an answer.
void judge_answer(const Fields& response, Judge& judge);     // INV-13: each 2xx to PUBLISH
void judge_grant(const Answered& seen, Judge& judge);        // INV-12
void judge_new_tag(const Answered& seen, Judge& judge);      // INV-14, INV-15
void judge_old_tag(const Answered& seen, Judge& judge);      // INV-16

// "12.345 s"
std::string seconds_text(Nanoseconds time);

}  // namespace sipwright::model
