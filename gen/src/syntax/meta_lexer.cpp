// Cuts a .g4 text into words and byte classes.
#include "syntax/meta_lexer.hpp"

#include <cctype>

namespace sipwright::gen {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

}  // namespace

std::vector<MetaToken> cut_grammar(const std::string& text, const std::string& file) {
  std::vector<MetaToken> tokens;
  int line = 1;
  std::size_t at = 0;
  const auto quoted = [&](char close, MetaToken::Kind kind) {
    const int first_line = line;
    std::string inside;
    for (++at; at < text.size() && text[at] != close; ++at) {
      if (text[at] == '\n')
        throw GrammarError({file, first_line},
                           "not closed on its line: add the missing " + std::string(1, close));
      if (text[at] == '\\' && at + 1 < text.size()) inside += text[at++];
      inside += text[at];
    }
    if (at == text.size())
      throw GrammarError({file, first_line}, "not closed: add the missing " + std::string(1, close));
    ++at;
    tokens.push_back({kind, inside, first_line});
  };
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++at;
    } else if (text.compare(at, 2, "//") == 0) {
      while (at < text.size() && text[at] != '\n') ++at;
    } else if (text.compare(at, 2, "/*") == 0) {
      const int first_line = line;
      const std::size_t close = text.find("*/", at + 2);
      if (close == std::string::npos) throw GrammarError({file, line}, "comment is not closed: add */");
      const std::string inside = text.substr(at, close - at);
      for (char ch : inside) line += ch == '\n';
      if (inside.compare(0, 3, "/**") == 0)
        tokens.push_back({MetaToken::Kind::doc, inside.substr(3), first_line});
      at = close + 2;
    } else if (c == '\'') {
      quoted('\'', MetaToken::Kind::literal);
    } else if (c == '[') {
      quoted(']', MetaToken::Kind::set);
    } else if (is_word(c)) {
      const std::size_t begin = at;
      while (at < text.size() && is_word(text[at])) ++at;
      tokens.push_back({MetaToken::Kind::word, text.substr(begin, at - begin), line});
    } else if (text.compare(at, 2, "+=") == 0) {
      tokens.push_back({MetaToken::Kind::punctuation, "+=", line});
      at += 2;
    } else if (std::string(":;|()*+?=~,").find(c) != std::string::npos) {
      tokens.push_back({MetaToken::Kind::punctuation, std::string(1, c), line});
      ++at;
    } else {
      throw GrammarError(
          {file, line},
          std::string("'") + c + "' has no place in these grammars (no actions, predicates or options)");
    }
  }
  tokens.push_back({MetaToken::Kind::end, "", line});
  return tokens;
}

ByteSet bytes_of_set(const std::string& inside, const Place& place, bool ranges) {
  std::vector<unsigned> values;
  std::vector<bool> dash;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    unsigned value = static_cast<unsigned char>(inside[at]);
    bool is_dash = inside[at] == '-';
    if (inside[at] == '\\' && ++at < inside.size()) {
      is_dash = false;
      switch (inside[at]) {
        case 'n':
          value = '\n';
          break;
        case 'r':
          value = '\r';
          break;
        case 't':
          value = '\t';
          break;
        case 'u':
          if (at + 4 >= inside.size() ||
              inside.substr(at + 1, 4).find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
            throw GrammarError(place, "\\u needs four hexadecimal digits");
          value = static_cast<unsigned>(std::stoul(inside.substr(at + 1, 4), nullptr, 16));
          at += 4;
          break;
        default:
          value = static_cast<unsigned char>(inside[at]);
      }
    }
    if (value > 255) throw GrammarError(place, "a byte class holds bytes only: nothing above \\u00FF");
    values.push_back(value);
    dash.push_back(is_dash);
  }
  ByteSet set;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (ranges && i + 2 < values.size() && dash[i + 1]) {
      if (values[i] > values[i + 2]) throw GrammarError(place, "this range runs backwards");
      for (unsigned b = values[i]; b <= values[i + 2]; ++b) set.set(b);
      i += 2;
    } else {
      set.set(values[i]);
    }
  }
  return set;
}

}  // namespace sipwright::gen
