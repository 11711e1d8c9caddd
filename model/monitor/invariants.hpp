// The invariants that the monitor judges: number, name, who is judged, and the requirements behind each.
//
// The wording lives in model/invariants.csv; a test compares this table with it and checks that every requirement id
// exists in model/requirements.csv.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sipwright::model {

enum class Role : std::uint8_t { epa, esc, uac, uas, both };

// clang-format off
//      number  role  name in the catalogue                  requirement ids
#define SIPWRIGHT_INVARIANTS(ROW)                                                                                     \
  ROW(01, epa,  "one outstanding PUBLISH per Request-URI",    "RFC3903-4-11")                                         \
  ROW(02, epa,  "one outstanding PUBLISH per publication",    "RFC3903-4-11")                                         \
  ROW(03, epa,  "If-Match is the newest tag",                 "RFC3903-4.1-04 RFC3903-4.3-05 RFC3903-4.4-04")         \
  ROW(04, epa,  "If-Match provenance",                        "RFC3903-4.1-05 RFC5839-4-01")                          \
  ROW(05, epa,  "no use of a dead tag",                       "RFC3903-3-05 RFC3903-5-02 RFC3903-5-04")               \
  ROW(06, epa,  "shape table",                                "RFC3903-4.1-11")                                       \
  ROW(07, epa,  "initial shape",                              "RFC3903-4.1-07 RFC3903-4.2-03 RFC3261-7.4.1-01")       \
  ROW(08, epa,  "refresh has no body",                        "RFC3903-4.1-08 RFC3903-4.3-12")                        \
  ROW(09, epa,  "modify has tag and body",                    "RFC3903-4.1-09 RFC3903-4.4-01 RFC3903-4.4-02")         \
  ROW(10, epa,  "removal shape",                              "RFC3903-4.1-10 RFC3903-4.5-01 RFC3903-4.5-02")         \
  ROW(11, epa,  "refresh before expiry (timed liveness)",     "RFC3903-4.3-01 RFC4321-1.1-02")                        \
  ROW(12, esc,  "grant not longer than asked",                "RFC3903-4.2-06 RFC3903-4.3-08 RFC3903-4.4-07")         \
  ROW(13, esc,  "2xx is complete",                                                                                    \
      "RFC3903-6-29 RFC3903-6-30 RFC3903-11.1.1-03 RFC3903-4.1-03 RFC3903-4.3-04 ")                                   \
  ROW(14, esc,  "tags unique over history",                   "RFC3903-6-32 RFC3903-6-33")                            \
  ROW(15, esc,  "tag rotates on every success",               "RFC3903-6-31")                                         \
  ROW(16, esc,  "superseded tag is dead",                     "RFC3903-6-13 RFC3903-6-31")                            \
  ROW(17, esc,  "conditional success iff live",                                                                       \
      "RFC3903-6-13 RFC3903-4.3-03 RFC3903-4.3-06 RFC3903-4.4-05 ")                                                   \
  ROW(18, epa,  "412 leads to a fresh start",                 "RFC3903-5-03 RFC3903-3-05 RFC3903-5-04")               \
  ROW(19, epa,  "412 is not retried",                         "RFC3903-5-02")                                         \
  ROW(20, epa,  "after 423 ask enough",                       "RFC3903-5-05")                                         \
  ROW(21, esc,  "423 is legitimate",                                                                                  \
      "RFC3903-6-17 RFC3903-6-19 RFC3261-21.4.17-01 RFC3903-11.1.1-04 ")                                              \
  ROW(22, esc,  "removal is never too brief",                 "RFC3903-6-18")                                         \
  ROW(23, esc,  "soft state ends at the granted time",        "RFC3903-3-02 RFC3903-3-04 RFC3903-4.2-09")             \
  ROW(24, esc,  "removal is final",                           "RFC3903-6-25 RFC3903-6-36 RFC3903-4.5-03")             \
  ROW(25, uac,  "retransmission is byte-identical",           "RFC3261-17.1.2.2-01 RFC3263-4-01")                     \
  ROW(26, uac,  "retransmission schedule",                                                                            \
      "RFC3261-17.1.2.2-01 RFC3261-17.1.2.2-03 RFC3261-17.1.2.2-06")                                                  \
  ROW(27, uas,  "retransmission is answered alike and changes nothing", "RFC3261-17.2.2-01 RFC3261-17.2.3-01")        \
  ROW(28, uas,  "one final response",                         "RFC3261-17.2.2-02")                                    \
  ROW(29, uas,  "provisional discipline",                     "RFC4320-4.1-01 RFC4320-4.1-02 RFC4320-4.1-03")         \
  ROW(30, uas,  "no 408 to PUBLISH",                          "RFC4320-4.2-01")                                       \
  ROW(31, uac,  "fresh branch per transaction",               "RFC3261-8.1.1.7-01 RFC3261-8.1.1.7-02")                \
  ROW(32, uac,  "CSeq increases in a call id",                "RFC3261-22.2-03 RFC3261-8.1.3.5-01")                   \
  ROW(33, uac,  "Call-ID is unique to one originator",        "RFC3261-8.1.1.4-01")                                   \
  ROW(34, uas,  "response mirrors request",                   "RFC3261-8.2.6.2-01 RFC3261-8.2.6.2-02")                \
  ROW(35, esc,  "serial order at the compositor",             "RFC3903-6-05")                                         \
  ROW(36, esc,  "failure changes nothing",                    "RFC3903-6-06 RFC3261-8.2-01")                          \
  ROW(37, esc,  "isolation",                                  "RFC3903-3-01 RFC3903-4.1-12")                          \
  ROW(38, esc,  "refresh is silent",                          "RFC3903-4.3-11")                                       \
  ROW(39, esc,  "order of errors",                            "RFC3903-6-34 RFC3903-6-07")                            \
  ROW(40, both, "no challenge loop",                          "RFC3261-22.1-02 RFC7616-3.3-01")                       \
  ROW(41, both, "nonce count and replay",                     "RFC7616-3.4-01 RFC7616-3.4-02 RFC3903-14.3-01")        \
  ROW(42, epa,  "push-back is obeyed",                        "RFC3903-9-03 RFC3261-21.5.4-01")                       \
  ROW(43, uac,  "every transaction ends",                     "RFC3261-17.1.2.2-02")                                  \
  ROW(44, epa,  "eventual publication (liveness)",            "RFC3903-5-03 SW-03")                                   \
  ROW(45, both, "orphans are bounded",                        "RFC4321-1.1-02 RFC3903-4.2-09")                        \
  ROW(46, epa,  "tuple ids persist",                          "RFC3903-10.4-02 RFC3903-10.4-03 RFC3863-4.1.2-01")     \
  ROW(47, both, "Content-Length equals body octets",                                                                  \
      "RFC3261-20.14-01 RFC3261-18.3-02 RFC3903-11.1.1-08 ")                                                          \
  ROW(48, uac,  "large requests avoid UDP",                   "RFC3261-18.1.1-01")                                    \
  ROW(49, epa,  "no dialog, no route learning",                                                                       \
      "RFC3903-4-08 RFC3903-4-05 RFC3261-8.1.1.2-01 RFC3903-4-07 ")                                                   \
  ROW(50, both, "tag is echoed octet for octet",              "RFC3903-8.2-01 RFC5839-6.2-01")
// clang-format on

enum class Invariant : std::uint8_t {
#define ROW(number, role, name, requirements) inv_##number,
  SIPWRIGHT_INVARIANTS(ROW)
#undef ROW
};

struct InvariantRow {
  std::string_view id;
  Role role;
  std::string_view name;
  std::string_view requirements;  // separated by one space
};

inline constexpr std::array invariant_rows = {
#define ROW(number, role, name, requirements) InvariantRow{"INV-" #number, Role::role, name, requirements},
    SIPWRIGHT_INVARIANTS(ROW)
#undef ROW
};

inline constexpr std::size_t invariants_count = invariant_rows.size();

inline constexpr const InvariantRow& row_of(Invariant invariant) {
  return invariant_rows[static_cast<std::size_t>(invariant)];
}

using InvariantSet = std::uint64_t;
inline constexpr InvariantSet bit(Invariant invariant) { return InvariantSet{1} << static_cast<unsigned>(invariant); }

// The rows by which agents, and compositors, are judged.
namespace rows {
template <class Is>
constexpr InvariantSet those(Is is) {
  InvariantSet set = 0;
  for (std::size_t i = 0; i < invariants_count; ++i)
    if (is(invariant_rows[i].role)) set |= InvariantSet{1} << i;
  return set;
}
}  // namespace rows
inline constexpr InvariantSet agent_rows =
    rows::those([](Role role) { return role == Role::epa || role == Role::uac || role == Role::both; });
inline constexpr InvariantSet compositor_rows =
    rows::those([](Role role) { return role == Role::esc || role == Role::uas || role == Role::both; });

}  // namespace sipwright::model
