// Where bytes come from and go to.
//
// A Peer is a value: transport, address text and port. On TCP and TLS it also names the connection, because
// the remote port differs from connection to connection. The runtime compares Peers and copies them; it never
// resolves or interprets the address, so its text only has to mean something to the embedder's transport
// (numeric is best: it is what RFC 3261 18.2.1 puts into `received`).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sipwright/limits.hpp"

namespace sipwright {

enum class Transport : std::uint8_t { udp, tcp, tls };

// RFC 3261 17: reliable transports need no retransmission and no waiting for stray copies.
constexpr bool is_reliable(Transport transport) {
  return transport != Transport::udp;
}

class Peer {
 public:
  constexpr Peer() = default;

  // Empty if `address` is empty or longer than limits::address_octets_max.
  static constexpr std::optional<Peer> make(Transport transport, std::string_view address,
                                            std::uint16_t port) {
    if (address.empty() || address.size() > limits::address_octets_max) return std::nullopt;
    Peer peer;
    peer.transport_ = transport;
    peer.port_ = port;
    peer.size_ = static_cast<std::uint8_t>(address.size());
    std::copy(address.begin(), address.end(), peer.text_.begin());
    return peer;
  }

  constexpr Transport transport() const { return transport_; }
  // Points into this Peer.
  constexpr std::string_view address() const { return {text_.data(), size_}; }
  constexpr std::uint16_t port() const { return port_; }
  // A default-made Peer names nobody.
  constexpr bool empty() const { return size_ == 0; }

  // The same address and another transport or port.
  constexpr Peer with(Transport transport) const {
    Peer other = *this;
    other.transport_ = transport;
    return other;
  }
  constexpr Peer with_port(std::uint16_t port) const {
    Peer other = *this;
    other.port_ = port;
    return other;
  }

  friend constexpr bool operator==(const Peer&, const Peer&) = default;
  friend constexpr auto operator<=>(const Peer&, const Peer&) = default;

 private:
  std::array<char, limits::address_octets_max> text_{};
  std::uint8_t size_ = 0;
  Transport transport_ = Transport::udp;
  std::uint16_t port_ = 0;
};

// Bytes to send. `bytes` stays valid until the next call on the object that gave it.
struct Transmit {
  Peer peer;
  std::string_view bytes;
};

}  // namespace sipwright
