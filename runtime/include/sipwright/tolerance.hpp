// Takes messages that deviate from the grammar in ways that peers are known for: each by name, and none unasked.
//
//   ToleranceSet allowed;
//   allowed.insert(Tolerance::lone_line_feeds);
//   std::string text(received);
//   ParseOptions options;
//   options.name_rule = true;  // a mend depends on the rule that stops
//   for (std::size_t i = 0; i <= limits::mends_max; ++i) {
//     const Verdict verdict = parse(text, message, options);
//     const std::optional<Mend> mend = find_mend(message, verdict, allowed);
//     if (!mend) break;  // accepted, or not to be mended
//     report(mend->tolerance);
//     text.replace(mend->at, mend->taken, mend->put());
//   }
//
// The message that comes out is judged as strictly as any other. Which deviations there are, and why they may be
// tolerated, stands in the grammar (@tolerate; sipwright/tolerances.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sipwright/parser.hpp"
#include "sipwright/tolerances.hpp"

namespace sipwright {

namespace limits {
inline constexpr std::size_t mends_max = 512;  // of one message: as many lines and blanks as anybody needs
}  // namespace limits

class ToleranceSet {
 public:
  constexpr void insert(Tolerance tolerance) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(tolerance); }
  constexpr bool contains(Tolerance tolerance) const {
    return (bits_ >> static_cast<unsigned>(tolerance) & 1) != 0;
  }

 private:
  static_assert(tolerance_count <= 64);
  std::uint64_t bits_ = 0;
};

// All of them.
ToleranceSet all_tolerances();

// The one of that name, as name_of() gives it; nothing where there is none.
std::optional<Tolerance> find_tolerance(std::string_view name);

// One change to the text of a message: `taken` octets from `at` on make way for what put() gives.
struct Mend {
  Tolerance tolerance;
  std::size_t at = 0;
  std::size_t taken = 0;
  std::size_t met_at = 0;  // the offset that is told: where the deviation shows

  // What comes in; it belongs to this object.
  std::string_view put() const { return {octets.data(), size}; }

  std::array<char, 128> octets{};
  std::size_t size = 0;
};

// What mends the fault that parse() found with ParseOptions::name_rule in the octets that `message` still holds.
// Nothing where the verdict is valid, or no tolerance of `allowed` fits. To be asked again after each change: a message
// may deviate in several ways, or in one several times. Does not allocate.
std::optional<Mend> find_mend(const Message& message, const Verdict& verdict, const ToleranceSet& allowed);

}  // namespace sipwright
