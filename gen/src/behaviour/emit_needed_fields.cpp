#include "emit_needed_fields.hpp"

#include <string>

#include "../banner.hpp"
#include "model/needed_fields.hpp"

namespace sipwright::gen {
namespace {

struct Need {
  std::string header;
  bool requests;
  bool answers;
  std::string id;
  std::string why;
};

constexpr const char* head =
    "//\n// The header fields that a message is judged by: a malformed one of these spoils it, any other is left out.\n"
    "#pragma once\n\n#include \"sipwright/headers.hpp\"\n\nnamespace sipwright {\n";

std::string predicate(const std::string& name, bool Need::*column) {
  static const Need needs[] = {
#define NEED(header, requests, answers, id, why) {#header, requests, answers, id, why},
      SIPWRIGHT_NEEDED_FIELDS(NEED)
#undef NEED
  };
  std::string text = "\nconstexpr bool " + name + "(Header header) {\n  switch (header) {\n";
  for (const Need& one : needs) {
    if (one.*column) text += "    case Header::" + one.header + ":  // " + one.id + ": " + one.why + "\n";
  }
  return text + "      return true;\n    default:\n      return false;\n  }\n}\n";
}

}  // namespace

GeneratedFile emit_needed_fields() {
  return {"runtime/generated/sipwright/needed_fields.hpp",
          banner("//", "model/needed_fields.hpp") + head + predicate("needed_in_request", &Need::requests) +
              predicate("needed_in_answer", &Need::answers) + "\n}  // namespace sipwright\n"};
}

}  // namespace sipwright::gen
