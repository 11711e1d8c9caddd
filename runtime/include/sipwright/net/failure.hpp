// Why something between us and a peer did not work, in a form that a program can switch on and a person can
// act on.
#pragma once

#include <cstdint>
#include <string>

namespace sipwright::net {

enum class FailureKind : std::uint8_t {
  address_invalid,        // a text that is no numeric address and port
  name_unresolved,        // no address for the host name, or none in time
  bind_failed,            // the local address cannot be used
  refused,                // nobody listens there (TCP reset, ICMP port unreachable)
  unreachable,            // no route, network down
  timed_out,              // connecting or the TLS handshake took too long
  closed,                 // the peer closed the connection, or it broke
  stream_broken,          // the stream cannot be cut into messages any more (see FrameError)
  queue_full,             // the peer takes octets more slowly than we have them to send
  message_too_long,       // does not fit into a datagram
  connections_exhausted,  // NetLimits::connections_max or the process's file limit is reached
  file_unusable,          // certificate, key or CA file: missing, unreadable, not PEM, or not matching
  tls_not_configured,     // TLS is asked for, and no certificate or CA was given
  tls_peer_untrusted,     // its certificate does not verify against our CA
  tls_wrong_identity,     // its certificate verifies and is for somebody else (RFC 5922 7)
  tls_no_certificate,     // the other side asks for a client certificate that was not given
  tls_refused_by_peer,    // the other side refuses our certificate or parameters: it sent an alert
  tls_failed,             // any other fault in TLS
};

// `reason` is one line without line end: what was tried with whom, what went wrong, what to do about it.
struct Failure {
  FailureKind kind = FailureKind::closed;
  std::string reason;
};

// Whether the configuration on this side is at fault rather than the network or the peer.
[[nodiscard]] constexpr bool is_configuration(FailureKind kind) {
  return kind == FailureKind::address_invalid || kind == FailureKind::bind_failed ||
         kind == FailureKind::file_unusable || kind == FailureKind::tls_not_configured;
}

}  // namespace sipwright::net
