// TLS 1.2 and 1.3 for both sides of a connection: loading certificates, and whom a certificate speaks for.
//
// The client verifies the server's chain against the given CA and its identity by RFC 5922. The server asks
// for a client certificate and verifies its chain; whom that certificate may publish for is for the server
// above to decide.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sipwright/net/failure.hpp"

typedef struct x509_st X509;
typedef struct ssl_ctx_st SSL_CTX;

namespace sipwright::net {

enum class TlsRole : std::uint8_t { client, server };

// File names of PEM files; empty where there is none.
struct TlsSettings {
  std::string certificate_file;  // ours, followed by the intermediate certificates; a server has to have one
  std::string key_file;          // of that certificate, without pass phrase
  std::string ca_file;  // who may issue the peer's certificate; without it a client trusts the system's CAs
  // Server only: refuse a client without certificate. Needs ca_file.
  bool require_client_certificate = false;
};

// One loaded configuration, for one role, shared by its connections.
class TlsContext {
 public:
  using Loaded = std::variant<std::shared_ptr<TlsContext>, Failure>;
  // Reads the files. A failure names the file, the reason and what to do.
  [[nodiscard]] static Loaded load(TlsRole role, const TlsSettings& settings);

  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  [[nodiscard]] SSL_CTX* native() const { return context_; }
  [[nodiscard]] TlsRole role() const { return role_; }
  [[nodiscard]] const TlsSettings& settings() const { return settings_; }

 private:
  TlsContext(TlsRole role, TlsSettings settings, SSL_CTX* context);
  TlsRole role_;
  TlsSettings settings_;
  SSL_CTX* context_;
};

// Whether the certificate speaks for `expected`, a domain or a numeric address (RFC 5922 7.1, 7.2): some
// subjectAltName URI sip:DOMAIN without user; only where the certificate has no such URI, a DNS name.
// Compared without case and as a whole: no wildcard counts. A numeric address has to stand as such. The
// common name is not looked at. Returns nothing if it does, else a text that says whom the certificate is
// for.
[[nodiscard]] std::optional<std::string> identity_mismatch(X509* certificate, std::string_view expected);

}  // namespace sipwright::net
