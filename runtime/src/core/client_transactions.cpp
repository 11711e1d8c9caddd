// Matching of answers to client transactions, and execution of what the emitted machine decides.
#include "core/client_transactions.hpp"

#include <optional>
#include <utility>

#include "core/text.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {

using machines::ClientTransactionEventKind;
using machines::ClientTransactionTimer;

TimerHandle& ClientTransactions::Transaction::timer(ClientTransactionTimer name) {
  switch (name) {
    case ClientTransactionTimer::E:
      return e;
    case ClientTransactionTimer::F:
      return f;
    case ClientTransactionTimer::K:
      break;
  }
  return k;
}

class ClientTransactions::Effects {
 public:
  Effects(ClientTransactions& all, Id id) : all_(all), one_(all.transactions_[id]), id_(id) {}

  void transmit() {
    all_.outbox_.send(one_.request, one_.peer);
    ++all_.sent_;
  }
  void deliver() { delivered = true; }
  void arm(ClientTransactionTimer name, Instant at) {
    all_.timers_.arm(one_.timer(name), at, id_, static_cast<std::uint8_t>(name));
  }
  void disarm(ClientTransactionTimer name) { all_.timers_.stop(one_.timer(name)); }
  void timed_out() { notify(News::timed_out); }
  void failed() { notify(News::transport_failed); }
  void unheard() { notify(News::unheard); }
  void fall_back() {
    all_.outbox_.drop(one_.request);
    one_.request = std::exchange(one_.datagram, {});
    one_.peer = one_.peer.with(Transport::udp);
    transmit();
  }

  bool delivered = false;

 private:
  void notify(News news) {
    if (Notice* notice = all_.notices_.push()) *notice = {one_.owner, news};
  }

  ClientTransactions& all_;
  Transaction& one_;
  Id id_;
};

ClientTransactions::Id ClientTransactions::start(std::string_view bytes, const Peer& peer, Branch branch,
                                                 std::uint32_t owner, Instant now,
                                                 std::string_view datagram) {
  if (by_branch_.size() >= limits::client_transactions_max) return none;
  Id id;
  if (free_.empty()) {
    id = static_cast<Id>(transactions_.size());
    transactions_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  Transaction& one = transactions_[id];
  one = {};
  one.alive = one.open = true;
  one.owner = owner;
  one.branch = branch;
  one.request = outbox_.keep(bytes);
  if (!datagram.empty()) one.datagram = outbox_.keep(datagram);
  one.peer = peer;
  by_branch_.add(branch.low, id);
  ++open_;
  ++started_;

  machines::ClientTransactionEvent event;
  event.kind = ClientTransactionEventKind::request;
  event.reliable = is_reliable(peer.transport());
  event.oversized = !datagram.empty();
  process(id, event, now);
  return id;
}

namespace {

// Reads what RequestWriter wrote. Letter case does not count in a token (RFC 3261 7.3.1).
std::optional<Branch> read_branch(std::string_view text) {
  const std::size_t cookie = word::magic_cookie.size();
  if (text.size() != cookie + 32 || !same_caseless(text.substr(0, cookie), word::magic_cookie))
    return std::nullopt;
  const auto high = read_hex(text.substr(cookie, 16));
  const auto low = read_hex(text.substr(cookie + 16));
  if (!high || !low) return std::nullopt;
  return Branch{*high, *low};
}

}  // namespace

// RFC 3261 17.1.3. All our requests are PUBLISH.
std::uint32_t ClientTransactions::receive(const Fields& answer, Instant now, bool& taken) {
  taken = false;
  const auto branch = read_branch(answer.via_branch);
  if (!branch || answer.cseq_method != method::publish) return none;
  const Id id = by_branch_.find(branch->low, [&](Id at) {
    return transactions_[at].branch.low == branch->low && transactions_[at].branch.high == branch->high;
  });
  if (id == none) return none;
  taken = true;
  const std::uint32_t owner = transactions_[id].owner;
  return process(id, machines::classify_client_transaction(answer), now) ? owner : none;
}

bool ClientTransactions::process(Id id, machines::ClientTransactionEvent event, Instant now) {
  Transaction& one = transactions_[id];
  Effects effects(*this, id);
  event.now = now;
  one.machine.process(event, config_, effects);
  // Timer F runs as long as its user waits.
  if (one.open && !one.f.running()) {
    one.open = false;
    --open_;
    outbox_.drop(one.request);  // it is never sent again
    outbox_.drop(one.datagram);
  }
  if (one.machine.over()) release(id);
  return effects.delivered;
}

void ClientTransactions::release(Id id) {
  Transaction& one = transactions_[id];
  for (TimerHandle* timer : {&one.e, &one.f, &one.k}) timers_.stop(*timer);
  outbox_.drop(one.request);
  outbox_.drop(one.datagram);
  by_branch_.remove(one.branch.low, id);
  one.alive = false;
  free_.push_back(id);
}

void ClientTransactions::transport_failed(const Peer& peer, bool refused, Instant now) {
  for (Id id = 0; id < transactions_.size(); ++id) {
    if (!transactions_[id].alive || transactions_[id].peer != peer) continue;
    machines::ClientTransactionEvent event;
    event.kind = refused ? ClientTransactionEventKind::refused : ClientTransactionEventKind::transport_failed;
    process(id, event, now);
  }
}

void ClientTransactions::advance(Instant now) {
  TimerQueue::Fired fired;
  while (timers_.pop(now, fired)) {
    const auto name = static_cast<ClientTransactionTimer>(fired.name);
    transactions_[fired.owner].timer(name) = {};
    machines::ClientTransactionEvent event;
    switch (name) {
      case ClientTransactionTimer::E:
        event.kind = ClientTransactionEventKind::timer_E;
        break;
      case ClientTransactionTimer::F:
        event.kind = ClientTransactionEventKind::timer_F;
        break;
      case ClientTransactionTimer::K:
        event.kind = ClientTransactionEventKind::timer_K;
        break;
    }
    process(fired.owner, event, now);
  }
}

}  // namespace sipwright::core
