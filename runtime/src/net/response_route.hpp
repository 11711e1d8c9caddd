// Where an answer goes whose connection is gone (RFC 3261 18.2.2).
#pragma once

#include <optional>
#include <string_view>

#include "sipwright/endpoint.hpp"

namespace sipwright::net {

// The address in the topmost Via of a response that is to be sent over `transport`: received, else the
// sent-by host; the port of sent-by, else the transport's default port. Empty for a request, for a message
// without usable Via, and where the host is a name: an answer is not worth a look-up that the sender could
// have spared us by `received`.
[[nodiscard]] std::optional<Peer> route_of_response(Transport transport, std::string_view message);

}  // namespace sipwright::net
