// Do the generated parser and the reference parser say the same of these octets: verdict, rows, captures, body?
//
// Which kernel parses is drawn from the input, so that each of them meets every kind of input.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "kit/oracle/differential.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto message = std::make_unique<sipwright::Message>();
  constexpr const char* kernels[] = {"avx2", "sse2", "scalar"};
  sipwright::use_kernel(kernels[size % 3]);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const sipwright::kit::Comparison comparison = sipwright::kit::compare_message(bytes, *message);
  if (comparison.difference.empty()) return 0;
  std::fprintf(stderr, "the parsers differ: %s\n  message: \"%s\"\n", comparison.difference.c_str(),
               sipwright::kit::printable(bytes).c_str());
  std::abort();
}
