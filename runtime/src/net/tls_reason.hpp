// Words for what went wrong in TLS: which certificate, which reason, what to do.
#pragma once

#include <boost/asio/ssl/verify_context.hpp>
#include <boost/system/error_code.hpp>
#include <string>

#include "sipwright/net/failure.hpp"
#include "sipwright/net/tls.hpp"

namespace sipwright::net {

// Why the chain was not accepted, with the subject of the certificate concerned.
[[nodiscard]] std::string untrusted_reason(X509_STORE_CTX* context, const TlsSettings& ours);

// What an error of the handshake, or of reading after it, means. `peer` is the other end's address.
[[nodiscard]] Failure tls_failure(const boost::system::error_code& error, const TlsContext& ours,
                                  const std::string& peer);

// Whether the error came out of TLS rather than out of the socket.
[[nodiscard]] bool is_tls_error(const boost::system::error_code& error);

}  // namespace sipwright::net
