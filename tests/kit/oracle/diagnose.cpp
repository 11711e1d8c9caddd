// ANTLR's complaints about the grammar, as a lint: ambiguities and decisions that need the full context.
#include <string>

#include "parse_rule.hpp"

namespace sipwright::oracle {
namespace {

class Complaints : public antlr4::BaseErrorListener {
 public:
  Complaints(void (*tell)(void*, const sipwright_oracle_complaint*), void* user) : tell_(tell), user_(user) {}

  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA& decision, std::size_t begin,
                       std::size_t end, bool, const antlrcpp::BitSet& alternatives,
                       antlr4::atn::ATNConfigSet*) override {
    complain("ambiguity", parser, decision, begin, end,
             const_cast<antlrcpp::BitSet&>(alternatives).toString());
  }

  void reportContextSensitivity(antlr4::Parser* parser, const antlr4::dfa::DFA& decision, std::size_t begin,
                                std::size_t end, std::size_t alternative,
                                antlr4::atn::ATNConfigSet*) override {
    complain("context", parser, decision, begin, end, "{" + std::to_string(alternative) + "}");
  }

 private:
  void complain(const char* kind, antlr4::Parser* parser, const antlr4::dfa::DFA& decision, std::size_t begin,
                std::size_t end, const std::string& alternatives) {
    const std::string& rule = parser->getRuleNames()[decision.atnStartState->ruleIndex];
    const sipwright_oracle_complaint complaint{kind, rule.c_str(), alternatives.c_str(), begin, end + 1};
    tell_(user_, &complaint);
  }

  void (*tell_)(void*, const sipwright_oracle_complaint*);
  void* user_;
};

}  // namespace
}  // namespace sipwright::oracle

extern "C" void sipwright_oracle_diagnose(const char* start_rule, const unsigned char* bytes, size_t n,
                                          void (*on_complaint)(void*,
                                                               const struct sipwright_oracle_complaint*),
                                          void* user) {
  using namespace sipwright::oracle;
  const StartRule* rule = find_start_rule(start_rule);
  if (rule == nullptr || is_too_deep(bytes, n)) return;
  Machinery machinery(bytes, n);
  Complaints complaints(on_complaint, user);
  machinery.parser.addErrorListener(&complaints);
  machinery.parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
  try {
    rule->parse(machinery.parser);
  } catch (const Failed&) {
    // Complaints on the way to the error were told.
  }
}
