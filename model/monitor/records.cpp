// Making records new again.
#include "model/monitor/records.hpp"

namespace sipwright::model {

void Epa::reuse() {
  static_cast<EpaState&>(*this) = {};
  name.clear();
}

void Key::reuse() { references = waiting = 0; }

void Transaction::reuse() {
  static_cast<TransactionState&>(*this) = {};
  texts.clear();
  tuples.clear();
}

void Chain::reuse() {
  static_cast<ChainState&>(*this) = {};
  tag.clear();
  tuples.clear();
}

void Tag::reuse() { static_cast<TagRecord&>(*this) = {}; }

void Challenge::reuse() {
  time = Nanoseconds::min();
  observation = no_observation;
  call_id.clear();
  cseq = retries = 0;
  document = nonce = 0;
  code = 0;
  stale = false;
}

void Party::reuse() {
  static_cast<PartyState&>(*this) = {};
  open.clear();
  publications.clear();
  call_id.clear();
  challenge.reuse();
}

Publication* Party::find(const Key* about) {
  for (Publication& known : publications)
    if (known.key == about) return &known;
  return nullptr;
}

}  // namespace sipwright::model
