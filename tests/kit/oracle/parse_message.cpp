// The two levels of a message, and the reasons to refuse one that is well-formed.
#include <cstring>
#include <string>
#include <string_view>

#include "parse_rule.hpp"

namespace sipwright::oracle {
namespace {

using std::string_view;

bool same_name(string_view a, const char* b) {
  if (b == nullptr || a.size() != std::strlen(b)) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

const StartRule& rule_of_header(string_view name) {
  for (std::size_t i = 0; i < start_rule_count; ++i)
    if (same_name(name, start_rules[i].header) || same_name(name, start_rules[i].compact))
      return start_rules[i];
  return *find_start_rule("extensionValue");
}

class Reader {
 public:
  Reader(const unsigned char* bytes, std::size_t n, const sipwright_oracle_sink* sink)
      : bytes_(bytes), n_(n), sink_(sink) {}

  sipwright_oracle_message read() {
    message_.row = -1;
    // Nothing in the head but its end can hold an empty line, so that the first one ends it.
    const std::size_t empty_line = text(0, n_).find("\r\n\r\n");
    message_.head_length = empty_line == string_view::npos ? n_ : empty_line + 4;
    const Parsed head = parse(*find_start_rule("messageHead"), bytes_, message_.head_length, 0);
    if (head.tree == nullptr) {
      message_.verdict = head.verdict;
      message_.rule = "messageHead";
      return message_;
    }
    auto* context = static_cast<SipReferenceParser::MessageHeadContext*>(head.tree);
    start_line(*context->startLine());
    for (SipReferenceParser::MessageHeaderContext* field : context->fields)
      if (message_.verdict.answer < SIPWRIGHT_ORACLE_MALFORMED) header(*field);
    if (message_.verdict.answer <= SIPWRIGHT_ORACLE_OUT_OF_RANGE) refuse();
    return message_;
  }

 private:
  string_view text(std::size_t begin, std::size_t end) const {
    return {reinterpret_cast<const char*>(bytes_) + begin, end - begin};
  }

  void start_line(SipReferenceParser::StartLineContext& line) {
    message_.is_request = line.requestLine() != nullptr;
    const Extent extent = extent_of(&line, 0);
    value({nullptr, nullptr, 0, 0, extent.begin, extent.end, {}},
          *find_start_rule(message_.is_request ? "requestLine" : "statusLine"));
  }

  void header(SipReferenceParser::MessageHeaderContext& field) {
    const Extent name = extent_of(field.fieldName, 0);
    const Extent raw = extent_of(field.fieldValue, 0);
    const StartRule& rule = rule_of_header(text(name.begin, name.end));
    value({nullptr, rule.header, name.begin, name.end, raw.begin, raw.end, {}}, rule);
    ++seen_[&rule - start_rules];
  }

  void value(sipwright_oracle_row row, const StartRule& rule) {
    const Parsed parsed =
        parse(rule, bytes_ + row.value_begin, row.value_end - row.value_begin, row.value_begin);
    row.rule = rule.name;
    row.verdict = parsed.verdict;
    // The first row that is malformed speaks for the message; without one, the first out of range.
    if (parsed.verdict.answer > message_.verdict.answer) {
      message_.verdict = parsed.verdict;
      message_.row = row_;
      message_.rule = rule.name;
    }
    ++row_;
    if (sink_ != nullptr && sink_->on_row != nullptr) sink_->on_row(sink_->user, &row);
    if (parsed.verdict.answer > SIPWRIGHT_ORACLE_OUT_OF_RANGE) return;
    for (const sipwright_oracle_capture& capture : parsed.captures) {
      if (sink_ != nullptr && sink_->on_capture != nullptr) sink_->on_capture(sink_->user, &capture);
      remember(rule, capture);
    }
  }

  // What the reasons to refuse look at: the first of its kind each.
  void remember(const StartRule& rule, const sipwright_oracle_capture& capture) {
    const auto is = [&](const char* rule_name, const char* label) {
      return std::strcmp(rule.name, rule_name) == 0 && std::strcmp(capture.label, label) == 0;
    };
    const string_view value = text(capture.begin, capture.end);
    const auto keep = [&](string_view& where) {
      if (where.data() == nullptr) where = value;
    };
    if (is("requestLine", "verb")) keep(method_);
    if (is("requestLine", "scheme")) keep(scheme_);
    if (is("requestLine", "uriHeaders")) keep(uri_headers_);
    if (is("requestLine", "versionNumber") || is("statusLine", "versionNumber")) keep(version_);
    if (is("cseqValue", "verb")) keep(cseq_method_);
    if (is("contentLengthValue", "octets")) keep(content_length_);
  }

  void refuse() {
    const auto refused = [this](bool yes, unsigned reason) {
      if (yes) message_.refused |= reason;
    };
    refused(message_.verdict.answer == SIPWRIGHT_ORACLE_OUT_OF_RANGE, SIPWRIGHT_ORACLE_REFUSED_RANGE);
    for (std::size_t i = 0; i < start_rule_count; ++i) {
      const StartRule& rule = start_rules[i];
      const bool mandatory = message_.is_request ? rule.mandatory_in_request : rule.mandatory_in_response;
      refused(mandatory && seen_[i] == 0, SIPWRIGHT_ORACLE_REFUSED_MISSING);
      refused(rule.single && seen_[i] > 1, SIPWRIGHT_ORACLE_REFUSED_REPEATED);
    }
    refused(version_ != "2.0", SIPWRIGHT_ORACLE_REFUSED_VERSION);
    if (message_.is_request) {
      refused(cseq_method_.data() != nullptr && cseq_method_ != method_, SIPWRIGHT_ORACLE_REFUSED_CSEQ);
      refused(uri_headers_.data() != nullptr, SIPWRIGHT_ORACLE_REFUSED_URI_HEADERS);
      refused(!same_name(scheme_, "sip") && !same_name(scheme_, "sips"), SIPWRIGHT_ORACLE_REFUSED_SCHEME);
    }
    frame(refused);
  }

  template <class Refused>
  void frame(const Refused& refused) {
    const std::size_t rest = n_ - message_.head_length;
    std::size_t octets = rest;
    if (content_length_.data() != nullptr) {
      octets = 0;
      for (const char digit : content_length_)
        if (octets <= rest) octets = octets * 10 + static_cast<std::size_t>(digit - '0');
    }
    refused(octets > rest, SIPWRIGHT_ORACLE_REFUSED_LENGTH);
    message_.body_length = octets > rest ? rest : octets;
  }

  const unsigned char* bytes_;
  std::size_t n_;
  const sipwright_oracle_sink* sink_;
  sipwright_oracle_message message_{};
  int row_ = 0;
  std::vector<int> seen_ = std::vector<int>(start_rule_count);
  string_view method_, scheme_, uri_headers_, version_, cseq_method_, content_length_;
};

}  // namespace
}  // namespace sipwright::oracle

extern "C" struct sipwright_oracle_message sipwright_oracle_parse_message(
    const unsigned char* bytes, size_t n, const struct sipwright_oracle_sink* sink) {
  return sipwright::oracle::Reader(bytes, n, sink).read();
}
