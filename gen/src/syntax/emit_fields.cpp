// Emits the fields of a message, after a check that the grammar has every capture they name; and the
// dictionary.
#include <sstream>

#include "banner.hpp"
#include "model/fields.hpp"
#include "syntax/emit.hpp"

namespace sipwright::gen {
namespace {

struct Field {
  std::string type;
  std::string member;
  std::string capture;
  std::string source;
};

std::vector<Field> all_fields() {
  return {
#define FIELD(type, member, capture, source) {#type, #member, capture, source},
      SIPWRIGHT_FIELDS(FIELD)
#undef FIELD
  };
}

const std::string sources = "grammar/*.g4 and model/fields.hpp";
const Place fields_place{"model/fields.hpp", 1};

// The node that carries `label` among those that `node` shows without another label in between.
const Node* find_label(const Grammar& grammar, const Node& node, const std::string& label) {
  if (node.label == label) return &node;
  if (!node.label.empty()) return nullptr;
  if (node.kind == Node::Kind::call) {
    const Rule& rule = grammar.rule(node.rule);
    return rule.notes.nested ? nullptr : find_label(grammar, rule.body, label);
  }
  for (const Node& part : node.parts)
    if (const Node* found = find_label(grammar, part, label)) return found;
  return nullptr;
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  std::istringstream in(path);
  for (std::string part; std::getline(in, part, '/');) parts.push_back(part);
  return parts;
}

const Rule& start_of(const Grammar& grammar, const Field& field, const std::string& name) {
  for (const Rule& rule : grammar.rules)
    if (rule.notes.header == name || rule.notes.start == name) return rule;
  throw GrammarError(fields_place, "member '" + field.member + "' names \"" + name +
                                       "\", which no rule has as @header or @start");
}

// "{Label::items, Label::branch}", after a check that the grammar has that path.
std::string path_of(const Grammar& grammar, const Field& field, const Rule& rule,
                    const std::vector<std::string>& parts) {
  std::string text;
  const Node* node = &rule.body;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Node* from = node;
    // Behind a label, the search goes on inside what it names.
    if (i > 1) from = &grammar.rule(node->rule).body;
    node = find_label(grammar, *from, parts[i]);
    if (node == nullptr)
      throw GrammarError(fields_place, "member '" + field.member + "' names capture \"" + field.capture +
                                           "\": the grammar has no label '" + parts[i] + "' there");
    text += (text.empty() ? "Label::" : ", Label::") + parts[i];
  }
  const bool numeric = node->kind == Node::Kind::call && grammar.rule(node->rule).notes.max.has_value();
  if (field.type == "number" && !numeric)
    throw GrammarError(fields_place,
                       "member '" + field.member + "' is a number, but its capture has no @type");
  return "{" + text + "}";
}

}  // namespace

std::vector<GeneratedFile> emit_fields(const Grammar& grammar) {
  std::ostringstream hpp, cpp;
  hpp << cpp_banner("One message, reduced to what behaviour depends on (model/fields.hpp).", sources)
      << R"(#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

)" << include_line("sipwright/message.hpp")
      << R"(
namespace sipwright {

// Views point into the bytes of the message; `data() == nullptr` says that the message does not have it.
struct Fields {
  bool is_request = false;
)";
  cpp << cpp_banner("Fills the fields from a parsed message.", sources)
      << "#include \"sipwright/fields.hpp\"\n\nnamespace sipwright {\nnamespace {\n\nstd::string_view "
         "text(const Message& message, const Capture* capture) {\n  return capture == nullptr ? "
         "std::string_view() : message.text(*capture);\n}\n\nstd::optional<std::uint32_t> number(const "
         "Capture* capture) {\n  if (capture == nullptr) return std::nullopt;\n  return "
         "capture->value;\n}\n\n}  // namespace\n\nvoid fill_fields(const Message& message, Fields& fields) "
         "{\n  fields = {};\n  fields.is_request = message.is_request();\n  fields.body = message.body();\n  "
         "fields.bytes = message.bytes();\n";
  for (const Field& field : all_fields()) {
    const char* type = field.type == "text"     ? "std::string_view"
                       : field.type == "number" ? "std::optional<std::uint32_t>"
                                                : "std::uint32_t";
    hpp << "  " << type << " " << field.member << (field.type == "count" ? " = 0" : "") << ";  // "
        << field.source << ": " << field.capture << "\n";
    std::string expression;
    if (field.capture[0] == '#' || field.capture[0] == '=') {
      const Rule& rule = start_of(grammar, field, field.capture.substr(1));
      const std::string header = "Header::" + identifier(rule.notes.header);
      expression = field.capture[0] == '#' ? "static_cast<std::uint32_t>(message.count(" + header + "))"
                                           : "message.value(" + header + ")";
    } else {
      const std::vector<std::string> parts = split(field.capture);
      const Rule& rule = start_of(grammar, field, parts[0]);
      const std::string path = path_of(grammar, field, rule, parts);
      const std::string found =
          rule.notes.header.empty()
              ? "message.find_in_start_line(" + path + ")"
              : "message.find(Header::" + identifier(rule.notes.header) + ", " + path + ")";
      expression = field.type == "text" ? "text(message, " + found + ")" : "number(" + found + ")";
    }
    cpp << "  fields." << field.member << " = " << expression << ";\n";
  }
  hpp << R"(  std::string_view body;   // exactly the octets of the body
  std::string_view bytes;  // the whole message
};

// Fills `fields` from a message that parse() took as valid or rejected. The views live as long as the message's bytes.
void fill_fields(const Message& message, Fields& fields);

}  // namespace sipwright
)";
  cpp << "}\n\n}  // namespace sipwright\n";
  return {{"runtime/generated/sipwright/fields.hpp", hpp.str()}, {"runtime/generated/fields.cpp", cpp.str()}};
}

GeneratedFile emit_dictionary(const Grammar& grammar) {
  std::ostringstream out;
  out << banner("#", "grammar/*.g4") << "#\n# Words of the grammar for libFuzzer and AFL++.\n";
  for (const Rule* rule : header_rules(grammar)) {
    out << "\"" << rule->notes.header << ": \"\n";
    if (!rule->notes.compact.empty()) out << "\"" << rule->notes.compact << ":\"\n";
  }
  // A rule or an alternative that is a row of letters is a keyword.
  const auto keyword = [](const Node& node) {
    std::string word;
    for (const Node& part : node.parts) {
      if (part.kind != Node::Kind::bytes || part.bytes.count() > 2) return std::string();
      char c = 0;
      for (int b = 0; b < 256; ++b)
        if (part.bytes.test(static_cast<std::size_t>(b))) c = static_cast<char>(b);
      word += c;
    }
    return node.kind == Node::Kind::sequence && word.size() > 1 ? word : std::string();
  };
  for (const Rule& rule : grammar.rules) {
    std::vector<const Node*> nodes{&rule.body};
    if (rule.body.kind == Node::Kind::choice)
      for (const Node& part : rule.body.parts) nodes.push_back(&part);
    for (const Node* node : nodes)
      if (const std::string word = keyword(*node);
          !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos)
        out << "\"" << word << "\"\n";
  }
  for (const char* text :
       {"\\x0d\\x0a", "\\x0d\\x0a ", "SIP/2.0", " SIP/2.0\\x0d\\x0a", ";", ",", "<", ">", "\\\"", "[::1]"})
    out << "\"" << text << "\"\n";
  return {"fuzz/generated/sip.dict", out.str()};
}

}  // namespace sipwright::gen
