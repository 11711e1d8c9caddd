// Making records new again: strings are cleared and keep their room.
#include "model/monitor/records.hpp"

#include <utility>

namespace sipwright::model {
namespace {

// Assigns a new record over the old one, but for the strings and lists named, which are cleared instead.
template <class Record, class... Kept>
void renew(Record& record, Kept Record::*... kept) {
  Record fresh;
  (std::swap(fresh.*kept, record.*kept), ...);
  ((fresh.*kept).clear(), ...);
  record = std::move(fresh);
}

}  // namespace

void Epa::reuse() { renew(*this, &Epa::name); }

void Key::reuse() { renew(*this, &Key::resource, &Key::package); }

void Transaction::reuse() {
  renew(*this, &Transaction::branch, &Transaction::sent_by, &Transaction::call_id, &Transaction::if_match,
        &Transaction::nonce_use, &Transaction::tuples);
}

void Chain::reuse() { renew(*this, &Chain::tag, &Chain::tuples); }

void Tag::reuse() { renew(*this, &Tag::text); }

void Party::reuse() {
  std::string heard = std::move(challenge.call_id);
  renew(*this, &Party::resource, &Party::open, &Party::publications, &Party::call_id);
  heard.clear();
  challenge.call_id = std::move(heard);
}

Publication* Party::find(const Key* key) {
  for (Publication& known : publications)
    if (known.key == key) return &known;
  return nullptr;
}

}  // namespace sipwright::model
