// A stranger: somebody else who publishes for the same presentity, well or badly. Only the compositor's end sees it.
//
// Its requests meet the premises that a correct agent never meets: several faults in one request, an interval that is
// too brief, a tag that nobody gave, and a second publication of one presentity.
#pragma once

#include <string>

#include "sipwright/endpoint.hpp"

namespace sipwright::kit {

enum class Oddity : unsigned char {
  unknown_package,        // 489
  unknown_package_and_tag,
  too_brief,              // 423, if the compositor has a minimum
  unknown_tag_too_brief,  // 412
  unknown_tag,
  second_publication,     // 200, lives for a minute or the compositor's minimum
  count,
};

// `number` makes branch and Call-ID unique.
std::string stranger_says(Oddity oddity, const std::string& resource, std::uint32_t expires_s_min,
                          std::string_view transport, unsigned number);

inline constexpr const char* stranger_address = "203.0.113.9";

}  // namespace sipwright::kit
