// Do all kernels say the same of these octets: verdict, rows, captures, body? And do they stay within their
// buffers?
//
// Without the reference parser this is fast, so that the sanitizers see many messages. Input that begins with
// the octet 1 is no message: the second octet picks a header field, and the rest is parsed as its value
// alone.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "sipwright/multipart.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/tolerance.hpp"

namespace {

using namespace sipwright;

constexpr std::uint8_t value_mark = 1;

struct Answer {
  const char* kernel;
  Verdict verdict;
  std::unique_ptr<Message> message = std::make_unique<Message>();
};

bool same(const Verdict& a, const Verdict& b) {
  return a.kind == b.kind && a.error == b.error && a.refusal == b.refusal && a.header == b.header &&
         a.status == b.status && a.offset == b.offset;
}

bool same(const Capture& a, const Capture& b) {
  return a.label == b.label && a.begin == b.begin && a.end == b.end && a.size == b.size && a.value == b.value;
}

bool same(const Row& a, const Row& b) {
  return a.header == b.header && a.name_begin == b.name_begin && a.name_end == b.name_end &&
         a.value_begin == b.value_begin && a.value_end == b.value_end &&
         a.captures_begin == b.captures_begin && a.captures_end == b.captures_end;
}

const char* difference(const Answer& a, const Answer& b) {
  if (!same(a.verdict, b.verdict)) return "verdict";
  if (a.message->is_request() != b.message->is_request()) return "kind of message";
  if (a.message->row_count() != b.message->row_count()) return "number of rows";
  for (std::size_t i = 0; i < a.message->row_count(); ++i) {
    const Row& row = a.message->row(i);
    if (!same(row, b.message->row(i))) return "row";
    if (row.header != Header::none && a.message->first(row.header) - &a.message->row(0) !=
                                          b.message->first(row.header) - &b.message->row(0))
      return "first row of a header field";
    const Capture* other = b.message->begin(b.message->row(i));
    for (const Capture* capture = a.message->begin(row); capture != a.message->end(row); ++capture, ++other)
      if (!same(*capture, *other)) return "capture";
  }
  if (!a.verdict.well_formed()) return nullptr;
  if (a.message->head_octets() != b.message->head_octets()) return "end of the head";
  if (a.message->body() != b.message->body()) return "body";
  return nullptr;
}

// What is found first and decoded later is what is decoded at once.
const char* difference_later(const Answer& whole, std::string_view bytes) {
  static const auto later = std::make_unique<Message>();
  static const HeaderSet only = transaction_headers();
  ParseOptions options;
  options.only = &only;
  const Verdict verdict = parse(bytes, *later, options);
  if (!whole.verdict.accepted()) return nullptr;
  if (!verdict.accepted()) return "verdict without most values";
  if (later->row_count() != whole.message->row_count()) return "rows without most values";
  for (std::size_t i = 0; i < later->row_count(); ++i) {
    if (!decode(*later, i).accepted()) return "verdict of a value alone";
    const Capture* other = whole.message->begin(whole.message->row(i));
    const Row& row = later->row(i);
    if (later->end(row) - later->begin(row) != whole.message->end(whole.message->row(i)) - other)
      return "number of captures of a value alone";
    for (const Capture* capture = later->begin(row); capture != later->end(row); ++capture, ++other)
      if (!same(*capture, *other)) return "capture of a value alone";
  }
  return nullptr;
}

// The parts of a body lie within it, one behind the other, and what ends them is told.
const char* fault_of_parts(const Message& message) {
  const auto boundary = multipart_boundary(message);
  if (!boundary) return nullptr;
  const std::string_view body = message.body();
  MultipartReader parts(body, *boundary);
  const char* at = body.data();
  std::size_t count = 0;
  for (BodyPart part; parts.next(part); ++count) {
    if (part.head.data() < at || part.body.data() < part.head.data() + part.head.size()) return "order of parts";
    at = part.body.data() + part.body.size();
    if (at > body.data() + body.size()) return "end of a part";
    for (const Header header : {Header::content_type, Header::content_id, Header::content_disposition}) {
      const std::string_view value = part.value(header);
      if (value.data() != nullptr &&
          (value.data() < part.head.data() || value.data() + value.size() > part.head.data() + part.head.size()))
        return "value of a part";
    }
  }
  return count > limits::parts_max || parts.offset() > body.size() ? "end of the parts" : nullptr;
}

// Where a message is mended, every tolerance allowed, the end is reached, and no mend is of nothing.
const char* fault_of_mends(std::string text) {
  static const auto message = std::make_unique<Message>();
  ParseOptions options;
  options.name_rule = true;
  for (std::size_t i = 0; i < 16; ++i) {
    const auto mend = find_mend(*message, parse(text, *message, options), all_tolerances());
    if (!mend) return nullptr;
    if (mend->at + mend->taken > text.size() || mend->taken + mend->put().size() == 0) return "mend";
    text.replace(mend->at, mend->taken, mend->put());
  }
  return nullptr;
}

void parse_by(Answer& answer, const std::uint8_t* data, std::size_t size) {
  if (!use_kernel(answer.kernel)) {
    std::fprintf(stderr, "this machine has no kernel %s\n", answer.kernel);
    std::abort();
  }
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (size >= 2 && data[0] == value_mark)
    answer.verdict =
        parse_value(static_cast<Header>(data[1] % header_count), bytes.substr(2), *answer.message);
  else
    answer.verdict = parse(bytes, *answer.message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Answer answers[] = {{"scalar", {}}, {"sse2", {}}, {"avx2", {}}};
  for (Answer& answer : answers) {
    parse_by(answer, data, size);
    const char* what = difference(answers[0], answer);
    const bool is_turn = &answer == &answers[size % 3] && !(size >= 2 && data[0] == value_mark);
    if (what == nullptr && is_turn)
      what = difference_later(answer, {reinterpret_cast<const char*>(data), size});
    if (what == nullptr && is_turn && answer.verdict.accepted()) what = fault_of_parts(*answer.message);
    // It takes long, so that few are mended.
    if (what == nullptr && is_turn && !answer.verdict.accepted() && size != 0 && data[size - 1] % 64 == 0)
      what = fault_of_mends({reinterpret_cast<const char*>(data), size});
    if (what != nullptr) {
      std::fprintf(stderr, "%s and %s differ: %s\n  %s: %s\n  %s: %s\n", answers[0].kernel, answer.kernel,
                   what, answers[0].kernel, answers[0].verdict.describe().c_str(), answer.kernel,
                   answer.verdict.describe().c_str());
      std::abort();
    }
  }
  return 0;
}
