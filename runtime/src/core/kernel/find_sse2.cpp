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

SIPWRIGHT_KERNEL inline unsigned mask_of(__m128i found) { return static_cast<unsigned>(_mm_movemask_epi8(found)); }

constexpr std::ptrdiff_t block = 32;
constexpr std::ptrdiff_t block_octets = block + 3;  // that a block's places reach to

// The empty line that begins at one of the `block` places from `p` on, or null. LF and CR side by side stand at the end
// of nearly every head and nowhere else in it.
SIPWRIGHT_KERNEL inline const char* empty_line_in(const char* p) {
  const __m128i cr = _mm_set1_epi8('\r');
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i first = _mm_and_si128(is(p + 1, lf), is(p + 2, cr));
  const __m128i second = _mm_and_si128(is(p + 17, lf), is(p + 18, cr));
  if (mask_of(_mm_or_si128(first, second)) == 0) return nullptr;
  for (unsigned found = mask_of(first) | mask_of(second) << 16; found != 0; found &= found - 1) {
    const char* const at = p + std::countr_zero(found);
    if (at[0] == '\r' && at[3] == '\n') return at + 2;
  }
  return nullptr;
}

}  // namespace

SIPWRIGHT_KERNEL const char* find_empty_line_sse2(const char* begin, const char* stop) {
  const char* p = begin;
  for (; stop - p >= block_octets; p += block)
    if (const char* const found = empty_line_in(p)) return found;
  // The rest fills no block: the last one that fits goes over some of what has been seen.
  if (stop - begin >= block_octets) return empty_line_in(stop - block_octets);
  return find_empty_line_bytewise(p, stop);
}

}  // namespace sipwright

#endif
