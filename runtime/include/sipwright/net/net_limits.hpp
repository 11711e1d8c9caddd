// Every bound of the transports, by name, unit last. What a peer can make us hold or wait for ends here.
#pragma once

#include <chrono>
#include <cstddef>

namespace sipwright::net::limits {

// Connections of one Sockets object, both directions.
inline constexpr std::size_t connections_max = 16'384;
// Octets that wait for a slow peer on one connection, before sending to it fails.
inline constexpr std::size_t connection_queue_octets_max = 4u << 20;
// Datagrams that wait for the kernel; further ones are dropped, as a network may.
inline constexpr std::size_t datagram_queue_max = 4'096;
// What one read takes from a connection.
inline constexpr std::size_t read_octets_max = 8u << 10;
// Datagrams taken from one socket before others get their turn.
inline constexpr std::size_t datagrams_per_turn_max = 64;

// Long enough for one lost SYN (retransmitted after 1 s and 3 s), short enough to leave a transaction (32 s)
// time for another try.
inline constexpr std::chrono::seconds connect_time_max{6};
inline constexpr std::chrono::seconds handshake_time_max{8};
inline constexpr std::chrono::seconds resolve_time_max{5};
// A peer that began a message, or connected, has this long to finish it.
inline constexpr std::chrono::seconds message_time_max{32};
// A connection that a peer opened and used may be silent this long: longer than the 566 s between two refreshes of a
// publication of 600 s. Whoever wants more sends keep-alives (RFC 5626 4.4.1).
inline constexpr std::chrono::seconds idle_time_max{900};
// After a failed handshake we wait this long for the peer to read the alert before the socket goes.
inline constexpr std::chrono::seconds linger_time_max{1};

}  // namespace sipwright::net::limits
