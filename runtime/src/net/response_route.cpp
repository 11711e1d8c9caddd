// The topmost Via of an answer, read by the generated parser.
#include "response_route.hpp"

#include <memory>

#include "endpoint_text.hpp"
#include "sipwright/fields.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::net {

std::optional<Peer> route_of_response(Transport transport, std::string_view message) {
  // Too large for the stack of an embedder's thread, and rarely needed: only where a connection is gone.
  const auto parsed = std::make_unique<Message>();
  Fields fields;
  if (!parse(message, *parsed).accepted() || parsed->is_request()) return std::nullopt;
  fill_fields(*parsed, fields);
  const std::string_view host = fields.via_received.data() != nullptr ? fields.via_received : fields.via_host;
  const std::uint32_t standard = transport == Transport::tls ? limit::port_sips : limit::port_sip;
  const std::uint32_t port = fields.via_port.value_or(standard);
  if (port == 0 || port > 65'535) return std::nullopt;
  const auto peer = Peer::make(transport, host, static_cast<std::uint16_t>(port));
  if (!peer) return std::nullopt;
  const auto address = address_of(*peer);
  if (!address) return std::nullopt;
  return peer_of(transport, *address, peer->port());
}

}  // namespace sipwright::net
