#include "emit_vocabulary.hpp"

#include <string_view>

#include "../banner.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::gen {
namespace {

constexpr std::string_view opening = R"(//
// The words of the protocol as constants: status codes, methods, event packages, media types, transports, option
// tags, URI schemes, parameter names, durations and limits. Header fields are in `sipwright/headers.hpp`. Beside each
// constant stands its source; `SW-nn` is a decision of this project, its reason is in the catalogue of requirements.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace sipwright {
)";

class Text {
 public:
  void open(std::string_view name, std::string_view comment) {
    out_.append("\n// ").append(comment).append("\nnamespace ").append(name).append(" {\n");
  }
  void close(std::string_view name) { out_.append("}  // namespace ").append(name).append("\n"); }
  void constant(std::string_view type, std::string_view name, std::string_view value, std::string_view remark) {
    out_.append("inline constexpr ").append(type).append(" ").append(name).append(" = ").append(value);
    out_.append(";  // ").append(remark).append("\n");
  }
  void raw(std::string_view text) { out_.append(text); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

void emit_words(Text& text) {
#define WORD(name, value, source) text.constant("std::string_view", #name, quoted(value), source);
  text.open("method", "Methods; case-sensitive.");
  SIPWRIGHT_METHODS(WORD)
  text.close("method");
  text.open("package", "Event packages.");
  SIPWRIGHT_PACKAGES(WORD)
  text.close("package");
  text.open("media_type", "Types of bodies.");
  SIPWRIGHT_MEDIA_TYPES(WORD)
  text.close("media_type");
  text.open("transport", "Transports as Via writes them.");
  SIPWRIGHT_TRANSPORTS(WORD)
  text.close("transport");
  text.open("option_tag", "Option tags of Require and Supported.");
  SIPWRIGHT_OPTION_TAGS(WORD)
  text.close("option_tag");
  text.open("scheme", "URI schemes, without the colon.");
  SIPWRIGHT_SCHEMES(WORD)
  text.close("scheme");
  text.open("word", "Version, branch cookie, parameter names, digest words.");
  SIPWRIGHT_WORDS(WORD)
  text.close("word");
#undef WORD
}

void emit_status(Text& text) {
  text.open("status", "Status codes.");
#define STATUS(name, code, reason, source) text.constant("std::uint16_t", #name, #code, source);
  SIPWRIGHT_STATUS_CODES(STATUS)
#undef STATUS
  text.close("status");
  text.raw("\n// The reason phrase that the defining RFC gives; empty for a code that is not listed above.\n");
  text.raw("constexpr std::string_view default_reason(std::uint16_t code) {\n  switch (code) {\n");
#define STATUS(name, code, reason, source) text.raw("    case status::" #name ": return \"" reason "\";\n");
  SIPWRIGHT_STATUS_CODES(STATUS)
#undef STATUS
  text.raw("  }\n  return {};\n}\n");
}

void emit_numbers(Text& text) {
  text.open("timer", "Durations, named as in RFC 3261.");
  text.raw("using namespace std::chrono_literals;\n");
#define TIMER(name, expression, source, purpose) \
  text.constant("std::chrono::nanoseconds", #name, #expression, source ": " purpose);
  SIPWRIGHT_TIMERS(TIMER)
#undef TIMER
  text.close("timer");
  text.open("limit", "Numbers, unit last in the name.");
#define LIMIT(name, value, unit, source, why) \
  text.constant("std::uint32_t", #name, #value, source ": " why " (" unit ")");
  SIPWRIGHT_LIMITS(LIMIT)
#undef LIMIT
  text.close("limit");
}

}  // namespace

GeneratedFile emit_vocabulary() {
  Text text;
  text.raw(banner("//", "model/vocabulary.hpp"));
  text.raw(opening);
  emit_status(text);
  emit_words(text);
  emit_numbers(text);
  text.raw("\n}  // namespace sipwright\n");
  return {"runtime/generated/sipwright/vocabulary.hpp", text.take()};
}

}  // namespace sipwright::gen
