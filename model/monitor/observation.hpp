// What the monitor is told: one thing that somebody saw at one end of a hop, or on the wire between.
//
// A hop is one network segment between publishers and a compositor. An observation carries where it was made, so that
// the same stream serves a simulation (both ends tell), an active test (one end tells) and a capture (only the wire
// tells). Judgements stay with the words of the catalogue: what an agent must do depends on what *it* received, so
// the two ends of a hop are never mixed.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/fields.hpp"
#include "model/monitor/hash.hpp"

namespace sipwright::model {

using Nanoseconds = std::chrono::nanoseconds;

enum class Kind : std::uint8_t {
  message,          // `message` is set
  intent,           // an application told its agent what it wants from now on: `intent` is set
  timeout,          // a client transaction gave up: `message` is its request; without one: what is open for `agent`
                    // and `intent.resource`
  transport_error,  // the client saw a fatal transport error: `message` is the request; without one: all of `agent`
  restart,          // `agent`, an EPA or a compositor, lost its memory and began anew
  probe,            // the live state of a compositor: `probed` and `probe` are set
};

// Seen from the one who observes. `passed` is a capture: the message went by, neither end told.
enum class Direction : std::uint8_t { sent, received, passed };

enum class Transport : std::uint8_t { unknown, udp, tcp, tls };

inline constexpr std::string_view transport_name(Transport transport) {
  constexpr std::string_view names[] = {"?", "UDP", "TCP", "TLS"};
  return names[static_cast<std::size_t>(transport)];
}

// What an application wants published for one resource and package, told at the moment when it tells its agent.
struct Intent {
  text resource;                // the Request-URI that the agent will use
  text package;                 // the event package, as in the Event header field
  bool wanted = false;          // false: nothing shall be published any more
  std::uint64_t document = 0;   // digest() of the wanted body; 0: the observer does not know the body
};

// One entry of a compositor's live state.
struct LiveEntry {
  text resource;
  text package;
  text tag;
  std::uint64_t document = 0;   // digest() of the stored body; 0: unknown
  Nanoseconds dies_at{};
};

// Every view is read during Monitor::observe() only; what must be kept is copied, within bounds.
struct Observation {
  Nanoseconds time{};           // one clock for all observers; a step back is treated as no step
  std::uint32_t hop = 0;
  Kind kind = Kind::message;
  Direction direction = Direction::passed;
  Transport transport = Transport::unknown;
  // Who observes. Empty for a capture; then agents are told apart by source, Call-ID host and From tag, and agents
  // that are not shown to be equal count as different.
  std::string_view agent;
  std::string_view source;       // "address:port" of the sender, where known
  std::string_view destination;  // "address:port" of the target, where known
  const Fields* message = nullptr;
  Intent intent;
  text probed;                       // the Request-URI whose live state `probe` is: all of it, all packages
  std::span<const LiveEntry> probe;
};

}  // namespace sipwright::model
