// Reads .g4 files. One function per rule of the meta-grammar (gen/meta/Meta.g4), named as there.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "syntax/grammar.hpp"
#include "syntax/meta_lexer.hpp"

namespace sipwright::gen {
namespace {

class Reader {
 public:
  explicit Reader(std::string folder_shown) : folder_shown_(std::move(folder_shown)) {}

  void grammar_file(const std::filesystem::path& path) {
    if (!seen_.insert(path.filename().string()).second) return;
    const std::string shown =
        folder_shown_.empty() ? path.filename().string() : folder_shown_ + "/" + path.filename().string();
    std::ifstream in(path, std::ios::binary);
    if (!in) throw GrammarError({shown, 1}, "cannot be read: check the path and the import that names it");
    std::stringstream text;
    text << in.rdbuf();

    const auto outer = std::tuple(tokens_, at_, file_);
    file_ = shown;
    tokens_ = cut_grammar(text.str(), file_);
    at_ = 0;
    take("grammar");
    word("the grammar's name");
    take(";");
    if (peek("import")) import_list(path.parent_path());
    while (current().kind != MetaToken::Kind::end) rule();
    std::tie(tokens_, at_, file_) = outer;
  }

  Grammar finish() {
    for (Rule& rule : rules_) resolve(rule.body);
    Grammar grammar;
    grammar.tokens = tokens_of_lexer_;
    grammar.rules = std::move(rules_);
    for (std::size_t i = 0; i < grammar.rules.size(); ++i) grammar.index[grammar.rules[i].name] = i;
    for (const Rule& rule : grammar.rules)
      if (is_letter(rule)) grammar.letters.insert(rule.name);
    for (Rule& rule : grammar.rules) put_letters_in(grammar, rule.body);
    return grammar;
  }

 private:
  const MetaToken& current() const { return tokens_[at_]; }
  bool peek(const std::string& text) const {
    return current().text == text &&
           (current().kind == MetaToken::Kind::word || current().kind == MetaToken::Kind::punctuation);
  }
  bool accept(const std::string& text) { return peek(text) ? (++at_, true) : false; }
  Place here() const { return {file_, current().line}; }
  void take(const std::string& text) {
    if (!accept(text))
      throw GrammarError(here(), "expected '" + text + "' but found '" + current().text + "'");
  }
  std::string word(const std::string& what) {
    if (current().kind != MetaToken::Kind::word)
      throw GrammarError(here(), "expected " + what + " but found '" + current().text + "'");
    return tokens_[at_++].text;
  }

  void import_list(const std::filesystem::path& folder) {
    take("import");
    do {
      const std::string name = word("the name of a grammar");
      grammar_file(folder / (name + ".g4"));
    } while (accept(","));
    take(";");
  }

  void rule() {
    std::string doc;
    if (current().kind == MetaToken::Kind::doc) doc = tokens_[at_++].text;
    const Place place = here();
    const std::string name = word("the name of a rule");
    take(":");
    if (name[0] >= 'A' && name[0] <= 'Z') {
      lexer_rule(name, place);
    } else {
      Rule rule;
      rule.name = name;
      rule.place = place;
      annotations(doc, rule);
      rule.body = alternatives();
      for (const Rule& other : rules_)
        if (other.name == name)
          throw GrammarError(
              place, "rule '" + name + "' stands already at line " + std::to_string(other.place.line));
      rules_.push_back(std::move(rule));
    }
    take(";");
  }

  void lexer_rule(const std::string& name, const Place& place) {
    const MetaToken& token = current();
    ByteSet set;
    if (token.kind == MetaToken::Kind::literal)
      set = bytes_of_set(token.text, place, false);
    else if (token.kind == MetaToken::Kind::set)
      set = bytes_of_set(token.text, place, true);
    else
      throw GrammarError(place, "token '" + name + "' must be one byte class: 'c' or [a-z]");
    if (token.kind == MetaToken::Kind::literal && set.count() != 1)
      throw GrammarError(
          place, "token '" + name + "' is a literal of several bytes: use one byte, or a set in brackets");
    ++at_;
    for (const auto& [other, bytes] : tokens_of_lexer_)
      if ((bytes & set).any())
        throw GrammarError(
            place, "byte class '" + name + "' overlaps '" + other + "': each byte belongs to one class");
    tokens_of_lexer_[name] = set;
  }

  Node alternatives() {
    Node node;
    node.kind = Node::Kind::choice;
    node.place = here();
    do node.parts.push_back(alternative());
    while (accept("|"));
    if (node.parts.size() > 1) return node;
    Node only = std::move(node.parts.front());
    return only;
  }

  Node alternative() {
    Node node;
    node.place = here();
    while (!peek("|") && !peek(")") && !peek(";")) node.parts.push_back(element());
    if (node.parts.size() != 1) return node;
    Node only = std::move(node.parts.front());
    return only;
  }

  Node element() {
    std::string label;
    bool list = false;
    const bool is_word = current().kind == MetaToken::Kind::word;
    if (is_word && tokens_[at_ + 1].kind == MetaToken::Kind::punctuation &&
        (tokens_[at_ + 1].text == "=" || tokens_[at_ + 1].text == "+=")) {
      label = tokens_[at_].text;
      list = tokens_[at_ + 1].text == "+=";
      at_ += 2;
    }
    Node node = atom();
    if (!label.empty()) {
      if (!node.label.empty())
        throw GrammarError(node.place, "two labels for one thing: '" + label + "' and '" + node.label + "'");
      node.label = label;
      node.is_list = list;
    }
    for (const char* suffix : {"*", "+", "?"}) {
      if (!accept(suffix)) continue;
      if (peek("?"))
        throw GrammarError(here(), "lazy loops are not in use here: say what may not follow instead");
      Node repeat;
      repeat.kind = Node::Kind::repeat;
      repeat.place = node.place;
      repeat.at_least = *suffix == '+';
      repeat.unbounded = *suffix != '?';
      repeat.parts.push_back(std::move(node));
      return repeat;
    }
    return node;
  }

  Node atom() {
    Node node;
    node.place = here();
    if (accept("(")) {
      node = alternatives();
      take(")");
      return node;
    }
    if (accept("~")) {
      const Node inner = atom();
      node.kind = Node::Kind::bytes;
      node.bytes = ~set_of(inner);
      return node;
    }
    if (current().kind == MetaToken::Kind::literal)
      throw GrammarError(
          here(), "no literals in parser rules: they make tokens that steal bytes; use the byte classes");
    node.kind = Node::Kind::call;
    node.rule = word("a rule, a token or '('");
    return node;
  }

  // The set of a token or of a choice of tokens, for `~`.
  ByteSet set_of(const Node& node) {
    if (node.kind == Node::Kind::choice) {
      ByteSet set;
      for (const Node& part : node.parts) set |= set_of(part);
      return set;
    }
    const bool is_token = node.kind == Node::Kind::call && node.rule[0] >= 'A' && node.rule[0] <= 'Z';
    if (!is_token) throw GrammarError(node.place, "'~' takes byte classes only");
    return token_set(node);
  }

  // Tokens may be defined behind their use, so a complement reads ahead once.
  ByteSet token_set(const Node& node) {
    if (const auto found = tokens_of_lexer_.find(node.rule); found != tokens_of_lexer_.end())
      return found->second;
    for (std::size_t i = at_; i + 2 < tokens_.size(); ++i) {
      if (tokens_[i].kind == MetaToken::Kind::word && tokens_[i].text == node.rule &&
          tokens_[i + 1].text == ":" && tokens_[i + 2].kind != MetaToken::Kind::word)
        return bytes_of_set(tokens_[i + 2].text, node.place, tokens_[i + 2].kind == MetaToken::Kind::set);
    }
    throw GrammarError(node.place, "byte class '" + node.rule + "' is not defined");
  }

  void resolve(Node& node) {
    for (Node& part : node.parts) resolve(part);
    if (node.kind == Node::Kind::call && node.rule[0] >= 'A' && node.rule[0] <= 'Z') {
      const auto found = tokens_of_lexer_.find(node.rule);
      if (found == tokens_of_lexer_.end())
        throw GrammarError(node.place, "byte class '" + node.rule + "' is not defined");
      node.kind = Node::Kind::bytes;
      node.bytes = found->second;
      node.rule.clear();
    }
    // A choice of byte classes is a byte class.
    if (node.kind == Node::Kind::choice && node.label.empty()) {
      ByteSet set;
      for (const Node& part : node.parts) {
        if (part.kind != Node::Kind::bytes || !part.label.empty()) return;
        set |= part.bytes;
      }
      node.kind = Node::Kind::bytes;
      node.bytes = set;
      node.parts.clear();
    }
  }

  // A rule such as `t`, which is that letter in either case.
  static bool is_letter(const Rule& rule) {
    if (rule.name.size() != 1 || rule.body.kind != Node::Kind::bytes || rule.body.bytes.count() != 2) return false;
    const auto letter = static_cast<unsigned char>(rule.name[0]);
    return rule.body.bytes.test(letter) && rule.body.bytes.test(letter - 32u);
  }

  // Keywords are rows of one-letter rules, one for each letter in both cases: their byte classes stand in their place.
  static void put_letters_in(const Grammar& grammar, Node& node) {
    for (Node& part : node.parts) put_letters_in(grammar, part);
    if (node.kind != Node::Kind::call || !node.label.empty() || grammar.letters.count(node.rule) == 0) return;
    node.kind = Node::Kind::bytes;
    node.bytes = grammar.rule(node.rule).body.bytes;
    node.rule.clear();
  }

  void annotations(const std::string& doc, Rule& rule) {
    std::istringstream words(doc);
    std::string word;
    bool in_source = true;
    const auto name_of = [&](const char* tag) {
      std::string name;
      words >> name;
      if (name.size() < 3 || name.front() != '"' || name.back() != '"')
        throw GrammarError(rule.place, std::string(tag) + " needs a name in double quotes");
      return name.substr(1, name.size() - 2);
    };
    const auto text_of = [&](const char* tag) {
      char quote = 0;
      std::string text;
      if (!(words >> quote) || quote != '"' || !std::getline(words, text, '"') || text.empty() ||
          text.find('\n') != std::string::npos)
        throw GrammarError(rule.place, std::string(tag) + " needs a text in double quotes on the same line");
      return text;
    };
    Annotations& notes = rule.notes;
    while (words >> word) {
      if (word == "*") continue;
      if (word[0] != '@') {
        if (in_source &&
            (word == "RFC" || (word[0] >= '0' && word[0] <= '9') || (word.size() < 5 && word.back() == '.')))
          rule.source += (rule.source.empty() ? "" : " ") + word;
        else
          in_source = false;
        continue;
      }
      if (word == "@header") {
        notes.header = name_of("@header");
        const auto mark = words.tellg();
        std::string next;
        if (words >> next && next[0] == '"')
          notes.compact = next.substr(1, next.size() - 2);
        else
          words.clear(), words.seekg(mark);
      } else if (word == "@start")
        notes.start = name_of("@start");
      else if (word == "@single")
        notes.single = true;
      else if (word == "@list")
        notes.list = true;
      else if (word == "@rows")
        notes.rows = true;
      else if (word == "@empty")
        notes.empty = true;
      else if (word == "@nested")
        notes.nested = true;
      else if (word == "@mandatory") {
        std::string where;
        auto mark = words.tellg();
        while (words >> where && (where == "request" || where == "response")) {
          (where == "request" ? notes.mandatory_in_request : notes.mandatory_in_response) = true;
          mark = words.tellg();
        }
        words.clear(), words.seekg(mark);
        if (!notes.mandatory_in_request && !notes.mandatory_in_response)
          throw GrammarError(rule.place, "@mandatory needs 'request', 'response' or both");
      } else if (word == "@except") {
        if (!(words >> notes.except)) throw GrammarError(rule.place, "@except needs the name of a rule");
      } else if (word == "@type") {
        std::string type, key;
        std::uint64_t max = 0;
        if (!(words >> type >> key >> max) || type != "u32" || key != "max" || max > 0xFFFFFFFFu)
          throw GrammarError(rule.place, "@type is 'u32 max N' with N up to 4294967295");
        notes.max = max;
      } else if (word == "@write") {
        notes.write = text_of("@write");
      } else if (word == "@quotes") {
        notes.quotes = true;
      } else if (word == "@default") {
        std::string label;
        words >> label;
        notes.defaults[label] = text_of("@default LABEL");
      } else if (word == "@error") {
        Objection error;
        words >> error.name;
        error.text = text_of("@error NAME");
        notes.errors.push_back(error);
      } else if (word == "@refuse") {
        Objection refusal;
        if (!(words >> refusal.name >> refusal.status) || refusal.status < 400 || refusal.status > 699)
          throw GrammarError(rule.place, "@refuse is NAME STATUS \"TEXT\" with a status from 400 to 699");
        refusal.text = text_of("@refuse NAME STATUS");
        notes.refusals.push_back(refusal);
      } else {
        throw GrammarError(rule.place, "annotation " + word + " is not known");
      }
    }
  }

  std::string folder_shown_;
  std::string file_;
  std::vector<MetaToken> tokens_;
  std::size_t at_ = 0;
  std::set<std::string> seen_;
  std::vector<Rule> rules_;
  std::map<std::string, ByteSet> tokens_of_lexer_;
};

}  // namespace

Grammar read_grammar(const std::string& root, const std::string& shown_as) {
  Reader reader(shown_as);
  reader.grammar_file(root);
  return reader.finish();
}

}  // namespace sipwright::gen
