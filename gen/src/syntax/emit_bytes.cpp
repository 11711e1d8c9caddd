// Lays the tested sets of bytes out in tables, and writes the conditions that use them.
#include "syntax/emit_bytes.hpp"

#include <cstdio>
#include <sstream>

namespace sipwright::gen {
namespace {

constexpr std::size_t bits_per_table = 64;

std::string literal(int byte) {
  char text[24];
  if (byte == '\'' || byte == '\\')
    std::snprintf(text, sizeof text, "'\\%c'", byte);
  else if (byte >= 0x20 && byte < 0x7F)
    std::snprintf(text, sizeof text, "'%c'", byte);
  else if (byte < 0x80)
    std::snprintf(text, sizeof text, "'\\x%02x'", static_cast<unsigned>(byte));
  else
    std::snprintf(text, sizeof text, "char(0x%02x)", static_cast<unsigned>(byte));
  return text;
}

}  // namespace

std::string ByteTests::test(const std::string& pointer, const ByteSet& bytes) {
  std::string at_end;
  if (bytes.test('\r'))
    at_end = bytes.count() == 1 ? " && is_fold(" + pointer + ")"
                                : " && (*" + pointer + " != '\\r' || is_fold(" + pointer + "))";
  if (bytes.count() == 1) {
    int byte = 0;
    while (!bytes.test(static_cast<std::size_t>(byte))) ++byte;
    return "*" + pointer + " == " + literal(byte) + at_end;
  }
  if (bytes.count() == 2) {
    int first = 0;
    while (!bytes.test(static_cast<std::size_t>(first))) ++first;
    int second = first + 1;
    while (!bytes.test(static_cast<std::size_t>(second))) ++second;
    if (at_end.empty() && first + 32 == second && first >= 'A' && first <= 'Z')
      return "(*" + pointer + " | 32) == " + literal(second);
  }
  const std::size_t number = number_of(bytes);
  return "in<" + std::to_string(number / bits_per_table) + ", " + std::to_string(number % bits_per_table) +
         ">(" + pointer + ")" + at_end;
}

std::size_t ByteTests::number_of(const ByteSet& bytes) {
  const auto [it, fresh] = numbers_.emplace(bytes.to_string(), sets_.size());
  if (fresh) sets_.push_back(bytes);
  return it->second;
}

std::string ByteTests::skip(const std::string& pointer, const ByteSet& bytes) {
  // A vector look-up costs about as much as three bytes one by one; sets like digits or blanks have short
  // runs. It knows ASCII only, and the CR at the end of a value must stop it.
  constexpr std::size_t worthwhile = 20;
  bool ascii = !bytes.test('\r');
  for (std::size_t b = 128; b < 256; ++b) ascii = ascii && !bytes.test(b);
  if (!ascii || bytes.count() < worthwhile) return skip_slowly(pointer, bytes);
  const auto [it, fresh] = runs_.emplace(bytes.to_string(), run_sets_.size());
  if (fresh) run_sets_.push_back(bytes);
  const std::size_t number = number_of(bytes);
  return pointer + " = skip<" + std::to_string(number / bits_per_table) + ", " +
         std::to_string(number % bits_per_table) + ", " + std::to_string(it->second) + ">(" + pointer +
         ");";
}

std::string ByteTests::skip_slowly(const std::string& pointer, const ByteSet& bytes) {
  return "while (" + test(pointer, bytes) + ") ++" + pointer + ";";
}

std::string ByteTests::tables() const {
  const std::size_t tables = (sets_.size() + bits_per_table - 1) / bits_per_table;
  std::ostringstream out;
  out << "// Bit N of the word of a byte: the byte is in set N.\ninline constexpr std::uint64_t byte_sets["
      << tables << "][256] = {\n";
  for (std::size_t table = 0; table < tables; ++table) {
    out << "    {";
    for (std::size_t b = 0; b < 256; ++b) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < bits_per_table && table * bits_per_table + i < sets_.size(); ++i)
        if (sets_[table * bits_per_table + i].test(b)) word |= std::uint64_t{1} << i;
      char text[32];
      std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(word));
      out << (b % 6 == 0 ? "\n        " : " ") << text << ",";
    }
    out << "\n    },\n";
  }
  out << "};\n\n// A set of ASCII bytes by halves: bit H of low[L] is set where the byte H * 16 + L is in "
         "the set.\n"
      << "alignas(16) inline constexpr std::uint8_t run_sets[" << run_sets_.size() << "][16] = {\n";
  for (const ByteSet& set : run_sets_) {
    out << "    {";
    for (std::size_t low = 0; low < 16; ++low) {
      unsigned bits = 0;
      for (std::size_t high = 0; high < 8; ++high) bits |= set.test(high * 16 + low) ? 1u << high : 0u;
      out << (low == 0 ? "" : ", ") << bits;
    }
    out << "},\n";
  }
  out << "};\n";
  return out.str();
}

}  // namespace sipwright::gen
