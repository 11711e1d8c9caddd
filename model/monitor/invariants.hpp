// The invariants that the monitor judges: number, name, who is judged, and the requirements behind each.
//
// The wording lives in model/invariants.csv; a test compares this table with it and checks that every requirement id
// exists in model/requirements.csv. `OWN` marks what is our own strengthening of the text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sipwright::model {

enum class Role : std::uint8_t { epa, esc };

// clang-format off
//      number  role  name in the catalogue                  requirement ids
#define SIPWRIGHT_INVARIANTS(ROW)                                                                                    \
  ROW(01, epa, "one outstanding PUBLISH per Request-URI",    "RFC3903-4-11")                                         \
  ROW(02, epa, "one outstanding PUBLISH per publication",    "RFC3903-4-11")                                         \
  ROW(03, epa, "If-Match is the newest tag",                 "RFC3903-4.1-04 RFC3903-4.3-05 RFC3903-4.4-04")         \
  ROW(04, epa, "If-Match provenance",                        "RFC3903-4.1-05 RFC5839-4-01")                          \
  ROW(05, epa, "no use of a dead tag",                       "RFC3903-3-05 RFC3903-5-02 RFC3903-5-04")               \
  ROW(06, epa, "shape table",                                "RFC3903-4.1-11")                                       \
  ROW(07, epa, "initial shape",                              "RFC3903-4.1-07 RFC3903-4.2-03 RFC3261-7.4.1-01")       \
  ROW(08, epa, "refresh has no body",                        "RFC3903-4.1-08 RFC3903-4.3-12")                        \
  ROW(09, epa, "modify has tag and body",                    "RFC3903-4.1-09 RFC3903-4.4-01 RFC3903-4.4-02")         \
  ROW(10, epa, "removal shape",                              "RFC3903-4.1-10 RFC3903-4.5-01 RFC3903-4.5-02")         \
  ROW(11, epa, "refresh before expiry (timed liveness)",     "RFC3903-4.3-01 RFC4321-1.1-02")                        \
  ROW(12, esc, "grant not longer than asked",                "RFC3903-4.2-06 RFC3903-4.3-08 RFC3903-4.4-07")         \
  ROW(13, esc, "2xx is complete",                            "RFC3903-6-29 RFC3903-6-30 RFC3903-11.1.1-03")          \
  ROW(14, esc, "tags unique over history",                   "RFC3903-6-32 RFC3903-6-33")                            \
  ROW(15, esc, "tag rotates on every success",               "RFC3903-6-31")                                         \
  ROW(16, esc, "superseded tag is dead",                     "RFC3903-6-13 RFC3903-6-31")
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

// A set of invariants; fifty rows will fit.
using InvariantSet = std::uint64_t;
inline constexpr InvariantSet bit(Invariant invariant) { return InvariantSet{1} << static_cast<unsigned>(invariant); }

}  // namespace sipwright::model
