// Request-URIs as keys: two spellings of one URI are one resource (RFC 3261 section 19.1.4).
#pragma once

#include <string>
#include <string_view>

namespace sipwright::model {

// The comparison of RFC 3261 is not transitive, so one canonical form cannot express it. A row that accuses because
// two URIs are equal uses `strict`; a row that excuses because they are equal uses `loose`.
enum class UriForm {
  strict,  // all parameters kept: equal only if certainly equal
  loose,   // parameters that may be missing on one side are dropped: different only if certainly different
};

// Scheme, host and parameters in lower case, needless escapes decoded, parameters sorted, headers dropped. Any text is
// accepted: what is no SIP URI is returned as it is.
std::string canonical_uri(std::string_view uri, UriForm form);
// The same without a copy where `uri` is canonical already, as nearly all are; else the view points into `room`.
std::string_view canonical_uri(std::string_view uri, UriForm form, std::string& room);

// Lower-case copy (ASCII), for hosts and event packages.
std::string lower(std::string_view value);
// The same without a copy where there is nothing to change.
std::string_view lower(std::string_view value, std::string& room);

}  // namespace sipwright::model
