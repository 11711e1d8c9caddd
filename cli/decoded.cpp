#include "decoded.hpp"

#include <nlohmann/json.hpp>

#include "sipwright/parser.hpp"

namespace sipwright::cli {
namespace {

using Json = nlohmann::ordered_json;

DecodedCapture decoded(const Message& message, const Capture*& at) {
  const Capture& capture = *at;
  const Capture* const end = at + capture.size;
  DecodedCapture result;
  result.label = name_of(capture.label);
  result.span = {capture.begin, capture.end};
  // The tape has a number for every capture; what is written tells whether it is one.
  const std::string_view text = message.text(capture);
  const bool is_zero = !text.empty() && text.find_first_not_of('0') == std::string_view::npos;
  if (capture.value != 0 || is_zero) result.number = capture.value;
  for (++at; at != end;) result.inside.push_back(decoded(message, at));
  return result;
}

void fill(const Message& message, Decoded& result) {
  result.is_request = message.is_request();
  for (std::size_t i = 0; i < message.row_count(); ++i) {
    const Row& row = message.row(i);
    DecodedRow out{name_of(row.header), {row.name_begin, row.name_end}, {row.value_begin, row.value_end}, {}};
    for (const Capture* at = message.begin(row); at != message.end(row);)
      out.captures.push_back(decoded(message, at));
    result.rows.push_back(std::move(out));
  }
  result.body = {message.head_octets(), message.head_octets() + message.body().size()};
}

Json texts(std::string_view bytes, Span span) {
  const std::string text(bytes.substr(span.begin, span.end - span.begin));
  Json json;
  json["begin"] = span.begin;
  json["end"] = span.end;
  json["text"] = text;
  try {
    (void)Json(text).dump();
  } catch (const Json::type_error&) {
    std::string hex;
    for (const char c : text) {
      constexpr const char* digits = "0123456789abcdef";
      const auto octet = static_cast<unsigned char>(c);
      hex += digits[octet >> 4];
      hex += digits[octet & 15];
    }
    json["octets"] = hex;
  }
  return json;
}

Json captures(std::string_view bytes, const std::vector<DecodedCapture>& all) {
  Json list = Json::array();
  for (const DecodedCapture& capture : all) {
    Json json;
    json["label"] = capture.label;
    json.update(texts(bytes, capture.span));
    if (capture.number) json["number"] = *capture.number;
    if (!capture.inside.empty()) json["captures"] = captures(bytes, capture.inside);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  Decoded result;
  Message message;
  ParseOptions options;
  options.name_rule = true;
  const Verdict verdict = parse(bytes, message, options);
  result.rule = name_of(verdict.rule);
  result.rule_source = source_of(verdict.rule);
  result.verdict = verdict.describe();
  result.accepted = verdict.accepted();
  result.unjudged = verdict.kind == Verdict::Kind::unjudged;
  result.malformed = !verdict.well_formed();
  if (!result.accepted) result.at = verdict.offset;
  fill(message, result);
  return result;
}

Json to_json(const Decoded& decoded, std::string_view as_it_came) {
  const std::string_view bytes = decoded.tolerated.empty() ? as_it_came : decoded.mended;
  Json json;
  json["verdict"] = decoded.verdict;
  json["kind"] = decoded.verdict.substr(0, decoded.verdict.find(':'));
  if (decoded.at) json["offset"] = *decoded.at;
  if (!decoded.rule.empty()) {
    json["rule"]["name"] = decoded.rule;
    json["rule"]["source"] = decoded.rule_source;
  }
  for (const Tolerated& one : decoded.tolerated)
    json["tolerated"].push_back(
        {{"name", name_of(one.tolerance)}, {"offset", one.offset}, {"reason", reason_of(one.tolerance)}});
  if (!decoded.tolerated.empty()) json["mended"] = texts(bytes, {0, bytes.size()})["text"];
  json["rows"] = Json::array();
  for (std::size_t i = 0; i < decoded.rows.size(); ++i) {
    const DecodedRow& row = decoded.rows[i];
    Json out;
    if (i == 0) {
      out["start_line"] = decoded.is_request ? "Request-Line" : "Status-Line";
    } else {
      out["header"] = row.header.empty() ? Json(nullptr) : Json(row.header);
      out["name"] = texts(bytes, row.name);
    }
    out["value"] = texts(bytes, row.value);
    out["captures"] = captures(bytes, row.captures);
    json["rows"].push_back(std::move(out));
  }
  if (decoded.malformed) return json;
  json["body"] = texts(bytes, decoded.body);
  return json;
}

}  // namespace sipwright::cli
