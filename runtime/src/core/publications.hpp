// What an agent publishes: one record per presentity, driven by the emitted publisher machine.
//
// The machine decides what is sent when; this class sends it, runs the timers and tells what happened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/client_transactions.hpp"
#include "core/credentials.hpp"
#include "core/flat_index.hpp"
#include "core/incoming.hpp"
#include "core/keyed_hash.hpp"
#include "core/request_writer.hpp"
#include "core/ring.hpp"
#include "core/timer_queue.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/push_back.hpp"

namespace sipwright::core {

// An event with the texts that its views point to.
struct KeptAgentEvent {
  AgentEvent event;
  std::string user, call, etag, contact;
};

class Publications {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = FlatIndex::none;

  // The references must outlive the object.
  Publications(const AgentConfig& config, Randomness& randomness, KeyedHash& hash,
               ClientTransactions& transactions, AgentCounters& counters);

  // The record of a presentity; `none` if there is none. URIs that differ only in what RFC 3261 19.1.4
  // ignores are one.
  Id find(std::string_view presentity);
  // A new record; find() was asked before.
  Id make(std::string_view presentity);
  // Whether a PUBLISH for this presentity and media type is one that any parser takes.
  Misuse check(std::string_view presentity, const Document& document);

  // A state is wanted from now on; one that equals what is wanted already changes nothing.
  void want(Id id, const Document& document, Instant now);
  void unwant(Id id, Instant now);
  // The agent ends: what is unwanted from now on was wanted for the last time.
  void end() { ending_ = true; }
  // Gives up what is left and says so: the end of shutdown().
  void abandon_all();

  // The answer to the open request of a publication.
  void answered(Id id, const Incoming& answer, Instant now);
  void unanswered(Id id, ClientTransactions::News news, Instant now);
  void advance(Instant now);
  Instant next_deadline() const { return timers_.next(); }

  // Whether the record stays although nothing is published: there are calls that may still count.
  void keep(Id id, bool kept);
  // The call that events of this publication name.
  void set_call(Id id, std::string_view call) { records_[id].call.assign(call); }

  std::size_t size() const { return by_presentity_.size(); }
  // All ids, in no order: for shutdown().
  template <class Visit>
  void each(Visit&& visit) {
    for (Id id = 0; id < records_.size(); ++id) {
      if (records_[id].alive) visit(id);
    }
  }
  // The next event, `nullptr` if there is none. Valid until the next call.
  KeptAgentEvent* next_event() { return events_.pop(); }

 private:
  using Machine = machines::Publisher<std::string>;
  struct Record {
    Machine machine;
    bool alive = false;
    bool kept = false;
    bool unsent = false;              // the newest request could not be sent
    Instant held_until{};             // the newest request was held until then; zero: it was not
    Failure cause = Failure::none;    // why the newest attempt failed
    std::uint16_t answer_status = 0;  // of the answer at hand; 0: none
    Chain chain;
    std::uint64_t hash = 0;
    std::uint64_t credentials_stamp = 0;  // when the newest request was written
    TimerHandle timer;
    std::string presentity;
    std::string key;               // what equal presentities have in common; empty: the presentity itself
    std::string media_type, body;  // the newest wanted state
    std::string call;
  };
  class Effects;

  void process(Id id, machines::PublisherEvent event, Instant now);
  void send(Id id, machines::PublisherShape shape, std::uint32_t expires_s, std::string_view tag,
            Instant now);
  // `by_answer`: the answer at hand is the reason.
  void tell(Id id, machines::PublisherOutcome outcome, bool by_answer);
  void release_if_over(Id id);
  void release(Id id);
  std::uint64_t hash_of(std::string_view presentity);

  const AgentConfig& config_;
  Randomness& randomness_;
  KeyedHash& hash_;
  ClientTransactions& transactions_;
  AgentCounters& counters_;
  machines::PublisherConfig machine_config_;
  RequestWriter writer_;
  CredentialStore credentials_;
  TimerQueue timers_;
  FlatIndex by_presentity_;
  std::deque<Record> records_;
  machines::PushBack push_back_;
  bool ending_ = false;
  std::string_view contact_;  // of the answer at hand
  std::vector<Id> free_;
  Ring<KeptAgentEvent> events_{limits::events_max};
  std::string key_;  // scratch: the key of the presentity at hand
  Message probe_;    // scratch of check()
};

}  // namespace sipwright::core
