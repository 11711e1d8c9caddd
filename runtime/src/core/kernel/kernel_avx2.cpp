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

// clang-format off
#include "core/kernel/bytes.inc"
#include "core/kernel/known_names.inc"
// clang-format on

template <int Table, int Bit, int Set>
SIPWRIGHT_KERNEL inline const char* skip(const char* p) {
  const __m256i low =
      _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(run_sets[Set])));
  const __m256i high = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16,
                                        32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  for (;; p += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i row = _mm256_shuffle_epi8(low, bytes);
    const __m256i half = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    const __m256i bit = _mm256_shuffle_epi8(high, half);
    const __m256i outside = _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256());
    const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(outside));
    if (mask != 0) return p + std::countr_zero(mask);
  }
}

// Which of the bytes at `p` are `byte`.
SIPWRIGHT_KERNEL inline __m256i is(const char* p, __m256i byte) {
  return _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)), byte);
}

SIPWRIGHT_KERNEL inline std::uint32_t mask_of(__m256i found) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(found));
}

constexpr std::ptrdiff_t block = 64;
constexpr std::ptrdiff_t block_octets = block + 3;  // that a block's places reach to

// The empty line that begins at one of the `block` places from `p` on, or null. LF and CR side by side stand at the end
// of nearly every head and nowhere else in it.
SIPWRIGHT_KERNEL inline const char* empty_line_in(const char* p) {
  const __m256i cr = _mm256_set1_epi8('\r');
  const __m256i lf = _mm256_set1_epi8('\n');
  const __m256i first = _mm256_and_si256(is(p + 1, lf), is(p + 2, cr));
  const __m256i second = _mm256_and_si256(is(p + 33, lf), is(p + 34, cr));
  if (mask_of(_mm256_or_si256(first, second)) == 0) return nullptr;
  std::uint64_t found = mask_of(first) | std::uint64_t{mask_of(second)} << 32;
  for (; found != 0; found &= found - 1) {
    const char* const at = p + std::countr_zero(found);
    if (at[0] == '\r' && at[3] == '\n') return at + 2;
  }
  return nullptr;
}

SIPWRIGHT_KERNEL const char* find_empty_line(const char* begin, const char* stop) {
  const char* p = begin;
  for (; stop - p >= block_octets; p += block)
    if (const char* const found = empty_line_in(p)) return found;
  // The rest fills no block: the last one that fits goes over some of what has been seen.
  if (stop - begin >= block_octets) return empty_line_in(stop - block_octets);
  return find_empty_line_bytewise(p, stop);
}

// The colon is looked for at once in all the places where it can stand behind a known name.
SIPWRIGHT_KERNEL inline FieldName known_name(const char* line) {
  const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(line));
  const std::uint32_t colons = mask_of(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(':')));
  const auto length = static_cast<std::size_t>(_tzcnt_u32(colons));  // 32 where there is none
  const std::size_t number = slot_number(line, length);
  const HeaderSlot& slot = header_slots[number];
  const __m256i different = _mm256_xor_si256(text, _mm256_load_si256(reinterpret_cast<const __m256i*>(slot.name)));
  const __m256i mask = _mm256_load_si256(reinterpret_cast<const __m256i*>(slot.mask));
  if (!_mm256_testz_si256(different, mask)) return {0, Header::other};
  return {length, slot_headers[number]};
}

// The CR that ends the value, over folds and whatever else stands there.
SIPWRIGHT_KERNEL inline const char* find_line_end(const char* p) {
  const __m256i cr = _mm256_set1_epi8('\r');
  for (;;) {
    const std::uint32_t found = mask_of(is(p, cr));
    if (found == 0) {
      p += 32;
      continue;
    }
    p += std::countr_zero(found);
    if (is_line_end(p)) return p;
    ++p;
  }
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
