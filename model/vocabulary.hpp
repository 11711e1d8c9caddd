// The words of the protocol: every literal that the model, the generator and the runtime share, each with its source.
//
// The lists are X-macros so that the same line gives the model its constant and the generator the text to emit
// (`sipwright/vocabulary.hpp` in the runtime). Header field names are not here: the grammar has them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

// clang-format off

//       name            text           source
#define SIPWRIGHT_METHODS(WORD)                                       \
  WORD(publish,          "PUBLISH",     "RFC 3903 11.1.1")            \
  WORD(subscribe,        "SUBSCRIBE",   "RFC 6665 3.1")               \
  WORD(notify,           "NOTIFY",      "RFC 6665 3.2")               \
  WORD(options,          "OPTIONS",     "RFC 3261 11")                \
  WORD(invite,           "INVITE",      "RFC 3261 13")                \
  WORD(ack,              "ACK",         "RFC 3261 13")                \
  WORD(bye,              "BYE",         "RFC 3261 15")                \
  WORD(cancel,           "CANCEL",      "RFC 3261 9")                 \
  WORD(enroll,           "REGISTER",    "RFC 3261 10")                \
  WORD(message,          "MESSAGE",     "RFC 3428 4")                 \
  WORD(info,             "INFO",        "RFC 6086 4")                 \
  WORD(update,           "UPDATE",      "RFC 3311 4")                 \
  WORD(refer,            "REFER",       "RFC 3515 2")                 \
  WORD(prack,            "PRACK",       "RFC 3262 6")

//       name                        code  default reason phrase               source
#define SIPWRIGHT_STATUS_CODES(STATUS)                                                          \
  STATUS(trying,                       100, "Trying",                          "RFC 3261 21.1.1")   \
  STATUS(ringing,                      180, "Ringing",                         "RFC 3261 21.1.2")   \
  STATUS(session_progress,             183, "Session Progress",                "RFC 3261 21.1.5")   \
  STATUS(ok,                           200, "OK",                              "RFC 3261 21.2.1")   \
  STATUS(accepted,                     202, "Accepted",                        "RFC 6665 8.3.1")    \
  STATUS(multiple_choices,             300, "Multiple Choices",                "RFC 3261 21.3.1")   \
  STATUS(moved_permanently,            301, "Moved Permanently",               "RFC 3261 21.3.2")   \
  STATUS(moved_temporarily,            302, "Moved Temporarily",               "RFC 3261 21.3.3")   \
  STATUS(use_proxy,                    305, "Use Proxy",                       "RFC 3261 21.3.4")   \
  STATUS(bad_request,                  400, "Bad Request",                     "RFC 3261 21.4.1")   \
  STATUS(unauthorized,                 401, "Unauthorized",                    "RFC 3261 21.4.2")   \
  STATUS(forbidden,                    403, "Forbidden",                       "RFC 3261 21.4.4")   \
  STATUS(not_found,                    404, "Not Found",                       "RFC 3261 21.4.5")   \
  STATUS(method_not_allowed,           405, "Method Not Allowed",              "RFC 3261 21.4.6")   \
  STATUS(not_acceptable,               406, "Not Acceptable",                  "RFC 3261 21.4.7")   \
  STATUS(proxy_authentication_required, 407, "Proxy Authentication Required",  "RFC 3261 21.4.8")   \
  STATUS(request_timeout,              408, "Request Timeout",                 "RFC 3261 21.4.9")   \
  STATUS(conditional_request_failed,   412, "Conditional Request Failed",      "RFC 3903 11.2.1")   \
  STATUS(request_entity_too_large,     413, "Request Entity Too Large",        "RFC 3261 21.4.11")  \
  STATUS(request_uri_too_long,         414, "Request-URI Too Long",            "RFC 3261 21.4.12")  \
  STATUS(unsupported_media_type,       415, "Unsupported Media Type",          "RFC 3261 21.4.13")  \
  STATUS(unsupported_uri_scheme,       416, "Unsupported URI Scheme",          "RFC 3261 21.4.14")  \
  STATUS(bad_extension,                420, "Bad Extension",                   "RFC 3261 21.4.15")  \
  STATUS(extension_required,           421, "Extension Required",              "RFC 3261 21.4.16")  \
  STATUS(interval_too_brief,           423, "Interval Too Brief",              "RFC 3261 21.4.17")  \
  STATUS(temporarily_unavailable,      480, "Temporarily Unavailable",         "RFC 3261 21.4.18")  \
  STATUS(call_does_not_exist,          481, "Call/Transaction Does Not Exist", "RFC 3261 21.4.19")  \
  STATUS(loop_detected,                482, "Loop Detected",                   "RFC 3261 21.4.20")  \
  STATUS(too_many_hops,                483, "Too Many Hops",                   "RFC 3261 21.4.21")  \
  STATUS(address_incomplete,           484, "Address Incomplete",              "RFC 3261 21.4.22")  \
  STATUS(busy_here,                    486, "Busy Here",                       "RFC 3261 21.4.24")  \
  STATUS(not_acceptable_here,          488, "Not Acceptable Here",             "RFC 3261 21.4.26")  \
  STATUS(bad_event,                    489, "Bad Event",                       "RFC 6665 8.3.2")    \
  STATUS(server_internal_error,        500, "Server Internal Error",           "RFC 3261 21.5.1")   \
  STATUS(not_implemented,              501, "Not Implemented",                 "RFC 3261 21.5.2")   \
  STATUS(bad_gateway,                  502, "Bad Gateway",                     "RFC 3261 21.5.3")   \
  STATUS(service_unavailable,          503, "Service Unavailable",             "RFC 3261 21.5.4")   \
  STATUS(server_time_out,              504, "Server Time-out",                 "RFC 3261 21.5.5")   \
  STATUS(version_not_supported,        505, "Version Not Supported",           "RFC 3261 21.5.6")   \
  STATUS(message_too_large,            513, "Message Too Large",               "RFC 3261 21.5.7")   \
  STATUS(busy_everywhere,              600, "Busy Everywhere",                 "RFC 3261 21.6.1")   \
  STATUS(decline,                      603, "Decline",                         "RFC 3261 21.6.2")

#define SIPWRIGHT_PACKAGES(WORD)                                      \
  WORD(presence,         "presence",    "RFC 3856 6.1")               \
  WORD(dialog,           "dialog",      "RFC 4235 3.1")

#define SIPWRIGHT_MEDIA_TYPES(WORD)                                                \
  WORD(pidf,             "application/pidf+xml",          "RFC 3863 2.2")           \
  WORD(dialog_info,      "application/dialog-info+xml",   "RFC 4235 3.5")           \
  WORD(sdp,              "application/sdp",               "RFC 8866 8.1")           \
  WORD(plain,            "text/plain",                    "RFC 2046 4.1")

#define SIPWRIGHT_TRANSPORTS(WORD)                                    \
  WORD(udp,              "UDP",         "RFC 3261 20.42")             \
  WORD(tcp,              "TCP",         "RFC 3261 20.42")             \
  WORD(tls,              "TLS",         "RFC 3261 20.42")

#define SIPWRIGHT_OPTION_TAGS(WORD)                                   \
  WORD(path,             "path",        "RFC 3327 4")                 \
  WORD(gruu,             "gruu",        "RFC 5627 11.1")              \
  WORD(eventlist,        "eventlist",   "RFC 4662 4.1")               \
  WORD(tdialog,          "tdialog",     "RFC 4538 5")

#define SIPWRIGHT_SCHEMES(WORD)                                       \
  WORD(sip,              "sip",         "RFC 3261 19.1")              \
  WORD(sips,             "sips",        "RFC 3261 19.1")              \
  WORD(tel,              "tel",         "RFC 3966 3")                 \
  WORD(pres,             "pres",        "RFC 3859 3")

#define SIPWRIGHT_WORDS(WORD)                                         \
  WORD(sip_version,      "SIP/2.0",     "RFC 3261 7.1")               \
  WORD(magic_cookie,     "z9hG4bK",     "RFC 3261 8.1.1.7")           \
  WORD(branch,           "branch",      "RFC 3261 20.42")             \
  WORD(received,         "received",    "RFC 3261 18.2.1")            \
  WORD(rport,            "rport",       "RFC 3581 3")                 \
  WORD(maddr,            "maddr",       "RFC 3261 19.1.1")            \
  WORD(ttl,              "ttl",         "RFC 3261 19.1.1")            \
  WORD(transport,        "transport",   "RFC 3261 19.1.1")            \
  WORD(lr,               "lr",          "RFC 3261 19.1.1")            \
  WORD(tag,              "tag",         "RFC 3261 19.3")              \
  WORD(digest,           "Digest",      "RFC 7616 3.3")               \
  WORD(username,         "username",    "RFC 7616 3.4")               \
  WORD(realm,            "realm",       "RFC 7616 3.3")               \
  WORD(domain,           "domain",      "RFC 7616 3.3")               \
  WORD(nonce,            "nonce",       "RFC 7616 3.3")               \
  WORD(opaque,           "opaque",      "RFC 7616 3.3")               \
  WORD(stale,            "stale",       "RFC 7616 3.3")               \
  WORD(algorithm,        "algorithm",   "RFC 7616 3.3")               \
  WORD(qop,              "qop",         "RFC 7616 3.3")               \
  WORD(uri,              "uri",         "RFC 7616 3.4")               \
  WORD(response,         "response",    "RFC 7616 3.4")               \
  WORD(cnonce,           "cnonce",      "RFC 7616 3.4")               \
  WORD(nc,               "nc",          "RFC 7616 3.4")               \
  WORD(auth,             "auth",        "RFC 7616 3.3")               \
  WORD(auth_int,         "auth-int",    "RFC 7616 3.3")               \
  WORD(true_word,        "true",        "RFC 7616 3.3")               \
  WORD(false_word,       "false",       "RFC 7616 3.3")               \
  WORD(md5,              "MD5",         "RFC 7616 3.3")               \
  WORD(md5_sess,         "MD5-sess",    "RFC 7616 3.3")               \
  WORD(sha_256,          "SHA-256",     "RFC 7616 3.3")               \
  WORD(sha_256_sess,     "SHA-256-sess", "RFC 7616 3.3")              \
  WORD(sha_512_256,      "SHA-512-256", "RFC 7616 3.3")               \
  WORD(sha_512_256_sess, "SHA-512-256-sess", "RFC 7616 3.3")

// Durations. Expressions may use names above them; the unit is that of the literal (nanoseconds inside).
//       name            expression     source                what it bounds
#define SIPWRIGHT_TIMERS(TIMER)                                                                            \
  TIMER(T1,              500ms,         "RFC 3261 17.1.1.1",  "estimate of the round trip")                \
  TIMER(T2,              4s,            "RFC 3261 17.1.2.2",  "longest gap between two copies")            \
  TIMER(T4,              5s,            "RFC 3261 17.1.2.2",  "longest life of a message in the network")  \
  TIMER(E,               T1,            "RFC 3261 17.1.2.2",  "first gap between copies over UDP")         \
  TIMER(F,               64 * T1,       "RFC 3261 17.1.2.2",  "life of a client transaction")              \
  TIMER(J,               64 * T1,       "RFC 3261 17.2.2",    "memory of an answered request over UDP")    \
  TIMER(K,               T4,            "RFC 3261 17.1.2.2",  "memory of an answer over UDP")              \
  TIMER(trying,          T2 - T1,       "RFC 4320 4.1",       "earliest 100 over UDP, and when it is due") \
  TIMER(refresh_margin,  F + 2s,        "SW-01",              "a refresh survives one whole transaction")  \
  TIMER(gap_min,         1s,            "SW-02",              "shortest pause between answer and refresh") \
  TIMER(back_off_min,    1s,            "SW-03",              "first back-off, before jitter")             \
  TIMER(back_off_max,    60s,           "SW-03",              "longest back-off, before jitter")           \
  TIMER(shutdown_max,    F + 3s,        "SW-32",              "an agent ends, whatever its server does")

// Plain numbers.
//       name            value   unit        source               why
#define SIPWRIGHT_LIMITS(LIMIT)                                                                              \
  LIMIT(expires_s_default,    600,  "seconds",  "SW-04",            "asked for where the user does not say")  \
  LIMIT(max_forwards,         70,   "hops",     "RFC 3261 8.1.1.6", "what a client starts with")              \
  LIMIT(tag_octets_max,       512,  "octets",   "SW-05",            "longest entity-tag that is kept")        \
  LIMIT(amended_max,          4,    "requests", "SW-06",            "retries at once after 401, 407, 423")    \
  LIMIT(pause_s,              30,   "seconds",  "SW-20",            "Retry-After of an overloaded server")    \
  LIMIT(esc_expires_s_min,    60,   "seconds",  "SW-22",            "shortest lifetime a compositor honours") \
  LIMIT(esc_expires_s_max,    3600, "seconds",  "SW-22",            "longest lifetime a compositor grants")   \
  LIMIT(port_sip,             5060, "port",     "RFC 3261 19.1.2",  "UDP and TCP")                            \
  LIMIT(port_sips,            5061, "port",     "RFC 3261 19.1.2",  "TLS")                                    \
  LIMIT(udp_octets_max,       1300, "octets",   "RFC 3261 18.1.1",  "above it a stream transport is due")

// clang-format on

namespace sipwright::model {

namespace status {
#define STATUS(name, code, reason, source) inline constexpr std::uint16_t name = code;
SIPWRIGHT_STATUS_CODES(STATUS)
#undef STATUS
}  // namespace status

#define WORD(name, text, source) inline constexpr std::string_view name = text;
namespace method {
SIPWRIGHT_METHODS(WORD)
}
namespace package {
SIPWRIGHT_PACKAGES(WORD)
}
namespace media_type {
SIPWRIGHT_MEDIA_TYPES(WORD)
}
namespace transport {
SIPWRIGHT_TRANSPORTS(WORD)
}
namespace option_tag {
SIPWRIGHT_OPTION_TAGS(WORD)
}
namespace scheme {
SIPWRIGHT_SCHEMES(WORD)
}
namespace word {
SIPWRIGHT_WORDS(WORD)
}
#undef WORD

namespace timer {
using namespace std::chrono_literals;
#define TIMER(name, expression, source, purpose) inline constexpr std::chrono::nanoseconds name = expression;
SIPWRIGHT_TIMERS(TIMER)
#undef TIMER
}  // namespace timer

namespace limit {
#define LIMIT(name, value, unit, source, why) inline constexpr std::uint32_t name = value;
SIPWRIGHT_LIMITS(LIMIT)
#undef LIMIT
}  // namespace limit

// The reason phrase that the defining RFC gives; empty for a code that is not in the list.
constexpr std::string_view default_reason(std::uint16_t code) {
  switch (code) {
#define STATUS(name, value, reason, source) \
  case value:                               \
    return reason;
    SIPWRIGHT_STATUS_CODES(STATUS)
#undef STATUS
  }
  return {};
}

}  // namespace sipwright::model
