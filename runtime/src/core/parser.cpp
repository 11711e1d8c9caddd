// The first level of a message: a kernel cuts the head into header fields and parses their values; then what
// the grammar's annotations ask of the whole is checked.
#include "sipwright/parser.hpp"

#include <algorithm>
#include <array>

#include "core/kernel/kernel.hpp"
#include "core/rule_machine.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {
namespace {

constexpr char cr = '\r';
constexpr char lf = '\n';

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// `a` is most often the same to the letter.
bool same_ignoring_case(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

const Kernel& best_kernel() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) return kernel_avx2;
  if (__builtin_cpu_supports("sse2")) return kernel_sse2;
#endif
  return kernel_scalar;
}

const Kernel* kernel_in_use = &best_kernel();

}  // namespace

bool use_kernel(std::string_view name) {
  for (const Kernel* kernel : {
         &kernel_scalar,
#if defined(__x86_64__) || defined(__i386__)
             &kernel_sse2, &kernel_avx2,
#endif
       }) {
    if (name != kernel->name) continue;
#if defined(__x86_64__) || defined(__i386__)
    if (kernel == &kernel_avx2 && &best_kernel() != kernel) return false;
#endif
    kernel_in_use = kernel;
    return true;
  }
  return false;
}

const Kernel& current_kernel() {
  return *kernel_in_use;
}

std::string_view kernel_name() {
  return kernel_in_use->name;
}

// Fills a message; a friend of it.
class HeadParser {
 public:
  HeadParser(std::string_view bytes, Message& message)
      // One capture behind the last stays free: it is a valid place for end().
      : bytes_(bytes),
        message_(message),
        cursor_(bytes, message.captures_.data(), message.captures_.size() - 1) {
    message.bytes_ = bytes;
    message.body_begin_ = 0;
    message.body_length_ = 0;
    message.is_request_ = false;
    message.row_count_ = 0;
    message.present_ = {};
  }

  Verdict run(ParseOptions options) {
    const Verdict verdict = cut();
    return verdict.kind == Verdict::Kind::valid ? judge(options) : verdict;
  }

  // One value, behind which stand CR, LF and no blank that `bytes` does not count.
  Verdict value_alone(Header header) {
    const char* const end = bytes_.data() + bytes_.size();
    message_.rows_[0] = {};
    message_.row_count_ = 1;
    const char* const stopped = kernel_in_use->value(header, bytes_.data(), cursor_);
    if (stopped != end)
      return invalid(SyntaxError::header_value, stopped == nullptr ? cursor_.failed_at : stopped, header);
    if (cursor_.overflow) return invalid(SyntaxError::too_many_fields, bytes_.data(), header);
    message_.rows_[1] = {header, 0, 0, 0, offset16(end), 0, cursor_.used()};
    message_.row_count_ = 2;
    message_.present_.insert(header);
    message_.first_row_[static_cast<std::size_t>(header)] = 1;
    if (cursor_.out_of_range_at != nullptr)
      return reject(Refusal::number_out_of_range, header, offset(cursor_.out_of_range_at));
    return {};
  }

  // The captures were found in a copy: the message speaks of the caller's text.
  void rebase(std::string_view value) { message_.bytes_ = value; }

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

  Verdict reject(Refusal refusal, Header header, std::uint32_t at) const {
    Verdict verdict;
    verdict.kind = Verdict::Kind::rejected;
    verdict.refusal = refusal;
    verdict.header = header;
    verdict.offset = at;
    verdict.status = message_.is_request_ ? status_of(refusal) : std::uint16_t{0};
    return verdict;
  }

  Verdict cut();
  Verdict fault(const HeadCut& cut) const;
  Verdict judge(ParseOptions options) const;
  Verdict judge_request() const;

  std::string_view bytes_;
  Message& message_;
  Cursor cursor_;
  std::size_t repeated_ = 0;  // the first row of a header field that may stand only once, and stands again
};

Verdict HeadParser::cut() {
  const char* const stop = bytes_.data() + std::min(bytes_.size(), limits::head_octets_max);
  HeadRows rows{
      message_.rows_.data(), message_.rows_.size(), message_.first_row_.data(), &message_.present_, 0, 0};
  const char* const empty_line = kernel_in_use->find_empty_line(bytes_.data(), stop);
  if (empty_line == nullptr) {
    const bool too_long = bytes_.size() > limits::head_octets_max;
    return invalid(too_long ? SyntaxError::head_too_long : SyntaxError::head_unfinished, stop);
  }
  const HeadCut cut = kernel_in_use->head(empty_line, cursor_, rows);
  message_.row_count_ = static_cast<std::uint16_t>(rows.count);
  message_.is_request_ = rows.count != 0 && message_.captures_[0].label == Label::verb;
  repeated_ = rows.repeated;
  if (cut.step != HeadCut::Step::end_of_head) return fault(cut);
  message_.body_begin_ = offset(cut.at);
  return {};
}

Verdict HeadParser::fault(const HeadCut& cut) const {
  switch (cut.step) {
    case HeadCut::Step::end_of_head:
      break;
    case HeadCut::Step::bare_line_end:
      return invalid(SyntaxError::bare_line_end, cut.at);
    case HeadCut::Step::start_line:
      return invalid(SyntaxError::start_line, cut.at);
    case HeadCut::Step::bad_line:
      return invalid(SyntaxError::header_line, cut.at);
    case HeadCut::Step::bad_value:
      return invalid(SyntaxError::header_value, cut.at, cut.header);
    case HeadCut::Step::no_room:
      return invalid(SyntaxError::too_many_fields, cut.at, cut.header);
  }
  return {};
}

Verdict HeadParser::judge(ParseOptions options) const {
  // The grammar fixes what stands where in the start line: method, target, version; or version, code, phrase.
  const Capture* version = message_.captures_.data();
  if (message_.is_request_) version += 1 + version[1].size;
  if (!same_ignoring_case(message_.text(*version), word::sip_version))
    return reject(Refusal::unsupported_version, Header::none, version->begin);

  if (cursor_.out_of_range_at != nullptr) {
    const std::uint32_t at = offset(cursor_.out_of_range_at);
    Header header = Header::none;
    for (std::size_t i = 1; i < message_.row_count_; ++i)
      if (message_.rows_[i].value_begin <= at) header = message_.rows_[i].header;
    return reject(Refusal::number_out_of_range, header, at);
  }

  const HeaderSet& mandatory = message_.is_request_ ? mandatory_in_requests : mandatory_in_responses;
  if (const Header missing = mandatory.first_not_in(message_.present_); missing != Header::none)
    return reject(Refusal::missing_header, missing, message_.body_begin_);
  if (repeated_ != 0)
    return reject(Refusal::repeated_header, message_.rows_[repeated_].header,
                  message_.rows_[repeated_].name_begin);
  if (message_.is_request_)
    if (const Verdict verdict = judge_request(); !verdict.accepted()) return verdict;

  const std::size_t there = bytes_.size() - message_.body_begin_;
  message_.body_length_ = there;
  if (const Capture* length = message_.find(Header::content_length, {Label::octets})) {
    message_.body_length_ = std::min<std::size_t>(length->value, there);
    if (length->value > there && !options.head_only)
      return reject(Refusal::body_too_short, Header::content_length, length->begin);
  }
  return {};
}

Verdict HeadParser::judge_request() const {
  const Capture* method = message_.find(Header::cseq, {Label::verb});
  if (message_.text(*method) != message_.text(message_.captures_[0]))
    return reject(Refusal::method_mismatch, Header::cseq, method->begin);
  const Capture* target = message_.captures_.data() + 1;
  if (const Capture* headers = Message::find(target + 1, target + target->size, Label::uriHeaders))
    return reject(Refusal::headers_in_request_uri, Header::none, headers->begin);
  const Capture* kind = Message::find(target + 1, target + target->size, Label::scheme);
  const std::string_view text = message_.text(*kind);
  if (!same_ignoring_case(text, scheme::sip) && !same_ignoring_case(text, scheme::sips))
    return reject(Refusal::unsupported_uri_scheme, Header::none, kind->begin);
  return {};
}

Verdict parse(std::string_view bytes, Message& message, ParseOptions options) {
  Verdict verdict = HeadParser(bytes, message).run(options);
  const bool has_rule = verdict.error != SyntaxError::head_unfinished && verdict.error != SyntaxError::head_too_long &&
                        verdict.error != SyntaxError::too_many_fields;
  if (verdict.kind == Verdict::Kind::invalid && options.name_rule && has_rule)
    verdict.rule = core::rule_at_fault(bytes, verdict.offset);
  return verdict;
}

Verdict parse_value(Header header, std::string_view value, Message& message, ParseOptions options) {
  Verdict verdict;
  verdict.kind = Verdict::Kind::invalid;
  verdict.header = header;
  verdict.error = SyntaxError::head_too_long;
  if (value.size() > limits::value_octets_max) return verdict;

  // The generated parsers stop at the CR behind the value, so the value needs one; and every CR within it
  // must be a fold.
  std::array<char, limits::value_octets_max + 3> copy;
  std::copy(value.begin(), value.end(), copy.begin());
  copy[value.size()] = cr;
  copy[value.size() + 1] = lf;
  copy[value.size() + 2] = cr;
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
