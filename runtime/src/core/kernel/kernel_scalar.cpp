// The kernel that any machine can run: one byte after the other.
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "sipwright/byte_sets.hpp"
#include "sipwright/header_slots.hpp"

#define SIPWRIGHT_KERNEL

namespace sipwright {
namespace {

#include "core/kernel/bytes.inc"
#include "core/kernel/skip_scalar.inc"

inline const char* find_empty_line(const char* p, const char* stop) {
  return find_empty_line_bytewise(p, stop);
}

// The second builds on the first.
// clang-format off
#include "value_parsers.inc"
#include "core/kernel/lines.inc"
// clang-format on

}  // namespace

const Kernel kernel_scalar = {"scalar", cut_head, parse_header_value};

}  // namespace sipwright
