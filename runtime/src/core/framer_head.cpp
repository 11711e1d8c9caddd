// Finds the Content-Length in a head by the generated scanners, and leaves all other fields alone.
#include "core/framer_head.hpp"

#include <array>

#include "core/kernel/kernel.hpp"
#include "sipwright/limits.hpp"

namespace sipwright {
namespace {

constexpr std::string_view line_end = "\r\n";

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Takes one header field off the head, with the lines that are folded into it (RFC 3261 7.3.1), without its
// line end.
std::string_view take_field(std::string_view& head) {
  std::size_t end = head.find(line_end);
  while (end != std::string_view::npos && end + line_end.size() < head.size() &&
         is_blank(head[end + line_end.size()])) {
    end = head.find(line_end, end + line_end.size());
  }
  const std::string_view field = head.substr(0, end);
  head.remove_prefix(end == std::string_view::npos ? head.size() : end + line_end.size());
  return field;
}

std::string_view without_blanks(std::string_view value) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = value.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(blanks) - first + 1);
}

// The number, or nothing where the value does not follow its rule or the number its range.
bool read_number(std::string_view value, std::uint64_t& number) {
  std::array<Capture, 4 + limits::captures_between_checks> tape;
  // The generated parser wants a CR behind the value, and room to read behind that.
  constexpr std::size_t longest = 24;
  std::array<char, longest + octets_read_beyond> text{};
  if (value.empty() || value.size() > longest) return false;
  value.copy(text.data(), value.size());
  text[value.size()] = line_end.front();
  Cursor cursor(text.data(), tape.data(), 4);
  const Place end = current_kernel().value(Header::content_length, text.data(), tape.data(), cursor);
  if (end.p != text.data() + value.size() || cursor.out_of_range_at != nullptr || end.next == tape.data()) return false;
  number = tape[0].value;
  return tape[0].label == Label::octets;
}

}  // namespace

FramerLimits default_framer_limits() {
  return {limits::head_octets_max, limits::message_octets_max};
}

StatedLength stated_length(std::string_view head) {
  StatedLength stated{FrameError::content_length_missing, 0};
  take_field(head);  // the start line
  while (!head.empty()) {
    const std::string_view field = take_field(head);
    const std::size_t colon = field.find(':');
    if (colon == std::string_view::npos) continue;
    if (find_header(without_blanks(field.substr(0, colon))) != Header::content_length) continue;
    std::uint64_t octets = 0;
    if (!read_number(without_blanks(field.substr(colon + 1)), octets) ||
        (stated.error == FrameError::none && stated.octets != octets)) {
      return {FrameError::content_length_invalid, 0};
    }
    stated = {FrameError::none, octets};
  }
  return stated;
}

}  // namespace sipwright
