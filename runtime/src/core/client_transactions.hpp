// Non-INVITE client transactions (RFC 3261 17.1.2): they repeat a request over UDP, end it in time, and
// swallow copies of its answer.
//
// Behaviour is the emitted machine's; this class finds the transaction that an answer belongs to (17.1.3),
// keeps the request's octets and runs the timers. What the user of a transaction has to know comes out of
// next_news().
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "core/flat_index.hpp"
#include "core/incoming.hpp"
#include "core/outbox.hpp"
#include "core/ring.hpp"
#include "core/timer_queue.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/time.hpp"
#include "sipwright/timers.hpp"

namespace sipwright::core {

// What makes a branch unique: 128 random bits, written in hexadecimal digits behind the cookie (RFC
// 3261 8.1.1.7).
struct Branch {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

class ClientTransactions {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = FlatIndex::none;

  // How a transaction ended for its user.
  enum class News : std::uint8_t {
    timed_out,
    transport_failed,
    unheard,  // the transport failed, and the request has surely not arrived
  };
  struct Notice {
    std::uint32_t owner = 0;
    News news = News::timed_out;
  };

  ClientTransactions(const TransactionTimers& timers, Outbox& outbox) : outbox_(outbox) {
    config_.t1 = timers.t1;
    config_.t2 = timers.t2;
    config_.t4 = timers.t4;
  }

  // Sends `bytes` (copied) to `peer` and keeps at it. `owner` comes back with whatever happens. `datagram`, where
  // it is not empty, is the same request as it would go over UDP: it was too large for that, and goes so if `peer`
  // refuses it (RFC 3261 18.1.1). `none` if limits::client_transactions_max is reached.
  Id start(std::string_view bytes, const Peer& peer, Branch branch, std::uint32_t owner, Instant now,
           std::string_view datagram = {});

  // The user of the transaction that the answer belongs to, if it is the first final one or a provisional one
  // that the user has to see; `none` otherwise. `taken` says whether it belonged to any transaction.
  std::uint32_t receive(const Fields& answer, Instant now, bool& taken);

  // What goes to this peer cannot be sent, since nothing listens there (`refused`) or for another reason: its
  // transactions end (17.1.4), or fall back.
  void transport_failed(const Peer& peer, bool refused, Instant now);
  void advance(Instant now);
  Instant next_deadline() const { return timers_.next(); }
  // What came up in transport_failed() and advance(), oldest first; nullptr at the end.
  const Notice* next_notice() { return notices_.pop(); }

  // Transactions that wait for their final answer.
  std::size_t open() const { return open_; }
  std::uint64_t copies_sent() const { return sent_ - started_; }

 private:
  struct Transaction {
    machines::ClientTransaction machine;
    bool alive = false;
    bool open = false;  // its user waits
    std::uint32_t owner = 0;
    Branch branch;
    MessageRef request;
    MessageRef datagram;  // what to fall back to; none: nothing
    Peer peer;
    TimerHandle e, f, k;
    TimerHandle& timer(machines::ClientTransactionTimer name);
  };
  class Effects;

  // Whether the user gets the answer at hand.
  bool process(Id id, machines::ClientTransactionEvent event, Instant now);
  void release(Id id);

  Outbox& outbox_;
  machines::ClientTransactionConfig config_;
  TimerQueue timers_;
  FlatIndex by_branch_;
  std::deque<Transaction> transactions_;
  std::vector<Id> free_;
  Ring<Notice> notices_{limits::client_transactions_max};
  std::size_t open_ = 0;
  std::uint64_t started_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace sipwright::core
