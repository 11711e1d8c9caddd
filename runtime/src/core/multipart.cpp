// Bodies in parts.
#include "sipwright/multipart.hpp"

#include <algorithm>

#include "core/multipart_rules.hpp"

namespace sipwright {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view around_colon = ": \t\r\n";
constexpr std::size_t npos = std::string_view::npos;

bool derives(const core::ByteAutomaton& rule, std::string_view text) {
  return rule.longest(text) == text.size();
}

std::string_view without_blanks(std::string_view value) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = value.find_first_not_of(blanks);
  if (first == npos) return value.substr(0, 0);
  return value.substr(first, value.find_last_not_of(blanks) - first + 1);
}

}  // namespace

std::string_view name_of(MultipartError error) {
  switch (error) {
    case MultipartError::none:
      break;
    case MultipartError::no_delimiter:
      return "no_delimiter";
    case MultipartError::unfinished:
      return "unfinished";
    case MultipartError::bad_field:
      return "bad_field";
    case MultipartError::head_too_long:
      return "head_too_long";
    case MultipartError::too_many_parts:
      return "too_many_parts";
  }
  return "none";
}

std::string_view BodyPart::value(Header header) const {
  for (std::string_view rest = head; !rest.empty();) {
    const std::size_t field = core::partField.longest(rest);
    const std::size_t name = core::partFieldName.longest(rest);
    if (field == npos || name == npos) break;
    const std::string_view before_value = rest.substr(0, name);
    const std::size_t letters = before_value.find_last_not_of(around_colon) + 1;
    if (find_header(before_value.substr(0, letters)) == header)
      return without_blanks(rest.substr(name, field - name));
    rest.remove_prefix(field);
  }
  return {};
}

std::optional<std::string_view> multipart_boundary(const Message& message) {
  const Capture* const type = message.find(Header::content_type, {Label::media, Label::mainType});
  const Capture* const boundary = message.find(Header::content_type, {Label::boundary});
  if (type == nullptr || boundary == nullptr || !derives(core::multipartType, message.text(*type))) return std::nullopt;
  std::string_view text = message.text(*boundary);
  // A boundary needs no escape, so that in quotes it stands as it is.
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  if (text.size() > limits::boundary_octets_max || !derives(core::boundaryText, text)) return std::nullopt;
  return text;
}

// The next line that begins with the boundary and is a delimiter, with the line end in front of it.
std::optional<MultipartReader::Delimiter> MultipartReader::find_delimiter(std::size_t from) const {
  for (std::size_t line = from;;) {
    const std::string_view rest = body_.substr(line);
    const std::size_t dashes = core::delimiterBegin.longest(rest);
    if (dashes != npos && rest.substr(dashes, boundary_.size()) == boundary_) {
      const std::size_t behind = line + dashes + boundary_.size();
      const std::size_t begin = line >= from + line_end.size() ? line - line_end.size() : line;
      const std::size_t closes = core::closeEnd.longest(body_.substr(behind));
      // Behind a closing one stands a line end or nothing.
      if (closes != npos &&
          (behind + closes == body_.size() || body_.substr(0, behind + closes).ends_with(line_end)))
        return Delimiter{begin, behind + closes, true};
      if (const std::size_t goes_on = core::delimiterEnd.longest(body_.substr(behind)); goes_on != npos)
        return Delimiter{begin, behind + goes_on, false};
    }
    const std::size_t next = body_.find(line_end, line);
    if (next == npos) return std::nullopt;
    line = next + line_end.size();
  }
}

bool MultipartReader::fail(MultipartError error, std::size_t at) {
  error_ = error;
  at_ = at;
  done_ = true;
  return false;
}

bool MultipartReader::next(BodyPart& part) {
  if (done_) return false;
  if (!began_) {
    const auto first = find_delimiter(0);
    if (!first) return fail(MultipartError::no_delimiter, body_.size());
    began_ = true;
    at_ = first->end;
    done_ = first->closes;
    if (done_) return false;
  }
  if (parts_ == limits::parts_max) return fail(MultipartError::too_many_parts, at_);

  const auto delimiter = find_delimiter(at_);
  if (!delimiter) return fail(MultipartError::unfinished, body_.size());
  const std::string_view whole = body_.substr(at_, delimiter->begin - at_);
  std::size_t head = 0;
  // An empty line ends the head; a part of header fields alone has none behind it.
  while (head < whole.size() && !whole.substr(head).starts_with(line_end)) {
    const std::size_t room = std::min(body_.size() - at_ - head, whole.size() + line_end.size() - head);
    const std::size_t field = core::partField.longest(body_.substr(at_ + head, room));
    if (field == npos) return fail(MultipartError::bad_field, at_ + head);
    head += field;
    if (head > limits::part_head_octets_max) return fail(MultipartError::head_too_long, at_);
  }
  part.head = body_.substr(at_, head);
  part.body = whole.substr(std::min(whole.size(), head + line_end.size()));
  at_ = delimiter->end;
  done_ = delimiter->closes;
  ++parts_;
  return true;
}

}  // namespace sipwright
