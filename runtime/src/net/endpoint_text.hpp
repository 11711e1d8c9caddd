// Between Peers (text, as the core sees them) and Asio's endpoints.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <optional>
#include <string>

#include "sipwright/endpoint.hpp"

namespace sipwright::net {

// "udp 127.0.0.1:5060", "tls [::1]:5061": for messages.
[[nodiscard]] std::string text_of(const Peer& peer);

// A Peer for a numeric address; an IPv4 address mapped into IPv6 is written as the IPv4 address it is.
[[nodiscard]] Peer peer_of(Transport transport, const boost::asio::ip::address& address, std::uint16_t port);

// The numeric address of a Peer, with or without the brackets of an IPv6 reference; empty if its text is no
// address.
[[nodiscard]] std::optional<boost::asio::ip::address> address_of(const Peer& peer);

}  // namespace sipwright::net
