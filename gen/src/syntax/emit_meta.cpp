// Emits the meta-grammar as what the reader of grammars follows: C++ that builds it in memory.
#include <sstream>

#include "syntax/emit.hpp"
#include "syntax/emit_bytes.hpp"
#include "syntax/look_ahead.hpp"

namespace sipwright::gen {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

// As ranges, first and last.
std::string octets(const ByteSet& set) {
  std::string out = "octets({";
  bool first = true;
  for (std::size_t b = 0; b < 256; ++b) {
    if (!set.test(b)) continue;
    std::size_t last = b;
    while (last < 255 && set.test(last + 1)) ++last;
    out += (first ? "{" : ", {") + std::to_string(b) + ", " + std::to_string(last) + "}";
    first = false;
    b = last;
  }
  return out + "})";
}

void write(std::ostream& out, const Node& node, int depth) {
  const auto parts = [&](const char* name) {
    out << name << "({\n";
    for (const Node& part : node.parts) {
      out << pad(depth + 1);
      write(out, part, depth + 1);
      out << ",\n";
    }
    out << pad(depth) << "})";
  };
  if (!node.label.empty()) out << (node.is_list ? "labels(" : "label(") << quoted(node.label) << ", ";
  switch (node.kind) {
    case Node::Kind::bytes:
      out << octets(node.bytes);
      break;
    case Node::Kind::call:
      out << "call(" << quoted(node.rule) << ")";
      break;
    case Node::Kind::sequence:
      parts("sequence");
      break;
    case Node::Kind::choice:
      parts("choice");
      break;
    case Node::Kind::repeat:
      out << (node.unbounded ? node.at_least == 0 ? "any_number(" : "at_least_one(" : "optional(");
      write(out, node.parts[0], depth);
      out << ")";
      break;
  }
  if (!node.label.empty()) out << ")";
}

}  // namespace

GeneratedFile emit_meta(const Grammar& meta) {
  std::ostringstream out;
  out << cpp_banner("The meta-grammar, which the reader of grammars follows.", "gen/meta/Meta.g4")
      << include_line("syntax/meta_grammar.hpp") << "\n" << include_line("syntax/node_builders.hpp")
      << R"(
namespace sipwright::gen {

Grammar meta_grammar() {
  Grammar grammar;
)";
  for (const Rule& rule : meta.rules) {
    out << "  add(grammar, " << quoted(rule.name) << ", "
        << quoted(rule.notes.errors.empty() ? "" : rule.notes.errors.front().text) << ",\n      ";
    write(out, rule.body, 3);
    out << ");\n";
  }
  out << "  return grammar;\n}\n\n}  // namespace sipwright::gen\n";
  return {"gen/generated/meta_grammar.cpp", out.str()};
}

}  // namespace sipwright::gen
