// What the framer must know of a message head: the length that it states for its body.
#pragma once

#include <cstdint>
#include <string_view>

#include "sipwright/framer.hpp"

namespace sipwright {

struct StatedLength {
  FrameError error = FrameError::none;
  std::uint64_t octets = 0;
};

// `head` ends with its empty line. Only Content-Length is judged: other faults are for the parser to report.
[[nodiscard]] StatedLength stated_length(std::string_view head);

}  // namespace sipwright
