// Every bound of the runtime, by name, unit last.
//
// Whatever a peer or an embedder hands in meets one of these before it can cost memory or time. Reaching a
// limit is never silent: the call returns an error value, the peer gets an answer that says so, or a counter
// tells.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sipwright::limits {

// The largest message: what one UDP datagram can hold (RFC 3261 18.1.1 asks that much of a receiver).
inline constexpr std::size_t message_octets_max = 65'535;
// The largest request that may travel as a datagram while the path MTU is unknown (RFC 3261 18.1.1).
inline constexpr std::size_t datagram_request_octets_max = 1'300;
// The largest document: leaves room in a message for a head that is full of Via values.
inline constexpr std::size_t document_octets_max = 49'152;
// A presentity's URI, a call's name, a media type: longer ones are a mistake rather than data.
inline constexpr std::size_t uri_octets_max = 512;
inline constexpr std::size_t call_name_octets_max = 256;
inline constexpr std::size_t media_type_octets_max = 128;
// An entity-tag that we still echo. RFC 3903 8.2 knows no bound; a longer one counts as none.
inline constexpr std::size_t entity_tag_octets_max = 512;
// The text of a transport address: an IPv6 address with zone (RFC 4007) fits.
inline constexpr std::size_t address_octets_max = 60;
// A challenge that is kept, and the credentials made from it.
inline constexpr std::size_t challenge_octets_max = 1'024;
inline constexpr std::size_t credentials_octets_max = 2'048;
inline constexpr std::size_t challenges_max = 8;
inline constexpr std::size_t digest_hex_octets_max = 64;

// How many of each one Agent or Compositor holds.
inline constexpr std::size_t publications_max = 2'000'000;
inline constexpr std::size_t publications_per_presentity_max = 64;
// Octets of all documents that a Compositor holds, with their media types.
inline constexpr std::size_t stored_octets_max = 1u << 30;
inline constexpr std::size_t calls_max = 2'000'000;
inline constexpr std::size_t client_transactions_max = 262'144;
inline constexpr std::size_t server_transactions_max = 262'144;
inline constexpr std::size_t nonces_max = 65'536;
// What waits for poll_transmit() and poll_event(). The loop drains both after each call, so these only fill
// up when the embedder does not.
inline constexpr std::size_t transmits_max = 1'048'576;
inline constexpr std::size_t events_max = 1'048'576;
// Via values in a message that is answered: each is copied into the answer.
inline constexpr std::size_t via_values_max = 32;

// Time spans.
// Shutdown ends this many seconds after it began even if the peer never answers.
inline constexpr std::uint32_t shutdown_s_max = 35;
// A nonce that a compositor gave out can be used this long (RFC 3903 14.3: replay protection by aging).
inline constexpr std::uint32_t nonce_life_s = 300;

}  // namespace sipwright::limits
