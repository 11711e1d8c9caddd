// Emits the rules of the grammar by name, the program that finds the rule of a fault, and the errors.
#include <functional>
#include <sstream>

#include "syntax/emit.hpp"
#include "syntax/rule_program.hpp"

namespace sipwright::gen {
namespace {

// The RFC and the section alone: what follows them in a doc comment is prose.
std::string source_of(const Rule& rule) {
  std::istringstream words(rule.source);
  std::string rfc, number, section;
  words >> rfc >> number >> section;
  if (rfc != "RFC") return "";
  std::string text = rfc + " " + number;
  if (number.find_last_of(":;") == std::string::npos && !section.empty()) text += " " + section;
  while (std::string(".,:;").find(text.back()) != std::string::npos) text.pop_back();
  return text;
}

std::string rules_hpp(const RuleProgram& program) {
  std::ostringstream out;
  out << cpp_banner("The rules of the grammar, those that are more than a set of octets.") << R"(#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

)" << include_line("sipwright/headers.hpp")
      << "\nnamespace sipwright {\n\nenum class Rule : std::uint16_t {\n  none,\n";
  for (const RuleProgram::Entry& entry : program.rules) {
    const std::string source = source_of(*entry.rule);
    out << "  " << entry.rule->name << "," << (source.empty() ? "" : "  // " + source) << "\n";
  }
  out << "};\n\n// The longest chain of rules within rules.\ninline constexpr std::size_t rule_depth_max = "
      << program.depth << R"(;

// The rule as the grammar writes it; empty for `none`.
std::string_view name_of(Rule rule);

// The RFC and section that the grammar gives for it, or empty.
std::string_view source_of(Rule rule);

// The rule that a value of that header field follows.
Rule rule_of(Header header);

}  // namespace sipwright
)";
  return out.str();
}

std::string rules_cpp(const Grammar& grammar, const RuleProgram& program) {
  std::ostringstream out;
  out << cpp_banner("The rules of the grammar, by name, and as steps of the machine that follows them.")
      << include_line("sipwright/rules.hpp") << "\n"
      << include_line("core/rule_machine.hpp") << R"(
namespace sipwright {
namespace {

struct Entry {
  std::string_view name;
  std::string_view source;
};

constexpr Entry entries[] = {
    {"", ""},
)";
  for (const RuleProgram::Entry& entry : program.rules)
    out << "    {\"" << entry.rule->name << "\", \"" << source_of(*entry.rule) << "\"},\n";
  out << "};\n\nconstexpr Rule rules_of_headers[header_count] = {\n    Rule::extensionValue,\n    "
         "Rule::extensionValue,\n";
  for (const Rule* rule : header_rules(grammar)) out << "    Rule::" << rule->name << ",\n";
  out << R"(};

}  // namespace

std::string_view name_of(Rule rule) { return entries[static_cast<std::size_t>(rule)].name; }

std::string_view source_of(Rule rule) { return entries[static_cast<std::size_t>(rule)].source; }

Rule rule_of(Header header) { return rules_of_headers[static_cast<std::size_t>(header)]; }

namespace core {

// In the order of the enumeration: first step, step behind the call of itself, @except.
const RuleEntry rule_entries[] = {
    {0, 0, Rule::none},
)";
  for (const RuleProgram::Entry& entry : program.rules) {
    const std::string& except = entry.rule->notes.except;
    out << "    {" << entry.first << ", " << entry.again << ", Rule::"
        << (except.empty() || !program.number.count(except) ? "none" : except) << "},\n";
  }
  out << "};\n\nconst RuleStep rule_steps[] = {";
  std::size_t column = 0;
  for (const RuleProgram::Step& step : program.steps) {
    static const char* const kinds[] = {"octet", "call", "fork", "jump", "done"};
    const bool call = step.kind == RuleProgram::Step::Kind::call;
    out << (column++ % 6 == 0 ? "\n    " : " ") << kinds[static_cast<int>(step.kind)] << "("
        << step.argument + (call ? 1 : 0) << "),";
  }
  out << "\n};\n\n// Bit N of word N / 64: the octet N is in the set.\nconst std::uint64_t rule_sets[][4] = {\n";
  for (const ByteSet& set : program.sets) {
    out << "    {";
    for (std::size_t word = 0; word < 4; ++word) {
      std::uint64_t bits = 0;
      for (std::size_t b = 0; b < 64; ++b) bits |= set.test(word * 64 + b) ? std::uint64_t{1} << b : 0;
      out << (word == 0 ? "0x" : ", 0x") << std::hex << bits << std::dec;
    }
    out << "},\n";
  }
  out << "};\n\n}  // namespace core\n}  // namespace sipwright\n";
  return out.str();
}

using Objections = std::vector<Objection>;

void emit_enumeration(std::ostream& out, const char* name, const Objections& all) {
  out << "enum class " << name << " : std::uint8_t {\n  none,\n";
  for (const Objection& one : all) {
    out << "  " << one.name << ",  // ";
    if (one.status != 0) out << one.status << ": ";
    out << one.text << "\n";
  }
  out << "};\n\n";
}

void emit_switch(std::ostream& out, const std::string& head, const char* type, const Objections& all,
                 const std::function<std::string(const Objection&)>& value, const std::string& otherwise) {
  out << head << " {\n  switch (value) {\n    case " << type << "::none:\n      break;\n";
  for (const Objection& one : all)
    out << "    case " << type << "::" << one.name << ":\n      return " << value(one) << ";\n";
  out << "  }\n  return " << otherwise << ";\n}\n\n";
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::vector<GeneratedFile> errors(const Grammar& grammar) {
  Objections errors, refusals;
  for (const Rule& rule : grammar.rules) {
    errors.insert(errors.end(), rule.notes.errors.begin(), rule.notes.errors.end());
    refusals.insert(refusals.end(), rule.notes.refusals.begin(), rule.notes.refusals.end());
  }
  std::ostringstream hpp, cpp;
  hpp << cpp_banner("What can be wrong with a message: the @error and @refuse annotations of the grammar.")
      << "#pragma once\n\n#include <cstdint>\n#include <string_view>\n\nnamespace sipwright {\n\n"
         "// Why a message does not follow the grammar.\n";
  emit_enumeration(hpp, "SyntaxError", errors);
  hpp << "// Why a message that does is refused, and the status code that a server answers.\n";
  emit_enumeration(hpp, "Refusal", refusals);
  for (const Objection& one : refusals)
    if (one.where == "type")
      hpp << "// Of a number above its @type.\ninline constexpr Refusal refused_by_type = Refusal::" << one.name
          << ";\n\n";
  hpp << R"(// The enumerator as it is written here.
std::string_view name_of(SyntaxError value);
std::string_view name_of(Refusal value);

// In words; a refusal's may want the name of the header field behind it.
std::string_view text_of(SyntaxError value);
std::string_view text_of(Refusal value);

// 0 for `none`.
std::uint16_t status_of(Refusal value);

}  // namespace sipwright
)";
  cpp << cpp_banner("The texts of what can be wrong with a message.") << include_line("sipwright/errors.hpp")
      << "\nnamespace sipwright {\n\n";
  const auto name = [](const Objection& one) { return quoted(one.name); };
  const auto text = [](const Objection& one) { return quoted(one.text); };
  const auto status = [](const Objection& one) { return std::to_string(one.status); };
  emit_switch(cpp, "std::string_view name_of(SyntaxError value)", "SyntaxError", errors, name, "\"none\"");
  emit_switch(cpp, "std::string_view name_of(Refusal value)", "Refusal", refusals, name, "\"none\"");
  emit_switch(cpp, "std::string_view text_of(SyntaxError value)", "SyntaxError", errors, text, "\"none\"");
  emit_switch(cpp, "std::string_view text_of(Refusal value)", "Refusal", refusals, text, "\"none\"");
  emit_switch(cpp, "std::uint16_t status_of(Refusal value)", "Refusal", refusals, status, "0");
  cpp << "}  // namespace sipwright\n";
  return {{"runtime/generated/sipwright/errors.hpp", hpp.str()}, {"runtime/generated/errors.cpp", cpp.str()}};
}

}  // namespace

std::vector<GeneratedFile> emit_rules(const Grammar& grammar) {
  const RuleProgram program = make_rule_program(grammar);
  std::vector<GeneratedFile> files = errors(grammar);
  files.push_back({"runtime/generated/sipwright/rules.hpp", rules_hpp(program)});
  files.push_back({"runtime/generated/rules.cpp", rules_cpp(grammar, program)});
  return files;
}

}  // namespace sipwright::gen
