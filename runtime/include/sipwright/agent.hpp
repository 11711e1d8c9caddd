// The event publication agent (EPA, RFC 3903): publishes the state of presentities and keeps it published.
//
// It does no I/O. The embedder tells it what is wanted, hands it the bytes that arrive and the time, and
// takes out what is to be sent and what happened:
//
//     agent.call_connected(call, user, document, now);      // or publish / modify / remove
//     agent.receive(peer, bytes, now);                      // one whole message
//     agent.advance(now);                                   // whenever next_deadline() has come
//     while (auto out = agent.poll_transmit()) send(out->peer, out->bytes);
//     while (auto event = agent.poll_event()) tell(*event);
//     sleep_until(agent.next_deadline());
//
// After every call that takes `now`: drain both queues, then ask next_deadline() again. `now` never goes
// back. One Agent is used by one thread at a time; different Agents share nothing.
//
// Who decides: behaviour stands in the tables of the model (publisher, non-INVITE client transaction); this
// class runs the machines that are made from them. Per presentity there is one publication, at most one open
// PUBLISH (RFC 3903 4) and at most one state that waits for its turn: the newest one wins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/endpoint.hpp"
#include "sipwright/hasher.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"
#include "sipwright/timers.hpp"

namespace sipwright {

// What to answer a digest challenge with (RFC 3903 14.1).
struct Account {
  std::string realm;  // empty: for every realm
  std::string user;
  std::string password;
};

struct AgentConfig {
  // Where every request goes: the compositor or an outbound proxy. Required.
  Peer target;
  // `host` or `host:port` of this agent, as it stands in Via. Required. Answers naming another are dropped.
  std::string sent_by;
  // The URI in From; empty: the presentity's own. To and Request-URI are always the presentity (RFC
  // 3903 4.1).
  std::string from_uri;
  // User-Agent; empty: none is sent.
  std::string user_agent;
  // Event package (RFC 3903 4.1).
  std::string package;  // empty: presence
  // The lifetime to ask for, in seconds, 1 .. 2^32-1.
  std::uint32_t expires_s = 600;
  // Requests above limits::datagram_request_octets_max go to the same address by TCP (RFC 3261 18.1.1), and by UDP
  // where TCP is refused.
  // Without it they fail with Failure::too_large.
  bool large_requests_by_tcp = true;
  // One per realm; challenges of other realms end in Failure::refused. Needs `hasher`.
  std::vector<Account> accounts;
  const Hasher* hasher = nullptr;
  // T1, T2, T4 (RFC 3261 17.1.1.1).
  TransactionTimers timers;
};

// What publish() and its like say. Anything but `none` means: nothing was changed.
enum class Misuse : std::uint8_t {
  none,
  bad_uri,        // the presentity is not a SIP URI that can stand in a request line
  bad_document,   // no body, no media type, or one that is over its limit or cannot stand in a header field
  bad_config,     // sent_by, from_uri, user_agent or package of the configuration cannot stand in a request
  bad_call,       // the call's name is empty or over its limit
  unknown,        // nothing is published for this presentity, or no such call
  already_there,  // this call is there already for this presentity, or in no state for what was told
  too_many,       // limits::publications_max or limits::calls_max is reached
  shutting_down,  // shutdown() was called
};
std::string_view describe(Misuse misuse);

// Why a publication is not what was wanted.
enum class Failure : std::uint8_t {
  none,
  refused,    // a final answer that ends the attempt: see `status`
  timed_out,  // no answer within 64*T1
  transport,  // the embedder reported a transport error
  too_large,  // the request does not fit a datagram or limits::message_octets_max
  expired,    // the lifetime ran out before an update was answered
  left,       // nothing is wanted any more, and what is or may be published cannot be removed: no answer came, or
              // one without entity-tag, or the end of the agent is too near; it ends with its lifetime, `expires_s`
};
std::string_view describe(Failure failure);

struct AgentEvent {
  enum class Kind : std::uint8_t { published, refreshed, modified, removed, failed };
  Kind kind = Kind::failed;
  Failure failure = Failure::none;  // other than none only with Kind::failed
  bool will_retry = false;          // with Kind::failed: the agent tries again by itself, later
  std::uint16_t status = 0;         // of the answer that caused this; 0: there was none
  std::uint32_t expires_s = 0;      // the lifetime granted, in seconds; with Failure::left the longest possible one
  // Views are valid until the next call on the agent.
  std::string_view user;  // presentity, as it was given
  std::string_view
      call;  // of the calls that publish this state the one that began or ended last; may be empty
  std::string_view etag;  // the newest entity-tag; empty: none
  // With Kind::failed: the first Contact of the answer. A redirection (3xx, RFC 3261 8.1.3.4) is not followed: it
  // names a server that the embedder has not chosen.
  std::string_view contact;
};
std::string_view describe(AgentEvent::Kind kind);

// What the agent counts from its making on.
struct AgentCounters {
  std::uint64_t requests_sent = 0;  // transactions, without retransmissions
  std::uint64_t retransmissions_sent = 0;
  std::uint64_t responses_taken = 0;    // that belonged to an open transaction
  std::uint64_t responses_dropped = 0;  // malformed, more than one Via, foreign sent-by, no open transaction
  std::uint64_t requests_ignored = 0;   // the agent serves no requests
  std::uint64_t events_lost = 0;        // limits::events_max was reached
  std::uint64_t transmits_lost = 0;     // limits::transmits_max was reached
};

// A state to publish; both views are copied.
struct Document {
  std::string_view media_type;
  std::string_view body;
};

class Agent {
 public:
  // `config.target` and `config.sent_by` have to be set. `randomness` and `config.hasher` must outlive the
  // agent.
  Agent(AgentConfig config, Randomness& randomness);
  Agent(Agent&&) noexcept;
  Agent& operator=(Agent&&) noexcept;
  ~Agent();

  // Wants `document` published for the presentity from now on, but for the time of later calls: an initial
  // PUBLISH (RFC 3903 4.2), or a modification (4.4) where something is published already.
  Misuse publish(std::string_view presentity, const Document& document, Instant now);
  // As publish(), but only where something is wanted already; else Misuse::unknown.
  Misuse modify(std::string_view presentity, const Document& document, Instant now);
  // Wants nothing published any more, whatever calls there are (4.5).
  Misuse remove(std::string_view presentity, Instant now);

  // What a call makes of a user is decided by the model (call, call_presence). A call has a name that is unique
  // while it lasts, and one or two presentities: caller and callee.
  //
  // It was offered to the presentity, and nothing is shown yet.
  Misuse call_ringing(std::string_view call, std::string_view presentity, Instant now);
  // It was answered. The first call of a presentity publishes `document`; while further ones come and go the
  // document stays as it is (modify() changes it), since being in two calls is the same state. What publish()
  // published gives way to a call and shows again after the last one.
  Misuse call_connected(std::string_view call, std::string_view presentity, const Document& document,
                        Instant now);
  // It was put on hold and taken back; the presentities stay on the phone.
  Misuse call_held(std::string_view call, Instant now);
  Misuse call_resumed(std::string_view call, Instant now);
  // It ended, answered or not, for all its presentities. The publication goes when its last call has.
  Misuse call_ended(std::string_view call, Instant now);
  // The same for one of them.
  Misuse call_ended(std::string_view call, std::string_view presentity, Instant now);

  // One whole message: a datagram, or what the framing of a stream cut out. Never fails: what is of no use is
  // counted.
  void receive(const Peer& peer, std::string_view bytes, Instant now);
  // Bytes to this peer could not be sent, or its connection broke: open transactions to it end (RFC
  // 3261 17.1.4). `refused`: nothing listens there (a TCP reset before the connection was there, ICMP port
  // unreachable); a request that took TCP for its size alone then goes by UDP after all (18.1.1).
  void transport_failed(const Peer& peer, Instant now, bool refused = false);
  // Does what is due. Cheap when nothing is.
  void advance(Instant now);

  // Removes everything that is published; nothing new is taken. Over when idle() says so: as soon as nothing can
  // be removed any more, at the latest limits::shutdown_s_max seconds later, provided that advance() is called.
  void shutdown(Instant now);
  // Nothing published, wanted or open.
  bool idle() const;

  // The next bytes to send, oldest first.
  std::optional<Transmit> poll_transmit();
  // The next thing that happened, oldest first.
  std::optional<AgentEvent> poll_event();
  // When advance() has to be called at the latest; `never` if nothing is due.
  Instant next_deadline() const;

  std::size_t publications() const;
  std::size_t open_transactions() const;
  const AgentCounters& counters() const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace sipwright
