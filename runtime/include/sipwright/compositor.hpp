// The event state compositor (ESC, RFC 3903 section 6): takes publications and holds them until they end.
//
// Sans-I/O like the agent, and driven by the same loop:
//
//     compositor.receive(peer, bytes, now);
//     compositor.advance(now);
//     while (auto out = compositor.poll_transmit()) send(out->peer, out->bytes);
//     while (auto event = compositor.poll_event()) tell(*event);
//     sleep_until(compositor.next_deadline());
//
// What is served: PUBLISH in the six steps of section 6, and OPTIONS. Requests are handled one by one in the
// order of receive(), each entirely or not at all; copies of a request get the answer that the first one got.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/agent.hpp"
#include "sipwright/endpoint.hpp"
#include "sipwright/hasher.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"
#include "sipwright/timers.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {

// An event package and the media types that its state may have (RFC 3903 10.1).
struct PackageConfig {
  std::string name;
  std::vector<std::string> media_types;
};

// A user and a presentity that this user may publish for (RFC 3903 14.1).
struct Right {
  std::string user;        // of an Account
  std::string presentity;  // a SIP URI, compared as RFC 3261 19.1.4 wants it
};

struct CompositorConfig {
  // Hosts of the presentities that are served (RFC 3903 6 step 1); none: all.
  std::vector<std::string> domains;
  // Empty: presence, as application/pidf+xml.
  std::vector<PackageConfig> packages;
  // Lifetimes in seconds (RFC 3903 6 step 4). What is asked below the minimum is refused by 423, what is
  // asked above the maximum is shortened. min <= standard <= max.
  std::uint32_t expires_s_min = limit::esc_expires_s_min;
  std::uint32_t expires_s_max = limit::esc_expires_s_max;
  std::uint32_t expires_s_standard = limit::esc_expires_s_max;  // where the request names none
  // Who may publish; none: everybody, without a challenge. Needs `hasher`. `realm` of an Account is not used
  // here.
  std::vector<Account> accounts;
  // Who may publish for whom; none: every account for everybody. Needs `accounts`.
  std::vector<Right> rights;
  std::string realm;
  const Hasher* hasher = nullptr;
  // Server header field; empty: none is sent.
  std::string server;
  // How many octets all stored documents may have together, with their media types; what does not fit is answered by
  // 503 with Retry-After (RFC 3903 9).
  std::size_t stored_octets_max = limits::stored_octets_max;
  // T1, T2, T4 (RFC 3261 17.1.1.1).
  TransactionTimers timers;
};

// A publication that lives.
struct LivePublication {
  // Views are valid until the next call on the compositor; the tag is made for the occasion.
  std::string_view presentity;  // Request-URI of its first PUBLISH
  std::string_view package;
  std::string tag;
  std::string_view media_type;
  std::string_view document;
  Instant dies_at{};  // it is gone at this instant, not before and not after
};

struct CompositorEvent {
  enum class Kind : std::uint8_t { published, refreshed, modified, removed, expired, refused };
  Kind kind = Kind::refused;
  std::uint16_t status = 0;     // of the answer; 0: there was no request
  std::uint32_t expires_s = 0;  // granted
  // Views are valid until the next call on the compositor.
  std::string_view presentity;
  std::string_view package;
  std::string_view tag;       // new one; of an expired publication its last one
  std::string_view if_match;  // what the request named; empty: nothing
};
std::string_view describe(CompositorEvent::Kind kind);

struct CompositorCounters {
  std::uint64_t requests = 0;           // that began a transaction
  std::uint64_t copies = 0;             // retransmissions absorbed
  std::uint64_t malformed = 0;          // what could not be answered
  std::uint64_t responses_ignored = 0;  // the compositor sends no requests
  std::uint64_t overloads = 0;          // turned away because a limit was reached
  std::uint64_t events_lost = 0;        // limits::events_max was reached
  std::uint64_t transmits_lost = 0;     // limits::transmits_max was reached
};

class Compositor {
 public:
  // `randomness` and `config.hasher` must outlive the compositor.
  Compositor(CompositorConfig config, Randomness& randomness);
  Compositor(Compositor&&) noexcept;
  Compositor& operator=(Compositor&&) noexcept;
  ~Compositor();

  // One whole message from `peer`. Never fails: what cannot be answered is counted.
  void receive(const Peer& peer, std::string_view bytes, Instant now);
  // Does what is due: expiry, timers. Cheap when nothing is.
  void advance(Instant now);
  // An answer could not be sent (RFC 3261 17.2.4): the transactions of this peer end, the state stays.
  void transport_failed(const Peer& peer, Instant now);

  std::optional<Transmit> poll_transmit();
  std::optional<CompositorEvent> poll_event();
  Instant next_deadline() const;

  // What lives for a presentity at `now`, in order of publication. `package` empty: all packages.
  std::vector<LivePublication> live(std::string_view presentity, std::string_view package, Instant now) const;
  std::size_t publications() const;
  const CompositorCounters& counters() const;

  // Loses all state and all transactions, as a crash and restart would; tags given out before never come
  // back.
  void restart(Instant now);

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace sipwright
