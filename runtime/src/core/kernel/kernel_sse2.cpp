// The kernel for every x86-64: line ends are found sixteen bytes at a time. SSE2 cannot look sixteen bytes up
// in a set, so runs go byte by byte.
#if defined(__x86_64__) || defined(__i386__)

#include <emmintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "sipwright/byte_sets.hpp"
#include "sipwright/header_slots.hpp"

#define SIPWRIGHT_KERNEL __attribute__((target("sse2")))

namespace sipwright {
namespace {

#include "core/kernel/bytes.inc"
#include "core/kernel/skip_scalar.inc"

// Which of the bytes at `p` are `byte`.
SIPWRIGHT_KERNEL inline __m128i is(const char* p, __m128i byte) {
  return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), byte);
}

SIPWRIGHT_KERNEL inline const char* find_empty_line(const char* p, const char* stop) {
  const __m128i cr = _mm_set1_epi8('\r');
  const __m128i lf = _mm_set1_epi8('\n');
  for (; stop - p >= 19; p += 16) {
    const __m128i found =
        _mm_and_si128(_mm_and_si128(is(p, cr), is(p + 1, lf)), _mm_and_si128(is(p + 2, cr), is(p + 3, lf)));
    const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
    if (mask != 0) return p + std::countr_zero(mask) + 2;
  }
  return find_empty_line_bytewise(p, stop);
}

// The second builds on the first.
// clang-format off
#include "value_parsers.inc"
#include "core/kernel/lines.inc"
// clang-format on

}  // namespace

const Kernel kernel_sse2 = {"sse2", cut_head, parse_header_value};

}  // namespace sipwright

#endif
