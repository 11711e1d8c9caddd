// The joint between syntax and behaviour: what the tables, the monitor and the agent know of a message.
//
// Every member names the grammar capture that fills it: `Header-Field/label/label` takes the value of that label in
// the first value of that header field, `#Header-Field` counts its rows, `=Header-Field` is its whole first value,
// and `Request-Line/...`, `Status-Line/...` reach into the start line. The generator refuses a path that the grammar
// does not have, and emits the same struct and its filler into the runtime (`sipwright/fields.hpp`).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sipwright::model {

// Views into the bytes of the message; `data() == nullptr` says that the message does not have it.
using text = std::string_view;
// An unsigned decimal; empty where the message does not have it. Values above 2^32-1 never get this far.
using number = std::optional<std::uint32_t>;
// How often a header field occurs (rows).
using count = std::uint32_t;

// clang-format off
//    type    member              capture                              source
#define SIPWRIGHT_FIELDS(FIELD)                                                                     \
  FIELD(text,   method,             "Request-Line/verb",               "RFC 3261 7.1")              \
  FIELD(text,   request_uri,        "Request-Line/target",           "RFC 3261 7.1")              \
  FIELD(number, status,             "Status-Line/code",            "RFC 3261 7.2")              \
  FIELD(text,   reason,             "Status-Line/phrase",          "RFC 3261 7.2")              \
  FIELD(text,   via_transport,      "Via/items/transportName",                     "RFC 3261 20.42")            \
  FIELD(text,   via_sent_by,        "Via/items/by",                        "RFC 3261 20.42")            \
  FIELD(text,   via_host,           "Via/items/by/hostPart",                   "RFC 3261 20.42")            \
  FIELD(number, via_port,           "Via/items/by/portNumber",                   "RFC 3261 20.42")            \
  FIELD(text,   via_branch,         "Via/items/branch",                        "RFC 3261 8.1.1.7")          \
  FIELD(text,   via_received,       "Via/items/received",                      "RFC 3261 18.2.1")           \
  FIELD(text,   via_rport,          "Via/items/rport",                         "RFC 3581 3")                \
  FIELD(text,   via_value,          "=Via",                              "RFC 3261 20.42")            \
  FIELD(count,  via_rows,           "#Via",                              "RFC 3261 20.42")            \
  FIELD(text,   from_uri,           "From/uri",                          "RFC 3261 20.20")            \
  FIELD(text,   from_tag,           "From/tag",                          "RFC 3261 19.3")             \
  FIELD(text,   from_value,         "=From",                             "RFC 3261 20.20")            \
  FIELD(text,   to_uri,             "To/uri",                            "RFC 3261 20.39")            \
  FIELD(text,   to_tag,             "To/tag",                            "RFC 3261 19.3")             \
  FIELD(text,   to_value,           "=To",                               "RFC 3261 20.39")            \
  FIELD(text,   call_id,            "=Call-ID",                          "RFC 3261 20.8")             \
  FIELD(number, cseq,               "CSeq/sequence",                     "RFC 3261 20.16")            \
  FIELD(text,   cseq_method,        "CSeq/verb",                       "RFC 3261 20.16")            \
  FIELD(number, max_forwards,       "Max-Forwards/hops",                 "RFC 3261 20.22")            \
  FIELD(text,   event,              "Event/package",                     "RFC 6665 8.4")              \
  FIELD(count,  event_rows,         "#Event",                            "RFC 3903 4.1")              \
  FIELD(number, expires,            "Expires/seconds",                   "RFC 3261 20.19")            \
  FIELD(count,  expires_rows,       "#Expires",                          "RFC 3903 6")                \
  FIELD(number, min_expires,        "Min-Expires/seconds",               "RFC 3261 20.23")            \
  FIELD(text,   etag,               "SIP-ETag/tag",                      "RFC 3903 11.3.1")           \
  FIELD(count,  etag_rows,          "#SIP-ETag",                         "RFC 3903 6")                \
  FIELD(text,   if_match,           "SIP-If-Match/tag",                  "RFC 3903 11.3.2")           \
  FIELD(count,  if_match_rows,      "#SIP-If-Match",                     "RFC 3903 6")                \
  FIELD(text,   content_type,       "Content-Type/media",            "RFC 3261 20.15")            \
  FIELD(number, content_length,     "Content-Length/octets",             "RFC 3261 20.14")            \
  FIELD(number, retry_after,        "Retry-After/seconds",               "RFC 3261 20.33")            \
  FIELD(text,   require,            "=Require",                          "RFC 3261 20.32")            \
  FIELD(text,   route,              "=Route",                            "RFC 3261 20.34")            \
  FIELD(text,   www_authenticate,   "=WWW-Authenticate",                 "RFC 3261 20.44")            \
  FIELD(text,   proxy_authenticate, "=Proxy-Authenticate",               "RFC 3261 20.27")            \
  FIELD(text,   authorization,      "=Authorization",                    "RFC 3261 20.7")             \
  FIELD(text,   proxy_authorization, "=Proxy-Authorization",             "RFC 3261 20.28")            \
  FIELD(text,   user_agent,         "=User-Agent",                       "RFC 3261 20.41")
// clang-format on

// One message, reduced. All views point into the buffer that was parsed and live as long as it does.
struct Fields {
  bool is_request = false;
#define FIELD(type, member, capture, source) type member{};
  SIPWRIGHT_FIELDS(FIELD)
#undef FIELD
  text body;   // exactly Content-Length octets; empty where there is none
  text bytes;  // the whole message
};

}  // namespace sipwright::model
