#include "syntax/emit_readme.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "banner.hpp"
#include "syntax/emit.hpp"

namespace sipwright::gen {
namespace {

bool has_label(const Grammar& grammar, const Node& node) {
  if (!node.label.empty()) return true;
  if (node.kind == Node::Kind::call && !grammar.rule(node.rule).notes.nested)
    return has_label(grammar, grammar.rule(node.rule).body);
  return std::any_of(node.parts.begin(), node.parts.end(), [&](const Node& part) { return has_label(grammar, part); });
}

// "grammar/SipMedia.g4" -> "SipMedia.g4"
std::string file_of(const Rule& rule) { return rule.place.file.substr(rule.place.file.find_last_of('/') + 1); }

// "SipMedia.g4" -> "headers-media.md", where the cases of that file's header fields stand.
std::string cases_of(const Rule& rule) {
  std::string topic = file_of(rule).substr(3);
  topic.resize(topic.size() - 3);
  for (char& c : topic) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return "headers-" + topic + ".md";
}

std::string anchor_of(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

// The rules whose captures the value consists of; of a raw value the rule that takes it.
std::vector<std::string> parts_of(const Grammar& grammar, const Node& node, bool typed) {
  std::vector<std::string> names;
  if (node.kind == Node::Kind::call && (!typed || !node.label.empty() || has_label(grammar, node)))
    names.push_back(node.rule);
  for (const Node& part : node.parts)
    for (const std::string& name : parts_of(grammar, part, typed))
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

std::string linked(const Grammar& grammar, const std::string& name) {
  const Rule& rule = grammar.rule(name);
  return "[" + name + "](" + file_of(rule) + "#L" + std::to_string(rule.place.line) + ")";
}

std::string multiplicity(const Annotations& notes) {
  const std::string how = notes.single ? "one" : notes.list ? "list" : "rows";
  return how + (notes.empty ? ", may be empty" : "");
}

std::string mandatory(const Annotations& notes) {
  if (notes.mandatory_in_request && notes.mandatory_in_response) return "always";
  return notes.mandatory_in_request ? "requests" : notes.mandatory_in_response ? "responses" : "";
}

}  // namespace

GeneratedFile emit_readme(const Grammar& grammar, const std::string& readme) {
  constexpr std::string_view open = "<!-- begin of the table -->\n", close = "<!-- end of the table -->\n";
  const std::string path = "grammar/README.md";
  const std::size_t begin = readme.find(open), end = readme.find(close);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw GrammarError({path, 1}, "the marks around the table of header fields are missing: " + std::string(open) +
                                      "and " + std::string(close));
  const std::vector<const Rule*> rules = header_rules(grammar);
  const auto typed = static_cast<std::size_t>(
      std::count_if(rules.begin(), rules.end(), [&](const Rule* rule) { return has_label(grammar, rule->body); }));
  std::ostringstream out;
  out << readme.substr(0, begin) << open << "<!--\n"
      << banner("", "grammar/*.g4") << "-->\n\n"
      << rules.size() << " header fields are known: the values of " << typed << " are typed, those of "
      << rules.size() - typed << " are kept as they are (raw).\n"
      << "\"one\" is one value in one row, \"list\" a comma list that may be split over rows, \"rows\" rows that "
         "are never joined.\n\n"
      << "| Header field | Compact | Source | Start rule | Rules of its parts | Value | Multiplicity | Mandatory "
         "| Case |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const Rule* rule : rules) {
    const Annotations& notes = rule->notes;
    const bool is_typed = has_label(grammar, rule->body);
    std::string source = rule->source, parts;
    while (!source.empty() && std::string(".,;:").find(source.back()) != std::string::npos) source.pop_back();
    for (const std::string& name : parts_of(grammar, rule->body, is_typed))
      parts += (parts.empty() ? "" : ", ") + linked(grammar, name);
    out << "| " << notes.header << " | " << notes.compact << " | " << source << " | " << linked(grammar, rule->name)
        << " | " << parts << " | " << (is_typed ? "typed" : "raw") << " | " << multiplicity(notes) << " | "
        << mandatory(notes) << " | [case](../tests/wire/" << cases_of(*rule) << "#" << anchor_of(notes.header)
        << ") |\n";
  }
  out << "\n" << readme.substr(end);
  return {path, out.str()};
}

}  // namespace sipwright::gen
