// A ladder diagram as text: who sent what to whom, when, and what got lost.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/time.hpp"

namespace sipwright::kit {

class Ladder {
 public:
  // Times are told since `origin`; without one, since the first line.
  explicit Ladder(std::optional<Instant> origin = std::nullopt) : origin_(origin) {}

  // One line; `from` and `to` are names. `label` says what was sent.
  void arrow(Instant time, std::string_view from, std::string_view to, std::string_view label, bool lost = false);
  // A remark across the ladder: a call begins, a compositor restarts.
  void note(Instant time, std::string_view text);

  // Columns are the names in order of first appearance. At most `lines_max`
  // lines, the first ones; a last line says how many more there were.
  std::string text(std::size_t lines_max = 200) const;

 private:
  struct Line {
    Instant time;
    std::string from;  // empty: a note
    std::string to;
    std::string label;
    bool lost;
  };
  std::optional<Instant> origin_;
  std::vector<Line> lines_;
};

// "PUBLISH refresh, SIP-If-Match a1, Expires 600" or "200 OK, SIP-ETag a2, Expires 600".
std::string label_of(std::string_view bytes);

}  // namespace sipwright::kit
