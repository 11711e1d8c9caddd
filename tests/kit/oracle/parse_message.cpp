// The two levels of a message, and the reasons to refuse one that is well-formed.
#include <map>
#include <string>
#include <string_view>

#include "parse_rule.hpp"

namespace sipwright::oracle {
namespace {

using std::string_view;

std::string lower(string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

bool same_name(string_view a, const char* b) {
  return b != nullptr && lower(a) == lower(b);
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
    if (++seen_[&rule - start_rules] > 1 && rule.single && repeated_ == nullptr) {
      repeated_ = &rule;
      repeated_at_ = name.begin;
    }
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
    if (sink_ != nullptr && sink_->on_capture != nullptr)
      for (const sipwright_oracle_capture& capture : parsed.captures) sink_->on_capture(sink_->user, &capture);
    values_.try_emplace(rule.name, parsed.captures);
  }

  using Captures = std::vector<sipwright_oracle_capture>;

  // The capture at the end of a path of labels: the first of its name at each step. Null where there is none, or the
  // message has no such value.
  const sipwright_oracle_capture* at(const char* rule, string_view path) const {
    const auto found = values_.find(rule);
    if (found == values_.end()) return nullptr;
    const Captures& all = found->second;
    std::size_t begin = 0, end = all.size();
    const sipwright_oracle_capture* capture = nullptr;
    for (unsigned depth = 0;; ++depth) {
      const string_view label = path.substr(0, path.find('/'));
      while (begin < end && !(all[begin].depth == depth && all[begin].label == label)) ++begin;
      if (begin == end) return nullptr;
      capture = &all[begin++];
      end = begin;
      while (end < all.size() && all[end].depth > depth) ++end;
      if (label.size() == path.size()) return capture;
      path.remove_prefix(label.size() + 1);
    }
  }

  void refuse() {
    take_body();
    std::size_t next = 0;
    for (std::size_t i = 0; i < reason_count && message_.refused == nullptr; ++i) {
      rows(reasons[i]);
      for (; next < demand_count && demands[next].reason == i; ++next)
        if (message_.refused == nullptr) check(demands[next]);
    }
  }

  void blame(const Reason& reason, const char* culprit, std::size_t at) {
    message_.refused = &reason.told;
    message_.culprit = culprit;
    message_.refused_at = at;
  }

  // What is said of all header fields, or of all numbers.
  void rows(const Reason& reason) {
    const string_view where = reason.where == nullptr ? "" : reason.where;
    if (where == "type" && message_.verdict.answer == SIPWRIGHT_ORACLE_OUT_OF_RANGE)
      blame(reason, find_start_rule(message_.rule)->header, message_.verdict.offset);
    if (where == "single" && repeated_ != nullptr) blame(reason, repeated_->header, repeated_at_);
    if (where == "mandatory") missing(reason);
  }

  // The first by the alphabet is named.
  void missing(const Reason& reason) {
    const char* first = nullptr;
    for (std::size_t i = 0; i < start_rule_count; ++i) {
      const StartRule& rule = start_rules[i];
      const bool mandatory = message_.is_request ? rule.mandatory_in_request : rule.mandatory_in_response;
      if (!mandatory || seen_[i] != 0) continue;
      if (first == nullptr || lower(rule.header) < lower(first)) first = rule.header;
    }
    if (first != nullptr) blame(reason, first, message_.head_length);
  }

  void check(const Demand& demand) {
    const sipwright_oracle_capture* capture = at(demand.rule, demand.path);
    if (capture == nullptr) return;
    const string_view said = text(capture->begin, capture->end);
    bool held = true;
    switch (demand.kind) {
      case Demand::Kind::only:
        held = false;
        for (const char* word : demand.words) held = held || same_name(said, word);
        break;
      case Demand::Kind::without:
        held = false;
        break;
      case Demand::Kind::agree:
        if (const auto* other = at(demand.other_rule, demand.other_path))
          held = said == text(other->begin, other->end);
        break;
      case Demand::Kind::counts:
        held = counted_ <= n_ - message_.head_length;
        break;
    }
    if (!held) blame(reasons[demand.reason], find_start_rule(demand.rule)->header, capture->begin);
  }

  void take_body() {
    const std::size_t rest = n_ - message_.head_length;
    counted_ = rest;
    for (std::size_t i = 0; i < demand_count; ++i)
      if (demands[i].kind == Demand::Kind::counts)
        if (const auto* capture = at(demands[i].rule, demands[i].path)) {
          counted_ = 0;
          for (const char digit : text(capture->begin, capture->end))
            if (counted_ <= rest) counted_ = counted_ * 10 + static_cast<std::size_t>(digit - '0');
        }
    message_.body_length = counted_ > rest ? rest : counted_;
  }

  const unsigned char* bytes_;
  std::size_t n_;
  const sipwright_oracle_sink* sink_;
  sipwright_oracle_message message_{};
  int row_ = 0;
  std::vector<int> seen_ = std::vector<int>(start_rule_count);
  std::map<string_view, Captures> values_;  // by start rule: those of its first row
  const StartRule* repeated_ = nullptr;      // the first @single that stands again
  std::size_t repeated_at_ = 0;
  std::size_t counted_ = 0;  // octets that the body should have
};

}  // namespace
}  // namespace sipwright::oracle

extern "C" struct sipwright_oracle_message sipwright_oracle_parse_message(
    const unsigned char* bytes, size_t n, const struct sipwright_oracle_sink* sink) {
  return sipwright::oracle::Reader(bytes, n, sink).read();
}

extern "C" const struct sipwright_oracle_reason* sipwright_oracle_reason_at(size_t index) {
  using namespace sipwright::oracle;
  return index < reason_count ? &reasons[index].told : nullptr;
}
