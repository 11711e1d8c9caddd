// The key under which a URI's state is kept: equal for URIs that name the same resource.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sipwright::core {

// Scheme and host lose their letter case, escapes that need not be escaped are undone, other escapes get
// upper-case digits (RFC 3261 19.1.4). What a URI has behind its host (parameters, headers) is dropped, as
// RFC 3261 10.3 step 5 does where it looks for an address-of-record. Appends to `key`.
void append_uri_key(std::string& key, std::string_view uri);

// The host of a SIP URI, without port, brackets kept; empty if there is none. Points into `uri`.
std::string_view host_of(std::string_view uri);

// What stands before the first colon. Points into `uri`.
std::string_view scheme_of(std::string_view uri);

}  // namespace sipwright::core
