// Emits the automata of grammar/Multipart.g4: rules without captures, followed octet by octet.
#include <array>
#include <map>
#include <sstream>

#include "syntax/automaton.hpp"
#include "syntax/emit.hpp"

namespace sipwright::gen {
namespace {

// Octets that no state tells apart are one column.
struct Columns {
  std::array<std::size_t, 256> of{};
  std::vector<std::size_t> octets;  // one for each column
};

Columns columns_of(const Automaton& automaton) {
  Columns columns;
  std::map<std::vector<int>, std::size_t> known;
  for (std::size_t octet = 0; octet < 256; ++octet) {
    std::vector<int> column;
    for (const Automaton::State& state : automaton.states) column.push_back(state.next[octet]);
    const auto [it, fresh] = known.emplace(column, columns.octets.size());
    if (fresh) columns.octets.push_back(octet);
    columns.of[octet] = it->second;
  }
  return columns;
}

void rows(std::ostream& out, const std::string& indent, const std::vector<std::string>& items) {
  constexpr std::size_t a_line = 24;
  for (std::size_t i = 0; i < items.size(); ++i)
    out << (i % a_line == 0 ? (i == 0 ? "" : "\n") + indent : " ") << items[i] << ",";
  out << "\n";
}

void emit(std::ostream& out, const Rule& rule, const Automaton& automaton) {
  const Columns columns = columns_of(automaton);
  std::vector<std::string> classes, next, accepts;
  for (const std::size_t column : columns.of) classes.push_back(std::to_string(column));
  for (const Automaton::State& state : automaton.states) {
    accepts.push_back(state.accepts ? "1" : "0");
    for (const std::size_t octet : columns.octets)
      next.push_back(std::to_string(state.next[octet] == Automaton::dead ? 255 : state.next[octet]));
  }
  if (automaton.states.size() > 255)
    throw GrammarError(rule.place, "rule '" + rule.name + "' needs more than 255 states: a state is one octet");
  out << "\nnamespace {\n\nconstexpr unsigned char " << rule.name << "_columns[256] = {\n";
  rows(out, "    ", classes);
  out << "};\nconstexpr unsigned char " << rule.name << "_next[] = {\n";
  rows(out, "    ", next);
  out << "};\nconstexpr unsigned char " << rule.name << "_accepts[] = {\n";
  rows(out, "    ", accepts);
  out << "};\n\n}  // namespace\n\nconst ByteAutomaton " << rule.name << "{" << rule.name << "_columns, " << rule.name
      << "_next, " << rule.name << "_accepts, " << columns.octets.size() << "};\n";
}

}  // namespace

GeneratedFile emit_multipart(const Grammar& grammar) {
  Continuations continuations(grammar);
  std::ostringstream out;
  out << cpp_banner("The rules of bodies in parts, as automata.") << include_line("core/multipart_rules.hpp")
      << "\nnamespace sipwright::core {\n";
  for (const char* name :
       {"multipartType", "boundaryText", "delimiterBegin", "delimiterEnd", "closeEnd", "partField",
        "partFieldName"}) {
    if (!grammar.index.count(name))
      throw GrammarError({"grammar/Multipart.g4", 1},
                         std::string("rule '") + name + "' is missing: bodies are cut by it");
    const Rule& rule = grammar.rule(name);
    emit(out, rule, continuations.automaton(rule));
  }
  out << "\n}  // namespace sipwright::core\n";
  return {"runtime/generated/multipart_rules.cpp", out.str()};
}

}  // namespace sipwright::gen
