// Emits the serializer: for every value that has labels a structure of its parts, and what writes it.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "syntax/emit.hpp"
#include "syntax/emit_bytes.hpp"
#include "syntax/look_ahead.hpp"
#include "syntax/shape.hpp"

namespace sipwright::gen {
namespace {

std::string capital(std::string name) {
  if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
  return name;
}

// Text as a C++ literal.
std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\r')
      out += "\\r";
    else if (c == '\n')
      out += "\\n";
    else if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else
      out += c;
  }
  return out + "\"";
}

class PartsEmitter {
 public:
  explicit PartsEmitter(const Grammar& grammar) : grammar_(grammar) {}

  std::vector<GeneratedFile> run() {
    for (const Rule& rule : grammar_.rules) {
      const bool is_value = !rule.notes.header.empty() || !rule.notes.start.empty();
      if (is_value && has_labels(grammar_, rule.body)) structure(rule);
    }
    return {{"runtime/generated/sipwright/parts.hpp", header()}, {"runtime/generated/parts.cpp", source()}};
  }

 private:
  static std::string type_of(const Part& part) {
    switch (part.kind) {
      case Part::Kind::number:
        return "std::optional<std::uint32_t>";
      case Part::Kind::flag:
        return "bool";
      case Part::Kind::structure:
        return capital(part.rule->name);
      case Part::Kind::text:
      case Part::Kind::quoted:
        break;
    }
    return "std::string_view";
  }

  // A structure that others hold comes before them.
  void structure(const Rule& rule) {
    if (!known_.insert(rule.name).second) return;
    const Form form = form_of(grammar_, rule);
    for (const Part& part : form.parts)
      if (part.kind == Part::Kind::structure) structure(*part.rule);
    declare(form);
    define(form);
  }

  void declare(const Form& form) {
    const Rule& rule = *form.rule;
    structures_ << "// " << (rule.notes.header.empty() ? rule.name : rule.notes.header)
                << (rule.source.empty() ? "" : ": " + rule.source) << "\nstruct " << capital(rule.name) << " {\n";
    if (!rule.notes.header.empty())
      structures_ << "  static constexpr Header header = Header::" << identifier(rule.notes.header) << ";\n";
    structures_ << "  std::string_view text{};\n";
    std::string any = "given(value.text)";
    std::size_t column = any.size();
    for (const Part& part : form.parts) {
      if (part.label == "text" || part.label == "header")
        throw GrammarError(rule.place, "label '" + part.label + "' is a member of every structure that is written: "
                                       "call it otherwise");
      const std::string type = type_of(part);
      const bool flag = part.kind == Part::Kind::flag && !part.list;
      structures_ << "  " << (part.list ? "std::span<const " + type + ">" : type) << " " << part.label
                  << (flag ? " = false;" : "{};");
      if (part.kind == Part::Kind::quoted) structures_ << "  // put in quotes where it must be";
      if (part.kind == Part::Kind::text && !part.fixed.empty()) structures_ << "  // otherwise " << part.fixed;
      structures_ << "\n";
      const std::string test = " || given(value." + part.label + ")";
      column += test.size();
      if (column > 105) {
        any += " ||\n        ";
        column = test.size();
        any += test.substr(4);
      } else {
        any += test;
      }
    }
    structures_ << "};\ninline bool given(const " << capital(rule.name) << "& value) {\n  return " << any
                << ";\n}\nvoid write(Writer& out, const " << capital(rule.name) << "& value);\n\n";
  }

  const Part& part(const std::string& label) const {
    return *std::find_if(form_->parts.begin(), form_->parts.end(),
                         [&](const Part& one) { return one.label == label; });
  }

  // Whether something is left to write of a label.
  std::string left(const std::string& label) const {
    const Part& one = part(label);
    if (one.list) return "next_" + label + " < value." + label + ".size()";
    return (one.in_loop ? "!wrote_" + label + " && " : "") + ("given(value." + label + ")");
  }
  std::string any_left(const Shape& shape) const {
    std::string text;
    const std::vector<std::string> labels = labels_of(shape);
    for (const std::string& label : labels) {
      const bool both = labels.size() > 1 && part(label).in_loop && !part(label).list;
      text += (text.empty() ? "" : " ||\n      ") + (both ? "(" + left(label) + ")" : left(label));
    }
    return text.empty() ? "false" : text;
  }

  void define(const Form& form) {
    form_ = &form;
    const std::string name = capital(form.rule->name);
    functions_ << "void write(Writer& out, const " << name << "& value) {\n";
    if (!form.shape) {
      functions_ << "  out.part(value.text);\n}\n\n";
      return;
    }
    functions_ << "  if (given(value.text)) {\n    out.append(value.text);\n    return;\n  }\n";
    for (const Part& one : form.parts) {
      if (one.list)
        functions_ << "  std::size_t next_" << one.label << " = 0;\n";
      else if (one.in_loop)
        functions_ << "  bool wrote_" << one.label << " = false;\n";
    }
    shape(*form.shape, 1);
    functions_ << "}\n\n";
  }

  void shape(const Shape& s, int depth) {
    const std::string at = pad(depth);
    switch (s.kind) {
      case Shape::Kind::fixed:
        if (!s.text.empty()) functions_ << at << "out.append(" << literal(s.text) << ");\n";
        return;
      case Shape::Kind::part:
        return element(part(s.label), depth);
      case Shape::Kind::sequence:
        for (const Shape& inner : s.parts) shape(inner, depth);
        return;
      case Shape::Kind::choice:
        return choice(s, depth);
      case Shape::Kind::optional:
        functions_ << at << "if (" << any_left(s) << ") {\n";
        shape(s.parts[0], depth + 1);
        functions_ << at << "}\n";
        return;
      case Shape::Kind::loop:
        if (s.first_always) shape(s.parts[0], depth);
        functions_ << at << "while (" << any_left(s) << ") {\n";
        shape(s.parts[0], depth + 1);
        functions_ << at << "}\n";
        return;
    }
  }

  static int times_in_loops(const Shape& s, const std::string& label, bool in_loop) {
    if (s.kind == Shape::Kind::part) return in_loop && s.label == label;
    int times = 0;
    in_loop = in_loop || s.kind == Shape::Kind::loop;
    for (const Shape& inner : s.parts) times += times_in_loops(inner, label, in_loop);
    return times;
  }

  // Where the choice is made again in a loop around it, or in one beside it, any alternative of which something is
  // left; elsewhere the first that has all that is given.
  void choice(const Shape& s, int depth) {
    const std::string at = pad(depth);
    const std::vector<std::string> all = labels_of(s);
    const bool repeated =
        std::any_of(all.begin(), all.end(), [&](const std::string& label) {
          return times_in_loops(*form_->shape, label, false) > times_in_loops(s, label, false);
        });
    for (std::size_t i = 0; i < s.parts.size(); ++i) {
      const bool last = i + 1 == s.parts.size();
      std::string test = any_left(s.parts[i]);
      if (!repeated) {
        test.clear();
        const auto own = labels_of(s.parts[i]);
        for (const std::string& label : all)
          if (std::find(own.begin(), own.end(), label) == own.end())
            test += (test.empty() ? "!(" : " ||\n      ") + (part(label).list ? left(label) : "(" + left(label) + ")");
        test = test.empty() ? "true" : test + ")";
      }
      functions_ << (i == 0 ? at : "") << (last ? "" : "if (" + test + ") ") << "{\n";
      shape(s.parts[i], depth + 1);
      functions_ << at << (last ? "}\n" : "} else ");
    }
  }

  void element(const Part& one, int depth) {
    const std::string at = pad(depth);
    std::string value = "value." + one.label;
    if (one.list) {
      functions_ << at << "if (next_" << one.label << " == " << value << ".size()) return out.fail();\n";
      value += "[next_" + one.label + "++]";
    }
    const std::string otherwise = one.fixed.empty() || one.list ? "" : literal(one.fixed);
    switch (one.kind) {
      case Part::Kind::flag:
        functions_ << at << "out.append(" << literal(one.fixed) << ");\n";
        break;
      case Part::Kind::number:
        functions_ << at << "out.number(" << value << ");\n";
        break;
      case Part::Kind::structure:
        if (!otherwise.empty())
          functions_ << at << "if (!given(" << value << "))\n" << at << "  out.append(" << otherwise << ");\n"
                     << at << "else\n  ";
        functions_ << at << "write(out, " << value << ");\n";
        break;
      case Part::Kind::quoted:
        functions_ << at << "out.quotable(Rule::" << one.rule->name << ", " << value << ");\n";
        break;
      case Part::Kind::text:
        if (!otherwise.empty()) value = "given(" + value + ") ? " + value + " : " + otherwise;
        functions_ << at << (one.may_be_empty ? "out.append(" : "out.part(") << value << ");\n";
        break;
    }
    if (one.in_loop && !one.list) functions_ << at << "wrote_" << one.label << " = true;\n";
  }

  // The rules with one spelling, as constants.
  std::string spellings() const {
    std::ostringstream out;
    std::set<std::string> excepted;
    for (const Rule& rule : grammar_.rules) excepted.insert(rule.notes.except);
    for (const Rule& rule : grammar_.rules) {
      Node call;
      call.kind = Node::Kind::call;
      call.rule = rule.name;
      if (has_labels(grammar_, rule.body) || excepted.count(rule.name) || grammar_.letters.count(rule.name)) continue;
      const auto text = fixed_text(grammar_, call);
      if (text && !text->empty())
        out << "inline constexpr std::string_view " << rule.name << " = " << literal(*text) << ";\n";
    }
    return out.str();
  }

  // Of the rule with @quotes: its quotes, what escapes, and the octets that have to be escaped.
  std::string quotes() const {
    for (const Rule& rule : grammar_.rules) {
      if (!rule.notes.quotes) continue;
      ByteSet plain, escaped;
      char escape = 0;
      for (const Node& part : rule.body.parts[1].parts[0].parts) {
        const Node& body = part.kind == Node::Kind::call ? grammar_.rule(part.rule).body : part;
        if (body.kind == Node::Kind::bytes) plain |= body.bytes;
        if (body.kind == Node::Kind::choice)
          for (const Node& one : body.parts)
            if (one.kind == Node::Kind::bytes) plain |= one.bytes;
        if (body.kind == Node::Kind::sequence && body.parts.size() == 2 && body.parts[1].kind == Node::Kind::bytes &&
            body.parts[0].bytes.count() == 1 && !body.parts[0].bytes.test('\r')) {
          escape = fixed_text(grammar_, body.parts[0])->front();
          escaped = body.parts[1].bytes;
        }
      }
      const ByteSet needed = escaped & ~plain;
      std::ostringstream out;
      out << "inline constexpr std::string_view quote_open = "
          << literal(fixed_text(grammar_, rule.body.parts[0]).value_or("")) << ";\ninline constexpr std::string_view "
          << "quote_close = " << literal(fixed_text(grammar_, rule.body.parts[2]).value_or(""))
          << ";\ninline constexpr std::string_view quote_escape = " << literal(std::string(1, escape))
          << ";\n// Bit N of word N / 64: within quotes, the octet N has to be escaped.\n"
             "inline constexpr std::uint64_t quote_escaped[4] = {";
      for (std::size_t word = 0; word < 4; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t b = 0; b < 64; ++b) bits |= needed.test(word * 64 + b) ? std::uint64_t{1} << b : 0;
        out << (word == 0 ? "0x" : ", 0x") << std::hex << bits << std::dec;
      }
      return out.str() + "};\n";
    }
    throw GrammarError(grammar_.rules.back().place, "no rule has @quotes: the serializer needs one");
  }

  std::string header() const {
    return cpp_banner("The parts of start lines and header fields, to write them from, and how the grammar spells.") +
           R"(#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

)" + include_line("sipwright/headers.hpp") +
           R"(
namespace sipwright {

class Writer;

// The canonical spelling of the rules that have only one: separators with the blanks that usually stand behind them,
// keywords in lower case.
namespace spelling {

)" + spellings() + quotes() +
           R"(
}  // namespace spelling

// Each structure holds what the labels of a rule name. What is not given is left out; what a value cannot be without
// makes the writer malformed(). Where `text` is given, it is the whole, written as it is, and nothing else counts.
// Views must outlive the call that writes them.
namespace parts {

inline bool given(std::string_view text) { return text.data() != nullptr; }
inline bool given(std::optional<std::uint32_t> number) { return number.has_value(); }
inline bool given(bool flag) { return flag; }
template <class Element>
bool given(std::span<const Element> list) {
  return !list.empty();
}

)" + structures_.str() +
           "}  // namespace parts\n}  // namespace sipwright\n";
  }

  std::string source() const {
    return cpp_banner("Writes start lines and the values of header fields from their parts.") +
           include_line("sipwright/parts.hpp") + "\n" + include_line("sipwright/rules.hpp") +
           include_line("sipwright/writer.hpp") + "\nnamespace sipwright::parts {\n\n" + functions_.str() +
           "}  // namespace sipwright::parts\n";
  }

  const Grammar& grammar_;
  const Form* form_ = nullptr;
  std::set<std::string> known_;
  std::ostringstream structures_, functions_;
};

}  // namespace

std::vector<GeneratedFile> emit_parts(const Grammar& grammar) {
  return PartsEmitter(grammar).run();
}

}  // namespace sipwright::gen
