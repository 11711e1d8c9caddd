// ANTLR on octets: one token an octet, SLL first and LL where that fails, then what ANTLR does not check
// itself.
#include "parse_rule.hpp"

#include <algorithm>
#include <array>
#include <cstring>
namespace sipwright::oracle {
namespace {

std::size_t ll_rescues = 0;

std::array<std::size_t, 256> ask_the_lexer() {
  std::array<unsigned char, 256> all;
  for (unsigned octet = 0; octet < all.size(); ++octet) all[octet] = static_cast<unsigned char>(octet);
  OctetStream octets(all.data(), all.size());
  SipReferenceLexer lexer(&octets);
  std::array<std::size_t, 256> types;
  for (std::size_t& type : types) type = lexer.nextToken()->getType();
  return types;
}

// The tables that ANTLR learns from its inputs grow with them: they are dropped before they fill the memory.
constexpr unsigned runs_per_cache = 20000;
unsigned runs = 0;

antlr4::ParserRuleContext* derive(Machinery& machinery, const StartRule& rule) {
  auto* simulator = machinery.parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
  if (++runs % runs_per_cache == 0) simulator->clearDFA();
  simulator->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  try {
    return rule.parse(machinery.parser);
  } catch (const Failed&) {
    machinery.tokens.seek(0);
    machinery.parser.reset();
    simulator->setPredictionMode(antlr4::atn::PredictionMode::LL);
    auto* tree = rule.parse(machinery.parser);
    ++ll_rescues;
    return tree;
  }
}

class Walker {
 public:
  Walker(Parsed& parsed, const unsigned char* bytes, std::size_t base)
      : parsed_(parsed), bytes_(bytes), base_(base) {}

  void walk(antlr4::ParserRuleContext* context, unsigned depth) {
    judge(context);
    for (antlr4::tree::ParseTree* child : context->children) {
      auto* inner = dynamic_cast<antlr4::ParserRuleContext*>(child);
      unsigned inner_depth = depth;
      if (const char* label = label_of(context, child)) {
        const Extent extent = inner != nullptr ? extent_of(inner, base_) : extent_of_leaf(child);
        parsed_.captures.push_back({label, extent.begin, extent.end, depth, 0, 0});
        if (inner != nullptr) number(inner, parsed_.captures.back());
        ++inner_depth;
      }
      if (inner != nullptr) walk(inner, inner_depth);
    }
  }

 private:
  Extent extent_of_leaf(antlr4::tree::ParseTree* leaf) const {
    const std::size_t at = dynamic_cast<antlr4::tree::TerminalNode*>(leaf)->getSymbol()->getStartIndex();
    return {base_ + at, base_ + at + 1};
  }

  std::uint64_t value_up_to(std::uint64_t limit, std::size_t begin, std::size_t end) const {
    std::uint64_t value = 0;
    for (std::size_t i = begin; i < end && value <= limit; ++i) value = value * 10 + (bytes_[i] - '0');
    return value;
  }

  void number(antlr4::ParserRuleContext* context, sipwright_oracle_capture& capture) const {
    const RuleFacts* facts = facts_of(context->getRuleIndex());
    if (facts == nullptr || !facts->has_max) return;
    capture.has_number = 1;
    capture.number =
        std::min(facts->max, value_up_to(facts->max, capture.begin - base_, capture.end - base_));
  }

  // The first malformation wins over a number out of range, whichever stands first.
  void judge(antlr4::ParserRuleContext* context) {
    const RuleFacts* facts = facts_of(context->getRuleIndex());
    if (facts == nullptr || parsed_.verdict.answer == SIPWRIGHT_ORACLE_MALFORMED) return;
    const Extent extent = extent_of(context, 0);
    const unsigned char* text = bytes_ + extent.begin;
    const std::size_t length = extent.end - extent.begin;
    if (facts->except != nullptr) {
      const Parsed taken_away = parse(*find_start_rule(facts->except), text, length, 0);
      if (taken_away.verdict.answer == SIPWRIGHT_ORACLE_WELL_FORMED)
        parsed_.verdict = {SIPWRIGHT_ORACLE_MALFORMED, base_ + extent.begin, 0};
    }
    if (facts->has_max && parsed_.verdict.answer == SIPWRIGHT_ORACLE_WELL_FORMED) {
      if (value_up_to(facts->max, extent.begin, extent.end) > facts->max)
        parsed_.verdict = {SIPWRIGHT_ORACLE_OUT_OF_RANGE, base_ + extent.begin, 1};
    }
  }

  Parsed& parsed_;
  const unsigned char* bytes_;
  std::size_t base_;
};

}  // namespace

std::vector<std::unique_ptr<antlr4::Token>> tokens_of(antlr4::TokenSource& source, antlr4::CharStream& stream,
                                                      const unsigned char* bytes, std::size_t n) {
  static const std::array<std::size_t, 256> types = ask_the_lexer();
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  tokens.reserve(n + 1);
  const auto add = [&](std::size_t type, std::size_t at) {
    tokens.push_back(std::make_unique<antlr4::CommonToken>(std::make_pair(&source, &stream), type,
                                                           antlr4::Token::DEFAULT_CHANNEL, at, at));
  };
  for (std::size_t i = 0; i < n; ++i) add(types[bytes[i]], i);
  add(antlr4::Token::EOF, n);
  return tokens;
}

bool is_too_deep(const unsigned char* bytes, std::size_t n) {
  int open = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (bytes[i] == '(' && ++open > SIPWRIGHT_ORACLE_DEPTH_MAX) return true;
    if (bytes[i] == ')' && open > 0) --open;
  }
  return false;
}

const StartRule* find_start_rule(const char* name) {
  for (std::size_t i = 0; i < start_rule_count; ++i)
    if (std::strcmp(start_rules[i].name, name) == 0) return &start_rules[i];
  return nullptr;
}

// A rule that derived nothing has its stop token in front of its start token.
Extent extent_of(const antlr4::ParserRuleContext* context, std::size_t base) {
  auto* open = const_cast<antlr4::ParserRuleContext*>(context);
  const std::size_t begin = open->getStart()->getStartIndex();
  const auto* last = open->getStop();
  if (last == nullptr || last->getTokenIndex() < open->getStart()->getTokenIndex())
    return {base + begin, base + begin};
  if (last->getType() == antlr4::Token::EOF) return {base + begin, base + last->getStartIndex()};
  return {base + begin, base + last->getStopIndex() + 1};
}

Parsed parse(const StartRule& rule, const unsigned char* bytes, std::size_t n, std::size_t base) {
  Parsed parsed;
  if (is_too_deep(bytes, n)) {
    parsed.verdict = {SIPWRIGHT_ORACLE_TOO_DEEP, base, 0};
    return parsed;
  }
  parsed.machinery = std::make_shared<Machinery>(bytes, n);
  try {
    parsed.tree = derive(*parsed.machinery, rule);
  } catch (const Failed& failed) {
    parsed.verdict = {SIPWRIGHT_ORACLE_MALFORMED, base + failed.offset, 1};
    return parsed;
  }
  parsed.verdict = {SIPWRIGHT_ORACLE_WELL_FORMED, 0, 1};
  Walker(parsed, bytes, base).walk(parsed.tree, 0);
  return parsed;
}

}  // namespace sipwright::oracle

extern "C" {

struct sipwright_oracle_verdict sipwright_oracle_parse_rule(const char* start_rule,
                                                            const unsigned char* bytes, size_t n,
                                                            sipwright_oracle_capture_fn on_capture,
                                                            void* user) {
  const auto* rule = sipwright::oracle::find_start_rule(start_rule);
  if (rule == nullptr) return {SIPWRIGHT_ORACLE_NO_SUCH_RULE, 0, 0};
  const auto parsed = sipwright::oracle::parse(*rule, bytes, n, 0);
  if (on_capture != nullptr && parsed.verdict.answer <= SIPWRIGHT_ORACLE_OUT_OF_RANGE)
    for (const auto& capture : parsed.captures) on_capture(user, &capture);
  return parsed.verdict;
}

const char* sipwright_oracle_start_rule(size_t index, const char** header) {
  if (index >= sipwright::oracle::start_rule_count) return nullptr;
  if (header != nullptr) *header = sipwright::oracle::start_rules[index].header;
  return sipwright::oracle::start_rules[index].name;
}

size_t sipwright_oracle_ll_rescues(void) {
  return sipwright::oracle::ll_rescues;
}

}  // extern "C"
