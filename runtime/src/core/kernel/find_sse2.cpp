// Finds the empty line sixteen bytes at a time, on every x86-64.
#if defined(__x86_64__) || defined(__i386__)

#include <emmintrin.h>

#include <bit>
#include <cstdint>

#include "core/kernel/kernel.hpp"

#define SIPWRIGHT_KERNEL __attribute__((target("sse2")))

namespace sipwright {
namespace {

// Which of the bytes at `p` are `byte`.
SIPWRIGHT_KERNEL inline __m128i is(const char* p, __m128i byte) {
  return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), byte);
}

}  // namespace

SIPWRIGHT_KERNEL const char* find_empty_line_sse2(const char* p, const char* stop) {
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

}  // namespace sipwright

#endif
