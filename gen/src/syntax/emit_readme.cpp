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

std::string multiplicity(const Annotations& notes) {
  const std::string how = notes.single ? "one" : notes.list ? "list" : "rows";
  return how + (notes.empty ? ", may be empty" : "");
}

std::string mandatory(const Annotations& notes) {
  if (notes.mandatory_in_request && notes.mandatory_in_response) return "always";
  return notes.mandatory_in_request ? "requests" : notes.mandatory_in_response ? "responses" : "";
}

}  // namespace

GeneratedFile emit_readme(const Grammar& grammar) {
  const std::vector<const Rule*> rules = header_rules(grammar);
  const auto typed = static_cast<std::size_t>(
      std::count_if(rules.begin(), rules.end(), [&](const Rule* rule) { return has_label(grammar, rule->body); }));
  std::ostringstream out;
  out << "# The header fields of the grammar\n\n<!--\n"
      << banner("", "grammar/*.g4") << "-->\n\n"
      << rules.size() << " header fields are known: the values of " << typed << " are typed, those of "
      << rules.size() - typed << " are kept as they are (raw).\n"
      << "\"one\" is one value in one row, \"list\" a comma list that may be split over rows, \"rows\" rows that are "
         "never joined.\n\n"
      << "| Header field | Compact | Source | Start rule | Value | Multiplicity | Mandatory | Case |\n"
      << "|---|---|---|---|---|---|---|---|\n";
  for (const Rule* rule : rules) {
    const Annotations& notes = rule->notes;
    std::string source = rule->source;
    while (!source.empty() && std::string(".,;:").find(source.back()) != std::string::npos) source.pop_back();
    out << "| " << notes.header << " | " << notes.compact << " | " << source << " | [" << rule->name << "]("
        << file_of(*rule) << "#L" << rule->place.line << ") | " << (has_label(grammar, rule->body) ? "typed" : "raw")
        << " | " << multiplicity(notes) << " | " << mandatory(notes) << " | [case](../tests/wire/" << cases_of(*rule)
        << "#" << anchor_of(notes.header) << ") |\n";
  }
  return {"grammar/HEADERS.md", out.str()};
}

}  // namespace sipwright::gen
