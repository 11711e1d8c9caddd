// Nothing but the core.
#include <cstdio>
#include <sipwright/parser.hpp>

int main() {
  static sipwright::Message message;
  const auto verdict = sipwright::parse("no message", message);
  std::printf("%s\n", verdict.describe().c_str());
  return verdict.accepted() ? 1 : 0;
}
