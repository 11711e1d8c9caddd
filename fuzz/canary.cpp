// The alarm's own test: a parser with a planted fault, which takes a ~ for a blank. A fuzzer that does not find it
// within its time would not find a real difference either.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "sipwright/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto message = std::make_unique<sipwright::Message>();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string changed(bytes);
  std::replace(changed.begin(), changed.end(), '~', ' ');
  const sipwright::Verdict verdict = sipwright::parse(bytes, *message);
  if (sipwright::parse(changed, *message).kind != verdict.kind) std::abort();
  return 0;
}
