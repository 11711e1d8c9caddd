// Namespaces and activity names of presence documents.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace sipwright::presence::ns {

inline constexpr std::string_view pidf = "urn:ietf:params:xml:ns:pidf";                   // RFC 3863 4.1.1
inline constexpr std::string_view data_model = "urn:ietf:params:xml:ns:pidf:data-model";  // RFC 4479 5.1
inline constexpr std::string_view rpid = "urn:ietf:params:xml:ns:pidf:rpid";              // RFC 4480 3.1
inline constexpr std::string_view cipid = "urn:ietf:params:xml:ns:pidf:cipid";            // RFC 4482 1

// Names of the drafts before RFC 4480. The first two stand in the gateway's document (the second is declared
// there and never used); the third is what RFC 4480 7.2 registers its schema under.
inline constexpr std::string_view draft_status = "urn:ietf:params:xml:ns:pidf:status:rpid-status";
inline constexpr std::string_view draft_tuple = "urn:ietf:params:xml:ns:pidf:rpid-tuple";
inline constexpr std::string_view registered_schema = "urn:ietf:params:xml:ns:pidf:status:rpid";

inline constexpr bool is_draft(std::string_view name) {
  return name == draft_status || name == draft_tuple || name == registered_schema;
}

}  // namespace sipwright::presence::ns

namespace sipwright::presence {

// RFC 4480 3.2. `lunch` is missing on purpose: the RFC's text has it and its schema has not, so a strict
// receiver would refuse it; it is written as free words like everything else that is not here, and read in
// either form.
inline constexpr std::array<std::string_view, 25> activity_names{
    "appointment",  "away",        "breakfast",         "busy",     "dinner",
    "holiday",      "in-transit",  "looking-for-work",  "meal",     "meeting",
    "on-the-phone", "performance", "permanent-absence", "playing",  "presentation",
    "shopping",     "sleeping",    "spectator",         "steering", "travel",
    "tv",           "unknown",     "vacation",          "working",  "worship"};

inline bool is_activity_name(std::string_view word) {
  return !word.empty() &&
         std::find(activity_names.begin(), activity_names.end(), word) != activity_names.end();
}

}  // namespace sipwright::presence
