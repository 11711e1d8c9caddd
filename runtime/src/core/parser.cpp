// The first level of a message: cuts the head into lines, hands each value to its generated parser, then
// checks what the grammar's annotations ask of the whole.
#include "sipwright/parser.hpp"

#include <algorithm>
#include <cstring>

#include "sipwright/value_parsers.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {
namespace {

constexpr char cr = '\r';
constexpr char lf = '\n';

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// One logical line: to the CR of the CRLF that no blank follows. Null where there is none before `stop`;
// `bad` is then the CR or LF that stands alone, or null.
const char* line_end(const char* p, const char* stop, const char*& bad) {
  bad = nullptr;
  for (; p != stop; ++p) {
    if (*p == lf) return bad = p, nullptr;
    if (*p != cr) continue;
    if (p + 1 == stop) return nullptr;
    if (p[1] != lf) return bad = p, nullptr;
    if (p + 2 == stop || !is_blank(p[2])) return p;
    ++p;
  }
  return nullptr;
}

}  // namespace

// Fills a message; a friend of it.
class HeadParser {
 public:
  HeadParser(std::string_view bytes, Message& message) : bytes_(bytes), message_(message) {
    message.bytes_ = bytes;
    message.body_begin_ = 0;
    message.body_length_ = 0;
    message.is_request_ = false;
    message.row_count_ = 0;
    message.first_row_.fill(0);
    cursor_.base = bytes.data();
    cursor_.end = bytes.data();
    cursor_.tape = message.captures_.data();
    cursor_.used = 0;
    cursor_.room = message.captures_.size() - 1;  // one past the last is a valid place for end()
  }

  Verdict run(ParseOptions options) {
    Verdict verdict = cut();
    if (verdict.kind != Verdict::Kind::valid) return verdict;
    return judge(options);
  }

  // The captures were found in a copy: the message speaks of the caller's text.
  static void rebase(Message& message, std::string_view value) { message.bytes_ = value; }

  Verdict value_alone(Header header) {
    message_.row_count_ = 1;
    message_.rows_[0] = {};
    if (const Verdict verdict = value(header, 0, 0, bytes_.data(), bytes_.data() + bytes_.size());
        !verdict.accepted())
      return verdict;
    if (range_ != Header::none) return reject(Refusal::number_out_of_range, range_, range_at_);
    return {};
  }

 private:
  std::uint32_t offset(const char* p) const { return static_cast<std::uint32_t>(p - bytes_.data()); }
  std::uint16_t offset16(const char* p) const { return static_cast<std::uint16_t>(p - bytes_.data()); }

  Verdict invalid(SyntaxError error, const char* at, Header header = Header::none) const {
    Verdict verdict;
    verdict.kind = Verdict::Kind::invalid;
    verdict.error = error;
    verdict.header = header;
    verdict.offset = offset(at);
    return verdict;
  }

  Verdict reject(Refusal refusal, Header header, std::uint32_t at,
                 std::uint16_t status = status::bad_request) const {
    Verdict verdict;
    verdict.kind = Verdict::Kind::rejected;
    verdict.refusal = refusal;
    verdict.header = header;
    verdict.offset = at;
    verdict.status = message_.is_request_ ? status : std::uint16_t{0};
    return verdict;
  }

  Verdict cut() {
    const char* const begin = bytes_.data();
    const char* const stop = begin + std::min(bytes_.size(), limits::head_octets_max);
    const char* line = begin;
    for (bool first = true;; first = false) {
      const char* bad;
      const char* const end = line_end(line, stop, bad);
      if (end == nullptr) {
        if (bad != nullptr) return invalid(first ? SyntaxError::start_line : SyntaxError::bare_line_end, bad);
        return bytes_.size() > limits::head_octets_max ? invalid(SyntaxError::head_too_long, stop)
                                                       : invalid(SyntaxError::head_unfinished, stop);
      }
      if (!first && end == line) {
        message_.body_begin_ = offset(end + 2);
        return {};
      }
      const Verdict verdict = first ? start_line(line, end) : field(line, end);
      if (!verdict.accepted()) return verdict;
      line = end + 2;
    }
  }

  Verdict start_line(const char* line, const char* end) {
    cursor_.end = end;
    message_.row_count_ = 1;
    message_.rows_[0] = {Header::none, 0, 0, offset16(line), offset16(end), 0, 0};
    const char* const stopped = parse_start_line(line, cursor_);
    if (stopped != end)
      return invalid(SyntaxError::start_line, stopped == nullptr ? cursor_.failed_at : stopped);
    message_.rows_[0].captures_end = static_cast<std::uint16_t>(cursor_.used);
    message_.is_request_ = message_.find_in_start_line({Label::verb}) != nullptr;
    return take_range(Header::none);
  }

  Verdict field(const char* line, const char* end) {
    cursor_.end = end;
    const char* const name_end = scan_field_name(line, cursor_);
    const char* const colon_end = name_end == nullptr ? nullptr : scan_field_colon(name_end, cursor_);
    if (colon_end == nullptr) return invalid(SyntaxError::header_line, cursor_.failed_at);
    const std::string_view name(line, static_cast<std::size_t>(name_end - line));
    return value(find_header(name), offset16(line), offset16(name_end), colon_end, end);
  }

  Verdict value(Header header, std::uint16_t name_begin, std::uint16_t name_end, const char* begin,
                const char* end) {
    cursor_.end = end;
    if (message_.row_count_ == message_.rows_.size())
      return invalid(SyntaxError::too_many_fields, begin, header);
    const auto captures_begin = static_cast<std::uint16_t>(cursor_.used);
    const char* const stopped = parse_header_value(header, begin, cursor_);
    if (stopped != end)
      return invalid(SyntaxError::header_value, stopped == nullptr ? cursor_.failed_at : stopped, header);
    if (cursor_.overflow) return invalid(SyntaxError::too_many_fields, begin, header);
    const std::uint16_t number = message_.row_count_++;
    message_.rows_[number] = {header,
                              name_begin,
                              name_end,
                              offset16(begin),
                              offset16(end),
                              captures_begin,
                              static_cast<std::uint16_t>(cursor_.used)};
    std::uint16_t& first = message_.first_row_[static_cast<std::size_t>(header)];
    if (first == 0) first = number;
    return take_range(header);
  }

  // Remembers the first number above its range; it counts only once all the syntax has been found right.
  Verdict take_range(Header header) {
    if (cursor_.out_of_range_at != nullptr && range_ == Header::none && !range_in_start_line_) {
      range_ = header;
      range_in_start_line_ = header == Header::none;
      range_at_ = offset(cursor_.out_of_range_at);
    }
    return {};
  }

  Verdict judge(ParseOptions options);

  std::string_view bytes_;
  Message& message_;
  Cursor cursor_{};
  Header range_ = Header::none;
  bool range_in_start_line_ = false;
  std::uint32_t range_at_ = 0;
};

Verdict HeadParser::judge(ParseOptions options) {
  const bool request = message_.is_request_;
  const auto at = [&](const Capture* capture) {
    return capture == nullptr ? 0u : std::uint32_t{capture->begin};
  };

  const Capture* version = message_.find_in_start_line({Label::version});
  if (!same_ignoring_case(message_.text(*version), word::sip_version))
    return reject(Refusal::unsupported_version, Header::none, at(version), status::version_not_supported);
  if (range_ != Header::none || range_in_start_line_)
    return reject(Refusal::number_out_of_range, range_, range_at_);

  for (std::size_t i = 0; i < header_count; ++i) {
    const Header header = static_cast<Header>(i);
    const HeaderTraits& asked = traits(header);
    if ((request ? asked.mandatory_in_request : asked.mandatory_in_response) &&
        message_.first(header) == nullptr)
      return reject(Refusal::missing_header, header, message_.body_begin_);
  }
  for (std::size_t i = 1; i < message_.row_count_; ++i) {
    const Row& row = message_.rows_[i];
    if (traits(row.header).single && message_.first(row.header) != &row)
      return reject(Refusal::repeated_header, row.header, row.name_begin);
  }
  if (request) {
    const Capture* in_cseq = message_.find(Header::cseq, {Label::verb});
    if (message_.text(*in_cseq) != message_.text(*message_.find_in_start_line({Label::verb})))
      return reject(Refusal::method_mismatch, Header::cseq, at(in_cseq));
    if (const Capture* headers = message_.find_in_start_line({Label::target, Label::uriHeaders}))
      return reject(Refusal::headers_in_request_uri, Header::none, at(headers));
  }

  const std::size_t there = bytes_.size() - message_.body_begin_;
  const Capture* length = message_.find(Header::content_length, {Label::octets});
  message_.body_length_ = length == nullptr ? there : std::min<std::size_t>(length->value, there);
  if (length != nullptr && length->value > there && !options.head_only)
    return reject(Refusal::body_too_short, Header::content_length, at(length));

  if (request) {
    const Capture* capture = message_.find_in_start_line({Label::target, Label::scheme});
    const std::string_view text = message_.text(*capture);
    if (!same_ignoring_case(text, scheme::sip) && !same_ignoring_case(text, scheme::sips))
      return reject(Refusal::unsupported_uri_scheme, Header::none, at(capture),
                    status::unsupported_uri_scheme);
  }
  return {};
}

Verdict parse(std::string_view bytes, Message& message, ParseOptions options) {
  return HeadParser(bytes, message).run(options);
}

Verdict parse_value(Header header, std::string_view value, Message& message) {
  // The generated parsers stop at the CR behind the value, so the value needs one.
  std::array<char, limits::value_octets_max + 2> copy;
  Verdict verdict;
  verdict.kind = Verdict::Kind::invalid;
  verdict.error = SyntaxError::head_too_long;
  verdict.header = header;
  if (value.size() > limits::value_octets_max) return verdict;
  std::copy(value.begin(), value.end(), copy.begin());
  copy[value.size()] = cr;
  copy[value.size() + 1] = lf;
  const char* bad;
  const char* const end = line_end(copy.data(), copy.data() + value.size() + 2, bad);
  verdict.error = SyntaxError::bare_line_end;
  verdict.offset = static_cast<std::uint32_t>((bad != nullptr   ? bad
                                               : end != nullptr ? end
                                                                : copy.data()) -
                                              copy.data());
  if (end != copy.data() + value.size()) return verdict;
  verdict = HeadParser({copy.data(), value.size()}, message).value_alone(header);
  HeadParser::rebase(message, value);
  return verdict;
}

namespace {

std::string_view text_of(SyntaxError error) {
  switch (error) {
    case SyntaxError::none:
      return "none";
    case SyntaxError::head_unfinished:
      return "head_unfinished";
    case SyntaxError::head_too_long:
      return "head_too_long";
    case SyntaxError::too_many_fields:
      return "too_many_fields";
    case SyntaxError::bare_line_end:
      return "bare_line_end";
    case SyntaxError::start_line:
      return "start_line";
    case SyntaxError::header_line:
      return "header_line";
    case SyntaxError::header_value:
      return "header_value";
  }
  return "none";
}

std::string_view text_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return "none";
    case Refusal::unsupported_version:
      return "unsupported version";
    case Refusal::missing_header:
      return "missing";
    case Refusal::repeated_header:
      return "repeated";
    case Refusal::number_out_of_range:
      return "number out of range in";
    case Refusal::method_mismatch:
      return "other method than the request line in";
    case Refusal::headers_in_request_uri:
      return "headers in the Request-URI";
    case Refusal::body_too_short:
      return "body shorter than";
    case Refusal::unsupported_uri_scheme:
      return "unsupported scheme of the Request-URI";
  }
  return "none";
}

}  // namespace

std::string Verdict::describe() const {
  std::string text;
  const auto culprit = [&] {
    if (header == Header::none)
      return std::string(refusal == Refusal::number_out_of_range ? " the start line" : "");
    return " " + std::string(header == Header::other ? "extension" : name_of(header));
  };
  switch (kind) {
    case Kind::valid:
      return "valid";
    case Kind::rejected:
      text = "rejected: " + (status == 0 ? std::string("drop") : std::to_string(status)) + " ";
      return text + std::string(text_of(refusal)) + culprit();
    case Kind::invalid:
      return "invalid: " + std::string(text_of(error)) + culprit() + " at " + std::to_string(offset);
  }
  return text;
}

}  // namespace sipwright
