// Non-INVITE server transactions (RFC 3261 17.2.2, RFC 4320): they absorb copies of a request and repeat its
// answer.
//
// Behaviour is the emitted machine's; this class finds the transaction that a request belongs to (17.2.3),
// keeps the answer and runs the timers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "core/flat_index.hpp"
#include "core/incoming.hpp"
#include "core/keyed_hash.hpp"
#include "core/outbox.hpp"
#include "core/timer_queue.hpp"
#include "sipwright/machines/server_transaction.hpp"
#include "sipwright/time.hpp"
#include "sipwright/timers.hpp"

namespace sipwright::core {

class ServerTransactions {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = FlatIndex::none;

  enum class Arrival : std::uint8_t {
    fresh,   // to be answered by respond()
    merged,  // as fresh, but another transaction has the same From tag, Call-ID and CSeq (RFC 3261 8.2.2.2)
    copy,    // nothing to do: what has to be sent again is in the outbox
    full,    // limits::server_transactions_max: not fresh, to be answered without a transaction
  };
  struct Arrived {
    Arrival what = Arrival::copy;
    Id id = none;
  };

  ServerTransactions(const TransactionTimers& timers, KeyedHash& hash, Outbox& outbox)
      : hash_(hash), outbox_(outbox) {
    config_.t1 = timers.t1;
    config_.t2 = timers.t2;
  }

  // A request whose Via, From, To, Call-ID and CSeq can be read. `reply_to`: see way_back().
  Arrived receive(const Fields& request, const Peer& reply_to, Instant now);
  // The answer to a request; of several only the first final one counts. `bytes` is copied.
  void respond(Id id, std::uint16_t status, std::string_view bytes, Instant now);
  // What goes to this peer cannot be sent: its transactions end (RFC 3261 17.2.4).
  void transport_failed(const Peer& peer, Instant now);
  void advance(Instant now);
  Instant next_deadline() const { return timers_.next(); }
  std::size_t size() const { return by_key_.size(); }
  void clear();

  // The To tag for the answers to a request: the same for its copies, without anything being stored.
  std::uint64_t to_tag(const Fields& request);

 private:
  // A request's identity (RFC 3261 17.2.3), and what it shares with copies that took another path (8.2.2.2).
  // Two keyed hashes of 64 bits stand for the text.
  struct Key {
    std::uint64_t place = 0;
    std::uint64_t proof = 0;
    std::uint64_t origin = 0;
  };
  struct Transaction {
    machines::ServerTransaction machine;
    bool alive = false;
    bool in_origins = false;
    Key key;
    MessageRef answer;  // the newest, as it was sent
    Peer reply_to;
    TimerHandle timer;
  };
  class Effects;

  void add_identity(const Fields& request);
  Key key_of(const Fields& request);
  void process(Id id, machines::ServerTransactionEvent event, Instant now);
  void release(Id id);

  machines::ServerTransactionConfig config_;
  KeyedHash& hash_;
  Outbox& outbox_;
  MessageRef pending_;  // during respond(): the answer that the machine may send
  TimerQueue timers_;
  FlatIndex by_key_;
  FlatIndex by_origin_;
  std::deque<Transaction> transactions_;
  std::vector<Id> free_;
};

}  // namespace sipwright::core
