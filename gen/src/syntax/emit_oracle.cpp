// The reference parser's wrapper grammar and tables.
#include "syntax/emit_oracle.hpp"

#include <cctype>
#include <map>
#include <set>
#include <sstream>

#include "syntax/demands.hpp"

namespace sipwright::gen {
namespace {

constexpr const char* folder = "tests/kit/oracle/generated/";

// ANTLR names the context class and the constant of a rule with a capital.
std::string capital(std::string name) {
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

std::string start_name(const Rule& rule) {
  return "allOf" + capital(rule.name);
}

std::string quoted(const std::string& text) {
  return text.empty() ? "nullptr" : "\"" + text + "\"";
}

// Rules that are asked alone: the start rules, and those that an @except takes away.
std::vector<const Rule*> asked_alone(const Grammar& grammar) {
  std::set<std::string> excepted;
  for (const Rule& rule : grammar.rules) excepted.insert(rule.notes.except);
  std::vector<const Rule*> rules;
  for (const Rule& rule : grammar.rules) {
    const bool is_start = !rule.notes.header.empty() || !rule.notes.start.empty();
    const bool is_level = rule.name == "messageHead" || rule.name == "extensionValue";
    if (is_start || is_level || excepted.count(rule.name)) rules.push_back(&rule);
  }
  return rules;
}

std::string wrapper_grammar(const Grammar& grammar) {
  std::ostringstream out;
  out << "// Start rules of the reference parser: each takes the whole of its input.\n"
         "grammar SipReference;\n\nimport Sip;\n\n";
  for (const Rule* rule : asked_alone(grammar)) out << start_name(*rule) << " : " << rule->name << " EOF ;\n";
  return out.str();
}

struct Label {
  std::string name;
  bool is_list;
  bool is_token;
};

void collect_labels(const Node& node, std::map<std::string, Label>& labels) {
  if (!node.label.empty()) {
    const bool is_token = node.kind == Node::Kind::bytes;
    labels.emplace(node.label, Label{node.label, node.is_list, is_token});
  }
  for (const Node& part : node.parts) collect_labels(part, labels);
}

void emit_labels(const Grammar& grammar, std::ostringstream& out) {
  out << "const char* label_of(const antlr4::ParserRuleContext* parent, const antlr4::tree::ParseTree* "
         "child) {\n"
         "  switch (parent->getRuleIndex()) {\n";
  for (const Rule& rule : grammar.rules) {
    std::map<std::string, Label> labels;
    collect_labels(rule.body, labels);
    if (labels.empty()) continue;
    const std::string type = "SipReferenceParser::" + capital(rule.name);
    out << "    case SipReferenceParser::Rule" << capital(rule.name) << ": {\n"
        << "      const auto* context = static_cast<const " << type << "Context*>(parent);\n";
    for (const auto& [name, label] : labels) {
      const std::string test = label.is_list ? "is_among(context->" : "is_same(context->";
      out << "      if (" << test << name << ", child)) return \"" << name << "\";\n";
    }
    out << "      return nullptr;\n    }\n";
  }
  out << "    default: return nullptr;\n  }\n}\n\n";
}

void emit_facts(const Grammar& grammar, std::ostringstream& out) {
  out << "const RuleFacts* facts_of(std::size_t rule) {\n  switch (rule) {\n";
  for (const Rule& rule : grammar.rules) {
    if (!rule.notes.max && rule.notes.except.empty()) continue;
    out << "    case SipReferenceParser::Rule" << capital(rule.name)
        << ": {\n      static const RuleFacts facts{\"" << rule.name << "\", " << quoted(rule.notes.except)
        << ", " << (rule.notes.max ? "true" : "false") << ", " << rule.notes.max.value_or(0)
        << "u};\n      return &facts;\n    }\n";
  }
  out << "    default: return nullptr;\n  }\n}\n\n";
}

void emit_start_rules(const Grammar& grammar, std::ostringstream& out) {
  const auto flag = [](bool value) { return value ? "true" : "false"; };
  out << "// rule, header field, compact form, single, mandatory in requests, in responses, entry\n"
         "const StartRule start_rules[] = {\n";
  for (const Rule* rule : asked_alone(grammar)) {
    const Annotations& notes = rule->notes;
    out << "    {\"" << rule->name << "\", " << quoted(notes.header) << ", " << quoted(notes.compact) << ", "
        << flag(notes.single) << ", " << flag(notes.mandatory_in_request) << ", "
        << flag(notes.mandatory_in_response)
        << ",\n     [](SipReferenceParser& parser) -> antlr4::ParserRuleContext* { return parser."
        << start_name(*rule) << "()->" << rule->name << "(); }},\n";
  }
  out << "};\n\nconst std::size_t start_rule_count = sizeof start_rules / sizeof start_rules[0];\n\n";
}

std::string path_of(const std::vector<std::string>& labels) {
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : "/") + label;
  return text;
}

void emit_reasons(const Grammar& grammar, std::ostringstream& out) {
  const std::vector<const Objection*> refusals = all_refusals(grammar);
  out << "// In the order in which they are looked at.\nconst Reason reasons[] = {\n";
  for (const Objection* one : refusals)
    out << "    {{\"" << one->name << "\", " << one->status << ", \"" << one->text << "\", "
        << (one->where == "type" ? 1 : 0) << "}, " << quoted(one->where) << "},\n";
  out << "};\n\nconst std::size_t reason_count = sizeof reasons / sizeof reasons[0];\n\n"
         "// reason, kind, rule, path, words, other rule, its path\nconst Demand demands[] = {\n";
  static const char* const kinds[] = {"only", "without", "agree", "counts"};
  for (std::size_t i = 0; i < refusals.size(); ++i)
    for (const Demanded& one : demands_of(grammar, *refusals[i])) {
      const Demand& demand = *one.demand;
      std::string words;
      for (const std::string& word : demand.words) words += quoted(word) + ", ";
      const Rule* const other = start_rule(grammar, demand.start);
      out << "    {" << i << ", Demand::Kind::" << kinds[static_cast<int>(demand.kind)] << ", \"" << one.rule->name
          << "\", \"" << path_of(demand.path) << "\", {" << words << "}, "
          << quoted(other == nullptr ? "" : other->name) << ", " << quoted(path_of(demand.other)) << "},\n";
    }
  out << "};\n\nconst std::size_t demand_count = sizeof demands / sizeof demands[0];\n\n";
}

std::string walker(const Grammar& grammar) {
  std::ostringstream out;
  out << "// Labels and annotations of the grammar, for the reference parser.\n"
         "#include <algorithm>\n\n#include \"tables.hpp\"\n\n"
         "namespace sipwright::oracle {\nnamespace {\n\n"
         "bool is_same(const antlr4::ParserRuleContext* label, const antlr4::tree::ParseTree* child) { "
         "return label == child; }\n\n"
         "bool is_same(const antlr4::Token* label, const antlr4::tree::ParseTree* child) {\n"
         "  const auto* leaf = dynamic_cast<const antlr4::tree::TerminalNode*>(child);\n"
         "  return leaf != nullptr && label != nullptr && "
         "const_cast<antlr4::tree::TerminalNode*>(leaf)->getSymbol() == label;\n}\n\n"
         "template <class Contexts>\n"
         "bool is_among(const Contexts& label, const antlr4::tree::ParseTree* child) {\n"
         "  return std::any_of(label.begin(), label.end(), [&](const auto* one) { return is_same(one, "
         "child); });\n}\n\n"
         "}  // namespace\n\n";
  emit_labels(grammar, out);
  emit_facts(grammar, out);
  emit_start_rules(grammar, out);
  emit_reasons(grammar, out);
  out << "}  // namespace sipwright::oracle\n";
  return out.str();
}

}  // namespace

std::vector<GeneratedFile> emit_oracle(const Grammar& grammar) {
  return {{std::string(folder) + "SipReference.g4", wrapper_grammar(grammar)},
          {std::string(folder) + "walker.cpp", walker(grammar)}};
}

}  // namespace sipwright::gen
