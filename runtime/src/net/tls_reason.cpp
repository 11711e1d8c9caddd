// Translation of OpenSSL's errors. OpenSSL tells the rule that was broken; a person needs the file and the
// next step.
#include "tls_reason.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <boost/asio/ssl/error.hpp>

namespace sipwright::net {
namespace {

std::string subject_of(X509* certificate) {
  if (certificate == nullptr) return "(no certificate)";
  std::array<char, 160> text{};
  X509_NAME_oneline(X509_get_subject_name(certificate), text.data(), static_cast<int>(text.size()));
  std::string subject = text.data();
  for (char& c : subject) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  return subject.empty() ? "(no subject)" : subject;
}

std::string own_certificate(const TlsSettings& ours) {
  return ours.certificate_file.empty() ? "no certificate" : ours.certificate_file;
}

// Alerts come as reasons 1000 + alert number (RFC 8446 6).
constexpr int alert_reason(int alert) {
  return SSL_AD_REASON_OFFSET + alert;
}

Failure alert_failure(int reason, const TlsContext& ours, const std::string& peer) {
  const TlsSettings& settings = ours.settings();
  const std::string refuses = peer + " refuses our certificate (" + own_certificate(settings) + "): ";
  const bool client_without = ours.role() == TlsRole::client && settings.certificate_file.empty();
  switch (reason) {
    case alert_reason(SSL_AD_CERTIFICATE_REQUIRED):
      return {
          FailureKind::tls_no_certificate,
          peer +
              " asks for a client certificate and none was given: give a certificate file and its key file"};
    case alert_reason(SSL_AD_HANDSHAKE_FAILURE):
      if (client_without) {
        return {FailureKind::tls_no_certificate, peer +
                                                     " ended the TLS handshake; it probably asks for a "
                                                     "client certificate: give a certificate file "
                                                     "and its key file"};
      }
      return {
          FailureKind::tls_refused_by_peer,
          peer +
              " ended the TLS handshake: it accepts none of our protocol versions, ciphers or certificates"};
    case alert_reason(SSL_AD_UNKNOWN_CA):
      return {FailureKind::tls_refused_by_peer,
              refuses + "it does not know the CA that issued it; use a certificate of a CA that it trusts"};
    case alert_reason(SSL_AD_CERTIFICATE_EXPIRED):
      return {FailureKind::tls_refused_by_peer, refuses + "expired; renew the certificate"};
    case alert_reason(SSL_AD_CERTIFICATE_REVOKED):
      return {FailureKind::tls_refused_by_peer, refuses + "revoked; get a new certificate"};
    case alert_reason(SSL_AD_BAD_CERTIFICATE):
    case alert_reason(SSL_AD_UNSUPPORTED_CERTIFICATE):
    case alert_reason(SSL_AD_CERTIFICATE_UNKNOWN):
      return {FailureKind::tls_refused_by_peer,
              refuses + "wrong name, purpose or form; use a certificate that it accepts for SIP"};
    case alert_reason(SSL_AD_PROTOCOL_VERSION):
      return {FailureKind::tls_refused_by_peer, peer + " speaks neither TLS 1.2 nor TLS 1.3; update it"};
    default: {
      const char* text = SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET);
      return {FailureKind::tls_refused_by_peer,
              peer + " ended TLS with the alert \"" + text + "\"; see its log"};
    }
  }
}

}  // namespace

std::string untrusted_reason(X509_STORE_CTX* context, const TlsSettings& ours) {
  const int error = X509_STORE_CTX_get_error(context);
  const std::string trusted = ours.ca_file.empty() ? "the system's CAs" : ours.ca_file;
  std::string text = "its certificate " + subject_of(X509_STORE_CTX_get_current_cert(context)) +
                     " does not verify against " + trusted + ": " + X509_verify_cert_error_string(error);
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return text + "; it has to be renewed (or the clock here is wrong)";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return text + "; check the clocks of both machines";
    case X509_V_ERR_INVALID_PURPOSE:
      return text + "; it was issued for another use";
    default:
      return text + "; give the file of the CA that issued it";
  }
}

bool is_tls_error(const boost::system::error_code& error) {
  return error.category() == boost::asio::error::get_ssl_category() ||
         (error.category() == boost::asio::ssl::error::get_stream_category() &&
          error != boost::asio::ssl::error::stream_truncated);
}

Failure tls_failure(const boost::system::error_code& error, const TlsContext& ours, const std::string& peer) {
  if (error.category() != boost::asio::error::get_ssl_category()) {
    return {FailureKind::tls_failed, "TLS with " + peer + " failed: " + error.message()};
  }
  const auto code = static_cast<unsigned long>(error.value());
  const int reason = ERR_GET_REASON(code);
  if (reason > SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256)
    return alert_failure(reason, ours, peer);
  switch (reason) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return {
          FailureKind::tls_no_certificate,
          peer + " gave no client certificate and this server requires one: configure a certificate there"};
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_UNEXPECTED_MESSAGE:
      return {FailureKind::tls_failed,
              peer + " does not answer in TLS: is it a plain TCP port? Give the port that serves TLS"};
    default: {
      const char* text = ERR_reason_error_string(code);
      return {FailureKind::tls_failed,
              "TLS with " + peer + " failed: " + (text == nullptr ? "unknown reason" : text)};
    }
  }
}

}  // namespace sipwright::net
