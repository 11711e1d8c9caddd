// The first level of a message: a kernel cuts the head into header fields and parses their values; then what
// the grammar's annotations ask of the whole is checked.
#include "sipwright/parser.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "core/rule_machine.hpp"

namespace sipwright {
namespace {

constexpr char cr = '\r';
constexpr char lf = '\n';
constexpr std::size_t line_end_octets = 2;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Whether `text` is `word` in any case; most often it is to the letter.
template <std::size_t Size>
bool spells(std::string_view text, const char (&word)[Size]) {
  constexpr std::size_t octets = Size - 1;
  if (text.size() != octets) return false;
  if (std::memcmp(text.data(), word, octets) == 0) return true;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(text.begin(), text.end(), word, [&](char x, char y) { return lower(x) == lower(y); });
}

// Whether the parser has no room for the message, which may well be valid.
bool is_limit(SyntaxError error) {
  return error == SyntaxError::head_too_long || error == SyntaxError::too_many_fields;
}

// An invalid verdict with the rule in which the text stops making sense, where one can be named.
Verdict with_rule(Verdict verdict, std::string_view bytes) {
  if (verdict.error != SyntaxError::head_unfinished) verdict.rule = core::rule_at_fault(bytes, verdict.offset);
  return verdict;
}

}  // namespace

// Fills a message; a friend of it.
class HeadParser {
 public:
  // Goes on with a message that is parsed already.
  explicit HeadParser(Message& message) : bytes_(message.bytes_), message_(message) {}

  HeadParser(std::string_view bytes, Message& message) : bytes_(bytes), message_(message) {
    message.bytes_ = bytes;
    message.body_begin_ = 0;
    message.body_length_ = 0;
    message.is_request_ = false;
    message.row_count_ = 0;
    message.captures_used_ = 0;
    message.first_row_.fill(Message::no_row);
  }

  Verdict run(const ParseOptions& options) {
    const Verdict verdict = cut(options);
    if (verdict.kind != Verdict::Kind::valid) return verdict;
    take_body();
    return judge(options);
  }

  // One value, behind which stand CR, LF and no blank that `bytes` does not count, and what a kernel reads beyond.
  Verdict value_alone(Header header) {
    message_.rows_[0] = {};
    message_.rows_[1] = {header, 0, 0, 0, static_cast<std::uint16_t>(bytes_.size()), 0, 0};
    message_.row_count_ = 2;
    message_.first_row_[static_cast<std::size_t>(header)] = 1;
    return value(1, bytes_.data());
  }

  // The value of a row, where it stands or in a copy.
  Verdict decode(std::size_t row, const ParseOptions& options);

  // The captures were found in a copy: the message speaks of the caller's text.
  void rebase(std::string_view value) { message_.bytes_ = value; }

 private:
  Verdict value(std::size_t row, const char* begin);
  template <std::size_t Size>
  Verdict value_copy(std::size_t row);
  std::uint32_t offset(const char* p) const { return static_cast<std::uint32_t>(p - bytes_.data()); }

  Verdict invalid(SyntaxError error, std::uint32_t at, Header header = Header::none) const {
    Verdict verdict;
    verdict.kind = is_limit(error) ? Verdict::Kind::unjudged : Verdict::Kind::invalid;
    verdict.error = error;
    verdict.header = header;
    verdict.offset = at;
    return verdict;
  }

  Verdict reject(Refusal refusal, Header header, std::uint32_t at) const {
    Verdict verdict;
    verdict.kind = Verdict::Kind::rejected;
    verdict.refusal = refusal;
    verdict.header = header;
    verdict.offset = at;
    verdict.status = message_.is_request_ ? status_of(refusal) : std::uint16_t{0};
    return verdict;
  }

  Verdict cut(const ParseOptions& options);
  Verdict cut_at(const char* head, const char* empty_line, const ParseOptions& options);
  template <std::size_t Size>
  Verdict cut_copy(std::size_t head_octets, const ParseOptions& options);
  Verdict fault(const HeadCut& cut, std::uint32_t at) const;
  void take_body();
  Verdict judge(const ParseOptions& options) const;

  // What judge.inc is written in, and what it has.
  const Capture* find_stated_length() const;
  Verdict judge_request(const ParseOptions& options) const;
  Verdict judge_response(const ParseOptions& options) const;
  const Capture* start_line_begin() const { return message_.captures_.data(); }
  const Capture* captures_of(Header header) const;
  template <Header... Mandatory>
  Header missing() const;
  Verdict out_of_range(Refusal refusal) const;
  Verdict repeated(Refusal refusal) const;

  std::string_view bytes_;
  Message& message_;
  std::size_t repeated_ = 0;  // the first row of a header field that may stand only once, and stands again
  const Capture* stated_length_ = nullptr;  // of the body, where it is stated
  std::uint32_t out_of_range_at_ = 0;  // the first number above its range; 0: none
};

Verdict HeadParser::cut(const ParseOptions& options) {
  const char* const stop = bytes_.data() + std::min(bytes_.size(), limits::head_octets_max);
  const char* const empty_line = current_kernel().find_empty_line(bytes_.data(), stop);
  if (empty_line == nullptr) {
    const bool too_long = bytes_.size() > limits::head_octets_max;
    return invalid(too_long ? SyntaxError::head_too_long : SyntaxError::head_unfinished, offset(stop));
  }
  const std::size_t head_octets = static_cast<std::size_t>(empty_line + line_end_octets - bytes_.data());
  if (bytes_.size() - head_octets + options.readable_behind >= octets_read_beyond)
    return cut_at(bytes_.data(), empty_line, options);
  constexpr std::size_t usual = 4096;
  return head_octets <= usual ? cut_copy<usual>(head_octets, options)
                              : cut_copy<limits::head_octets_max>(head_octets, options);
}

// A head behind which a kernel must not read is parsed in a copy behind which it may: that is cheaper than to look for
// the end of the buffer at every step.
template <std::size_t Size>
[[gnu::noinline]] Verdict HeadParser::cut_copy(std::size_t head_octets, const ParseOptions& options) {
  char copy[Size + octets_read_beyond];
  std::memcpy(copy, bytes_.data(), head_octets);
  std::memset(copy + head_octets, 0, octets_read_beyond);
  return cut_at(copy, copy + head_octets - line_end_octets, options);
}

Verdict HeadParser::cut_at(const char* head, const char* empty_line, const ParseOptions& options) {
  Cursor cursor(head, message_.captures_.data(), limits::captures_max);
  Row* const first = message_.rows_.data();
  HeadRows rows{first, first + limits::rows_max, message_.first_row_.data(), message_.captures_.data(), options.only};
  const HeadCut cut = current_kernel().head(empty_line, cursor, rows);
  const auto at = static_cast<std::uint32_t>(cut.at - head);
  message_.row_count_ = static_cast<std::uint16_t>(rows.count);
  message_.is_request_ = rows.count != 0 && message_.captures_[0].label == Label::verb;
  if (cut.step != HeadCut::Step::end_of_head) {
    for (std::uint16_t& row : message_.first_row_)
      if (row >= message_.row_count_) row = Message::no_row;
    return fault(cut, at);
  }
  message_.captures_used_ = static_cast<std::uint16_t>(rows.next_capture - message_.captures_.data());
  message_.body_begin_ = at;
  repeated_ = rows.repeated;
  if (cursor.out_of_range_at != nullptr)
    out_of_range_at_ = static_cast<std::uint32_t>(cursor.out_of_range_at - head);
  return {};
}

Verdict HeadParser::fault(const HeadCut& cut, std::uint32_t at) const {
  if (cut.step == HeadCut::Step::no_room) return invalid(SyntaxError::too_many_fields, at);
  const char* const line = bytes_.data() + at;
  const LineFault fault =
      cut.step == HeadCut::Step::start_line ? fault_of_start_line(line) : fault_of_line(line);
  switch (fault.kind) {
    case LineFault::Kind::none:
      // Both forms of the parsers come from one grammar: one that says no where the other says yes is a bug of ours.
      std::abort();
    case LineFault::Kind::bare_line_end:
      return invalid(SyntaxError::bare_line_end, offset(fault.at));
    case LineFault::Kind::start_line:
      return invalid(SyntaxError::start_line, offset(fault.at));
    case LineFault::Kind::bad_line:
      return invalid(SyntaxError::header_line, offset(fault.at));
    case LineFault::Kind::bad_value:
      return invalid(SyntaxError::header_value, offset(fault.at), fault.header);
  }
  return {};
}

Verdict HeadParser::decode(std::size_t row_index, const ParseOptions& options) {
  const Row& row = message_.rows_[row_index];
  if (Message::is_parsed(row)) return {};
  if (bytes_.size() - row.value_end + options.readable_behind >= octets_read_beyond)
    return value(row_index, bytes_.data() + row.value_begin);
  constexpr std::size_t usual = 4096;
  return static_cast<std::size_t>(row.value_end - row.value_begin) <= usual
             ? value_copy<usual>(row_index)
             : value_copy<limits::head_octets_max>(row_index);
}

template <std::size_t Size>
[[gnu::noinline]] Verdict HeadParser::value_copy(std::size_t row_index) {
  const Row& row = message_.rows_[row_index];
  char copy[Size + octets_read_beyond];
  // The line end and the octet behind it tell that the value is over.
  const std::size_t octets = row.value_end + line_end_octets + 1u - row.value_begin;
  std::memcpy(copy, bytes_.data() + row.value_begin, octets);
  std::memset(copy + octets, 0, octets_read_beyond - line_end_octets - 1);
  return value(row_index, copy);
}

// The value of a row, which stands at `begin`.
Verdict HeadParser::value(std::size_t row_index, const char* begin) {
  Row& row = message_.rows_[row_index];
  const char* const end = begin + (row.value_end - row.value_begin);
  Cursor cursor(begin - row.value_begin, message_.captures_.data(), limits::captures_max);
  Capture* const next = message_.captures_.data() + message_.captures_used_;
  const Place stopped = current_kernel().value(row.header, begin, next, cursor);
  if (stopped.p != end) {
    if (cursor.overflow) return invalid(SyntaxError::too_many_fields, row.value_begin, row.header);
    const LineFault fault = fault_of_value(row.header, begin, end);
    if (fault.kind == LineFault::Kind::none) std::abort();  // as in fault()
    const auto at = static_cast<std::uint32_t>(fault.at - begin);
    return invalid(SyntaxError::header_value, row.value_begin + at, row.header);
  }
  if (stopped.next > cursor.room_end) return invalid(SyntaxError::too_many_fields, row.value_begin, row.header);
  row.captures_begin = message_.captures_used_;
  row.captures_end = static_cast<std::uint16_t>(stopped.next - message_.captures_.data());
  message_.captures_used_ = row.captures_end;
  if (cursor.out_of_range_at != nullptr)
    return reject(refused_by_type, row.header,
                  static_cast<std::uint32_t>(cursor.out_of_range_at - cursor.base));
  return {};
}

// Content-Length octets, or all there are (RFC 3261 18.3).
void HeadParser::take_body() {
  message_.body_length_ = bytes_.size() - message_.body_begin_;
  stated_length_ = find_stated_length();
  if (stated_length_ != nullptr)
    message_.body_length_ = std::min<std::size_t>(stated_length_->value, message_.body_length_);
}

// The first capture of the first row of a header field; null where there is no row, or its value was not parsed.
inline const Capture* HeadParser::captures_of(Header header) const {
  const std::uint16_t row = message_.first_row_[static_cast<std::size_t>(header)];
  if (row == Message::no_row || !Message::is_parsed(message_.rows_[row])) return nullptr;
  return message_.begin(message_.rows_[row]);
}

// The first of the header fields of which there is no row.
template <Header... Mandatory>
inline Header HeadParser::missing() const {
  static_assert(limits::rows_max < 0x8000 && Message::no_row >= 0x8000);  // one bit tells that one of them is none
  const auto row = [&](Header header) { return message_.first_row_[static_cast<std::size_t>(header)]; };
  if (((row(Mandatory) | ...) & 0x8000) == 0) return Header::none;
  for (const Header header : {Mandatory...})
    if (row(header) == Message::no_row) return header;
  return Header::none;
}

Verdict HeadParser::out_of_range(Refusal refusal) const {
  Header header = Header::none;
  for (std::size_t i = 1; i < message_.row_count_; ++i)
    if (message_.rows_[i].value_begin <= out_of_range_at_) header = message_.rows_[i].header;
  return reject(refusal, header, out_of_range_at_);
}

Verdict HeadParser::repeated(Refusal refusal) const {
  return reject(refusal, message_.rows_[repeated_].header, message_.rows_[repeated_].name_begin);
}

#include "judge.inc"

Verdict HeadParser::judge(const ParseOptions& options) const {
  return message_.is_request_ ? judge_request(options) : judge_response(options);
}

Verdict parse(std::string_view bytes, Message& message, const ParseOptions& options) {
  const Verdict verdict = HeadParser(bytes, message).run(options);
  return verdict.kind == Verdict::Kind::invalid && options.name_rule ? with_rule(verdict, bytes) : verdict;
}

HeaderSet transaction_headers() {
  HeaderSet set;
  for (const Header header : {Header::via, Header::cseq, Header::content_length}) set.insert(header);
  return set;
}

Verdict decode(Message& message, std::size_t row, const ParseOptions& options) {
  return HeadParser(message).decode(row, options);
}

Verdict parse_value(Header header, std::string_view value, Message& message, const ParseOptions& options) {
  Verdict verdict;
  verdict.kind = Verdict::Kind::unjudged;
  verdict.header = header;
  verdict.error = SyntaxError::head_too_long;
  if (value.size() > limits::value_octets_max) return verdict;
  verdict.kind = Verdict::Kind::invalid;

  // The generated parsers stop at the CR behind the value, so the value needs one; and every CR within it
  // must be a fold.
  std::array<char, limits::value_octets_max + octets_read_beyond> copy;
  std::copy(value.begin(), value.end(), copy.begin());
  copy[value.size()] = cr;
  copy[value.size() + 1] = lf;
  std::fill_n(copy.begin() + static_cast<std::ptrdiff_t>(value.size()) + 2, octets_read_beyond - 2, cr);
  verdict.error = SyntaxError::bare_line_end;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool fold = i + 2 < value.size() && value[i] == cr && value[i + 1] == lf && is_blank(value[i + 2]);
    verdict.offset = static_cast<std::uint32_t>(i);
    if (fold)
      ++i;
    else if (value[i] == cr || value[i] == lf)
      return verdict;
  }
  HeadParser parser({copy.data(), value.size()}, message);
  verdict = parser.value_alone(header);
  parser.rebase(value);
  if (verdict.error == SyntaxError::header_value && options.name_rule)
    verdict.rule = core::innermost_rule(rule_of(header), value.substr(0, verdict.offset));
  return verdict;
}

}  // namespace sipwright
