// The kernel for x86 with AVX2: line ends and runs of characters go 32 bytes at a time. A run is a look-up of
// both halves of each byte: bit H of low[L] says whether byte H * 16 + L is in the set, and the high half
// picks bit H.
#if defined(__x86_64__) || defined(__i386__)

#include <immintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "sipwright/byte_sets.hpp"
#include "sipwright/header_slots.hpp"

#define SIPWRIGHT_KERNEL __attribute__((target("avx2,bmi")))

namespace sipwright {
namespace {

#include "core/kernel/bytes.inc"

template <int Table, int Bit, int Set>
SIPWRIGHT_KERNEL inline const char* skip(const char* p, const Cursor& c) {
  const __m256i low =
      _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(run_sets[Set])));
  const __m256i high = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16,
                                        32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  for (; c.stop - p >= 32; p += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i row = _mm256_shuffle_epi8(low, bytes);
    const __m256i half = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    const __m256i bit = _mm256_shuffle_epi8(high, half);
    const __m256i outside = _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256());
    const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(outside));
    if (mask != 0) return p + std::countr_zero(mask);
  }
  while (in<Table, Bit>(p)) ++p;
  return p;
}

SIPWRIGHT_KERNEL inline bool same_name(const char* name, const HeaderSlot& slot, const Cursor& c) {
  if (c.stop - name < 32) {
    for (std::size_t i = 0; i < slot.length; ++i)
      if ((name[i] | 0x20) != slot.name[i]) return false;
    return true;
  }
  const __m256i found =
      _mm256_or_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(name)), _mm256_set1_epi8(0x20));
  const __m256i wanted = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(slot.name));
  const auto same = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, wanted)));
  return static_cast<unsigned>(std::countr_one(same)) >= slot.length;
}

// Which of the bytes at `p` are `byte`.
SIPWRIGHT_KERNEL inline __m256i is(const char* p, __m256i byte) {
  return _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)), byte);
}

SIPWRIGHT_KERNEL const char* find_empty_line(const char* p, const char* stop) {
  const __m256i cr = _mm256_set1_epi8('\r');
  const __m256i lf = _mm256_set1_epi8('\n');
  for (; stop - p >= 35; p += 32) {
    const __m256i found = _mm256_and_si256(_mm256_and_si256(is(p, cr), is(p + 1, lf)),
                                           _mm256_and_si256(is(p + 2, cr), is(p + 3, lf)));
    const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(found));
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

const Kernel kernel_avx2 = {"avx2", find_empty_line, cut_head, parse_header_value};

}  // namespace sipwright

#endif
