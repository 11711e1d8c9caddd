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

  // One line; `from` and `to` are names. `label` says what was sent, `resource` for whom: a Request-URI; empty:
  // unknown.
  void arrow(Instant time, std::string_view from, std::string_view to, std::string_view label, bool lost = false,
             std::string_view resource = {});
  // A remark across the ladder: a call begins, a compositor restarts.
  void note(Instant time, std::string_view text);

  // Columns are the names in order of first appearance. At most `lines_max`
  // lines, the first ones; a last line says how many more there were.
  std::string text(std::size_t lines_max = 200) const;

  // What is to be seen of a long ladder: the lines around a moment that concern one party and one Request-URI.
  struct Focus {
    Duration since_origin{};
    std::string agent;     // empty, or one that has no part in the ladder: every party
    std::string resource;  // empty: every Request-URI; remarks that name none are shown in any case
    std::string remark;    // written at the moment
    std::size_t before = 60, after = 5;
  };
  // A last line says how many lines there are beside those.
  std::string around(Focus focus) const;

 private:
  struct Line {
    Instant time;
    std::string from;  // empty: a note
    std::string to;
    std::string label;
    bool lost;
    std::string resource;
  };
  using Lines = std::vector<const Line*>;

  static bool concerns(const Line& line, const Focus& focus);
  Instant start() const { return origin_.value_or(lines_.empty() ? Instant{} : lines_.front().time); }
  std::string drawn(const Lines& lines) const;

  std::optional<Instant> origin_;
  std::vector<Line> lines_;
};

// The Request-URI of a request, or the URI that an answer names in To.
std::string resource_of(std::string_view bytes);
// "PUBLISH refresh, SIP-If-Match a1, Expires 600" or "200 OK, SIP-ETag a2, Expires 600".
std::string label_of(std::string_view bytes);

}  // namespace sipwright::kit
