// What the rows need of credentials and challenges (RFC 7616) and of Via: parameters, read from the raw value.
#pragma once

#include <string_view>

#include "model/monitor/records.hpp"

namespace sipwright::model {

// The value of parameter `name` (lower case) of a header value such as `Digest a=b, c="d"`, without its quotes; empty
// if there is none. Names are compared without case; escapes inside quotes stay as they are.
std::string_view parameter_of(std::string_view value, std::string_view name);

// Fills nonce, nonce_count and nonce_use of a transaction from its credentials, if it has any.
void read_credentials(const Fields& request, Transaction& into);

// Digest of the topmost Via without `received`, `rport` and ms-* parameters, which a server adds.
std::uint64_t via_digest(const Fields& message);

}  // namespace sipwright::model
