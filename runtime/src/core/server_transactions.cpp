// Matching of requests to server transactions, and execution of what the emitted machine decides.
#include "core/server_transactions.hpp"

#include <utility>

#include "core/text.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {

using machines::ServerTransactionEventKind;
using machines::ServerTransactionTimer;

class ServerTransactions::Effects {
 public:
  Effects(ServerTransactions& all, Id id) : all_(all), one_(all.transactions_[id]), id_(id) {}

  void deliver() {}  // the caller of receive() has it
  // A user that answers at once, as the compositor does, never gets here: timer `trying` is stopped within
  // the call that started it. One that answers later has to keep the octets of a 100 ready.
  void send_trying() { repeat(); }
  void send_final() {
    all_.outbox_.drop(one_.answer);
    one_.answer = std::exchange(all_.pending_, {});
    repeat();
  }
  void repeat() {
    if (one_.answer) all_.outbox_.send(one_.answer, one_.reply_to);
  }
  void arm(ServerTransactionTimer name, Instant at) {
    all_.timers_.arm(one_.timer, at, id_, static_cast<std::uint8_t>(name));
  }
  void disarm() { all_.timers_.stop(one_.timer); }
  void failed() {}  // the state stays as the request left it

 private:
  ServerTransactions& all_;
  Transaction& one_;
  Id id_;
};

namespace {

// RFC 3261 8.1.1.7: only behind the cookie is a branch unique. The cookie alone is no branch (RFC
// 4475 3.2.1).
bool has_unique_branch(const Fields& request) {
  return request.via_branch.size() > word::magic_cookie.size() &&
         same_caseless(request.via_branch.substr(0, word::magic_cookie.size()), word::magic_cookie);
}

}  // namespace

// RFC 3261 17.2.3: by branch, sent-by and method, or, for a peer that knows no unique branches, by everything
// that an RFC 2543 transaction has in common.
void ServerTransactions::add_identity(const Fields& request) {
  hash_.add(request.method);
  if (has_unique_branch(request)) {
    hash_.add(request.via_branch).add_caseless(request.via_host).add(request.via_port.value_or(0));
  } else {
    hash_.add(request.via_value).add(request.request_uri).add(request.call_id);
    hash_.add(request.from_tag).add(request.to_tag).add(request.cseq.value_or(0));
  }
}

ServerTransactions::Key ServerTransactions::key_of(const Fields& request) {
  Key key;
  add_identity(request);
  key.place = hash_.finish();
  hash_.add(1);
  add_identity(request);
  key.proof = hash_.finish();
  hash_.add(request.from_tag).add(request.call_id).add(request.cseq.value_or(0)).add(request.cseq_method);
  key.origin = hash_.finish();
  return key;
}

std::uint64_t ServerTransactions::to_tag(const Fields& request) {
  hash_.add(2);
  add_identity(request);
  return hash_.finish();
}

ServerTransactions::Arrived ServerTransactions::receive(const Fields& request, const Peer& reply_to,
                                                        Instant now) {
  const Key key = key_of(request);
  Id id = by_key_.find(key.place, [&](Id at) { return transactions_[at].key.proof == key.proof; });
  if (id != none) {
    // A copy may come by another way than the first one; its answer goes back by the same.
    transactions_[id].reply_to = reply_to;
    machines::ServerTransactionEvent copy;
    copy.kind = ServerTransactionEventKind::retransmission;
    process(id, copy, now);
    return {Arrival::copy, id};
  }
  if (by_key_.size() >= limits::server_transactions_max) return {Arrival::full, none};

  const bool outside_dialog = request.to_tag.data() == nullptr;
  const bool merged = outside_dialog && by_origin_.find(key.origin, [](Id) { return true; }) != none;
  if (free_.empty()) {
    id = static_cast<Id>(transactions_.size());
    transactions_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  Transaction& fresh = transactions_[id];
  fresh = {};
  fresh.alive = true;
  fresh.key = key;
  fresh.reply_to = reply_to;
  fresh.in_origins = outside_dialog && !merged;
  by_key_.add(key.place, id);
  if (fresh.in_origins) by_origin_.add(key.origin, id);
  machines::ServerTransactionEvent event;
  event.kind = ServerTransactionEventKind::request;
  event.reliable = is_reliable(reply_to.transport());
  process(id, event, now);
  return {merged ? Arrival::merged : Arrival::fresh, id};
}

void ServerTransactions::respond(Id id, std::uint16_t code, std::string_view bytes, Instant now) {
  pending_ = outbox_.keep(bytes);
  machines::ServerTransactionEvent event;
  event.kind = ServerTransactionEventKind::final;
  event.status = code;
  process(id, event, now);
  outbox_.drop(pending_);  // it came too late, or there was an answer already
}

void ServerTransactions::process(Id id, machines::ServerTransactionEvent event, Instant now) {
  Effects effects(*this, id);
  event.now = now;
  transactions_[id].machine.process(event, config_, effects);
  if (transactions_[id].machine.over()) release(id);
}

void ServerTransactions::release(Id id) {
  Transaction& one = transactions_[id];
  timers_.stop(one.timer);
  outbox_.drop(one.answer);
  by_key_.remove(one.key.place, id);
  if (one.in_origins) by_origin_.remove(one.key.origin, id);
  one.alive = false;
  free_.push_back(id);
}

void ServerTransactions::transport_failed(const Peer& peer, Instant now) {
  for (Id id = 0; id < transactions_.size(); ++id) {
    if (!transactions_[id].alive || transactions_[id].reply_to != peer) continue;
    machines::ServerTransactionEvent event;
    event.kind = ServerTransactionEventKind::transport_failed;
    process(id, event, now);
  }
}

void ServerTransactions::advance(Instant now) {
  TimerQueue::Fired fired;
  while (timers_.pop(now, fired)) {
    transactions_[fired.owner].timer = {};
    machines::ServerTransactionEvent event;
    switch (static_cast<ServerTransactionTimer>(fired.name)) {
      case ServerTransactionTimer::trying:
        event.kind = ServerTransactionEventKind::timer_trying;
        break;
      case ServerTransactionTimer::late:
        event.kind = ServerTransactionEventKind::timer_late;
        break;
      case ServerTransactionTimer::J:
        event.kind = ServerTransactionEventKind::timer_J;
        break;
    }
    process(fired.owner, event, now);
  }
}

void ServerTransactions::clear() {
  for (Id id = 0; id < transactions_.size(); ++id) {
    if (transactions_[id].alive) release(id);
  }
}

}  // namespace sipwright::core
