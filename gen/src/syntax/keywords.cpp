// Finds the choices that a keyword decides, and writes the comparison.
#include "syntax/keywords.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace sipwright::gen {
namespace {

// The letters of both cases that a node begins with, in lower case, as far as they are fixed: a keyword, if
// more than that follows or nothing does. Empty where it begins with something else.
std::string leading_keyword(const Grammar& grammar, const Node& node) {
  const auto letter = [](const Node& part) -> char {
    if (part.kind != Node::Kind::bytes || part.bytes.count() > 2) return 0;
    for (char c = 'a'; c <= 'z'; ++c) {
      ByteSet both;
      both.set(static_cast<unsigned char>(c)).set(static_cast<unsigned char>(c - 32));
      if (part.bytes == both) return c;
    }
    return part.bytes.test('-') && part.bytes.count() == 1 ? '-' : 0;
  };
  if (node.kind == Node::Kind::call) return leading_keyword(grammar, grammar.rule(node.rule).body);
  if (const char c = letter(node)) return std::string(1, c);
  if (node.kind != Node::Kind::sequence || node.parts.empty()) return "";
  std::string word;
  for (const Node& part : node.parts) {
    const char c = letter(part);
    if (c == 0) break;
    word += c;
  }
  return word.empty() ? leading_keyword(grammar, node.parts[0]) : word;
}

// The rule with an exception that a node begins with, or null.
const Rule* leading_rule(const Grammar& grammar, const Node& node) {
  if (node.kind == Node::Kind::sequence && !node.parts.empty()) return leading_rule(grammar, node.parts[0]);
  if (node.kind != Node::Kind::call) return nullptr;
  const Rule& rule = grammar.rule(node.rule);
  return rule.notes.except.empty() ? leading_rule(grammar, rule.body) : &rule;
}

}  // namespace

std::string word_test(const std::string& word) {
  std::string test;
  for (std::size_t from = 0; from < word.size(); from += 8) {
    const std::size_t length = std::min<std::size_t>(8, word.size() - from);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value |= std::uint64_t{static_cast<unsigned char>(word[from + i] | 0x20)} << (8 * i);
    char text[80];
    std::snprintf(text, sizeof text, "%sis_word(p + %zu, %zu, 0x%llx, c)", from == 0 ? "" : " && ", from,
                  length, static_cast<unsigned long long>(value));
    test += text;
  }
  return test;
}

std::vector<std::string> keywords_of(const Grammar& grammar, const Node& choice) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i + 1 < choice.parts.size(); ++i) {
    const std::string word = leading_keyword(grammar, choice.parts[i]);
    if (word.empty()) return {};
    words.push_back(word);
  }
  const Rule* generic = leading_rule(grammar, choice.parts.back());
  if (generic == nullptr || generic->notes.except.empty() || generic->body.kind != Node::Kind::call ||
      generic->body.rule != "token")
    return {};
  std::set<std::string> excluded;
  const Node& except = grammar.rule(generic->notes.except).body;
  if (except.kind == Node::Kind::choice)
    for (const Node& part : except.parts) excluded.insert(leading_keyword(grammar, part));
  else
    excluded.insert(leading_keyword(grammar, except));
  if (excluded != std::set<std::string>(words.begin(), words.end())) return {};
  return words;
}

}  // namespace sipwright::gen
