// The kernels that go byte by byte. SSE2 finds the empty line by vectors, but cannot look sixteen bytes up in
// a set, so that the rest is the same code for both.
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "sipwright/byte_sets.hpp"
#include "sipwright/header_slots.hpp"

#define SIPWRIGHT_KERNEL

namespace sipwright {
namespace {

// clang-format off
#include "core/kernel/bytes.inc"
#include "core/kernel/known_names.inc"
// clang-format on

template <int Table, int Bit, int Set>
SIPWRIGHT_KERNEL inline const char* skip(const char* p) {
  while (in<Table, Bit>(p)) ++p;
  return p;
}

// Each builds on those before it.
// clang-format off
#include "value_parsers.inc"
#include "core/kernel/names.inc"
#include "core/kernel/lines.inc"
// clang-format on

}  // namespace

const Kernel kernel_scalar = {"scalar", find_empty_line_bytewise, cut_head, parse_header_value};
#if defined(__x86_64__) || defined(__i386__)
const Kernel kernel_sse2 = {"sse2", find_empty_line_sse2, cut_head, parse_header_value};
#endif

}  // namespace sipwright
