// Loading of certificates, keys and CAs, with a reason for every refusal.
#include "sipwright/net/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sipwright::net {
namespace {

Failure unusable(std::string reason) {
  return {FailureKind::file_unusable, std::move(reason)};
}

// OpenSSL's own words for the last error, or `otherwise`. Empties its error queue.
std::string openssl_reason(const char* otherwise) {
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return text == nullptr ? otherwise : text;
}

// Whether the file can be read at all: OpenSSL's error for a missing file is of no help.
std::optional<Failure> readable(const char* what, const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    return unusable(std::string("cannot read the ") + what + " file " + file + ": " + std::strerror(errno) +
                    "; give the name of a PEM file");
  }
  if (S_ISDIR(status.st_mode)) {
    return unusable(std::string("the ") + what + " file " + file +
                    " is a folder; give the name of a PEM file");
  }
  if (std::FILE* opened = std::fopen(file.c_str(), "rb")) {
    std::fclose(opened);
    return std::nullopt;
  }
  return unusable(std::string("cannot read the ") + what + " file " + file + ": " + std::strerror(errno) +
                  "; make it readable for this user");
}

// A key with a pass phrase must not stop a service at a prompt.
int no_pass_phrase(char*, int, int, void*) {
  return 0;
}

std::optional<Failure> load_own_certificate(SSL_CTX* context, const TlsSettings& settings) {
  if (settings.certificate_file.empty() != settings.key_file.empty()) {
    return Failure{
        FailureKind::tls_not_configured,
        settings.key_file.empty()
            ? "the certificate " + settings.certificate_file + " needs its key: give the key file too"
            : "the key " + settings.key_file + " needs its certificate: give the certificate file too"};
  }
  if (settings.certificate_file.empty()) return std::nullopt;
  if (auto failure = readable("certificate", settings.certificate_file)) return failure;
  if (auto failure = readable("key", settings.key_file)) return failure;
  if (SSL_CTX_use_certificate_chain_file(context, settings.certificate_file.c_str()) != 1) {
    return unusable("the certificate file " + settings.certificate_file +
                    " does not hold a usable PEM certificate: " + openssl_reason("nothing found") +
                    "; give a PEM certificate, followed by its intermediates");
  }
  if (SSL_CTX_use_PrivateKey_file(context, settings.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    const unsigned long code = ERR_peek_last_error();
    if (ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH) {
      ERR_clear_error();
      return unusable("the key in " + settings.key_file + " does not belong to the certificate in " +
                      settings.certificate_file + "; give the key that was made with it");
    }
    return unusable("the key file " + settings.key_file + " does not hold a usable PEM key: " +
                    openssl_reason("nothing found") + "; give an unencrypted PEM private key");
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    ERR_clear_error();
    return unusable("the key in " + settings.key_file + " does not belong to the certificate in " +
                    settings.certificate_file + "; give the key that was made with it");
  }
  return std::nullopt;
}

std::optional<Failure> load_trust(SSL_CTX* context, TlsRole role, const TlsSettings& settings) {
  if (settings.ca_file.empty()) {
    if (role == TlsRole::client) SSL_CTX_set_default_verify_paths(context);
    if (role == TlsRole::server && settings.require_client_certificate) {
      return Failure{FailureKind::tls_not_configured,
                     "client certificates are required and no CA is given to verify them: give the CA file"};
    }
    return std::nullopt;
  }
  if (auto failure = readable("CA", settings.ca_file)) return failure;
  if (SSL_CTX_load_verify_file(context, settings.ca_file.c_str()) != 1) {
    return unusable("the CA file " + settings.ca_file + " does not hold a usable PEM certificate: " +
                    openssl_reason("nothing found") + "; give the CA's certificate in PEM form");
  }
  if (role == TlsRole::server) {
    // Tells clients with several certificates which one we can accept.
    if (STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(settings.ca_file.c_str())) {
      SSL_CTX_set_client_CA_list(context, names);
    }
    ERR_clear_error();
  }
  return std::nullopt;
}

}  // namespace

TlsContext::TlsContext(TlsRole role, TlsSettings settings, SSL_CTX* context)
    : role_(role), settings_(std::move(settings)), context_(context) {}

TlsContext::~TlsContext() {
  SSL_CTX_free(context_);
}

TlsContext::Loaded TlsContext::load(TlsRole role, const TlsSettings& settings) {
  ERR_clear_error();
  if (role == TlsRole::server && settings.certificate_file.empty()) {
    return Failure{FailureKind::tls_not_configured,
                   "a TLS server needs a certificate: give the certificate file and its key file"};
  }
  SSL_CTX* native = SSL_CTX_new(role == TlsRole::client ? TLS_client_method() : TLS_server_method());
  if (native == nullptr)
    return Failure{FailureKind::tls_failed, "TLS cannot start: " + openssl_reason("no memory")};
  std::shared_ptr<TlsContext> context(new TlsContext(role, settings, native));
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // idle connections are the many
  SSL_CTX_set_default_passwd_cb(native, no_pass_phrase);
  if (auto failure = load_own_certificate(native, settings)) return std::move(*failure);
  if (auto failure = load_trust(native, role, settings)) return std::move(*failure);
  int verify = SSL_VERIFY_PEER;
  if (role == TlsRole::server) {
    if (settings.ca_file.empty()) verify = SSL_VERIFY_NONE;
    if (settings.require_client_certificate) verify |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    // Sessions are resumed only within one verified identity; the id context keeps other servers' sessions
    // out.
    constexpr unsigned char id[] = "sipwright";
    SSL_CTX_set_session_id_context(native, id, sizeof id - 1);
  }
  SSL_CTX_set_verify(native, verify, nullptr);
  return context;
}

}  // namespace sipwright::net
