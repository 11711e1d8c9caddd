// From what a person types to a numeric peer: SIP URIs and host names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sipwright/endpoint.hpp"

namespace sipwright::cli {

// The parts of a SIP or SIPS URI that decide where a message goes.
struct SipUri {
  bool secure = false;  // sips
  std::string user;     // empty: none
  std::string host;     // IPv6 with brackets
  std::optional<std::uint16_t> port;
  std::optional<Transport> transport;
};

// Reads a URI by the grammar. Refusal (usage) that names `what` where it is none, or where its transport is
// not one of udp, tcp, tls.
SipUri read_uri(const std::string& what, const std::string& text);

// Refusal (usage) that names `option` where `text` is no host name and no numeric address.
void require_host(const std::string& option, const std::string& text);

// Whether a control character stands in the text (octets below 32, and 127).
bool holds_control(std::string_view text);

// Refusal (usage), with `place` in front, where a name cannot stand in credentials (RFC 7616 3.4).
void require_user_name(const std::string& place, const std::string& name);

// "udp", "tcp" or "tls", in any case.
std::optional<Transport> transport_named(std::string_view name);
std::string_view name_of(Transport transport);

// Where a request for the URI goes, or what it names as an address of our own (RFC 3263 without NAPTR and
// SRV): transport by `forced`, else by the URI, else TLS for sips and UDP for sip; the port by the URI, else
// 5061 for TLS and 5060; the host's first address, looked up with a time-out if it is a name. `prefer_like`,
// a numeric address or empty, chooses between IPv4 and IPv6. Refusal (inconclusive) if there is no address.
Peer locate(const SipUri& uri, std::optional<Transport> forced, const std::string& prefer_like);

// "127.0.0.1:5060", "[::1]:5060".
std::string host_port(std::string_view address, std::uint16_t port);

}  // namespace sipwright::cli
