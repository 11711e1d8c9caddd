// Text forms of addresses.
#include "endpoint_text.hpp"

namespace sipwright::net {
namespace ip = boost::asio::ip;

std::string text_of(const Peer& peer) {
  constexpr const char* names[] = {"udp ", "tcp ", "tls "};
  std::string text = names[static_cast<std::size_t>(peer.transport())];
  const bool bare_ipv6 = peer.address().find(':') != std::string_view::npos && peer.address().front() != '[';
  text += bare_ipv6 ? "[" : "";
  text += peer.address();
  text += bare_ipv6 ? "]:" : ":";
  return text + std::to_string(peer.port());
}

Peer peer_of(Transport transport, const ip::address& address, std::uint16_t port) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return peer_of(transport, ip::make_address_v4(ip::v4_mapped, address.to_v6()), port);
  }
  return Peer::make(transport, address.to_string(), port).value_or(Peer{});
}

std::optional<ip::address> address_of(const Peer& peer) {
  std::string_view text = peer.address();
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(text), error);
  if (error) return std::nullopt;
  return address;
}

}  // namespace sipwright::net
