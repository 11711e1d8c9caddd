// Reads .g4 files: what their form means. The form itself is the meta-grammar's (gen/meta/Meta.g4), whose labels are
// looked for here.
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

#include "syntax/annotations.hpp"
#include "syntax/derive.hpp"
#include "syntax/grammar.hpp"
#include "syntax/meta_grammar.hpp"

namespace sipwright::gen {
namespace {

bool is_class_name(const std::string& name) {
  return name[0] >= 'A' && name[0] <= 'Z';
}

// One file: its text, and what the labels name in it.
class File {
 public:
  File(const std::filesystem::path& path, std::string shown_as, const Grammar& meta) : shown_as_(std::move(shown_as)) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw GrammarError({shown_as_, 1}, "cannot be read: check the path and the import that names it");
    std::stringstream text;
    text << in.rdbuf();
    text_ = text.str();
    try {
      whole_ = derive(meta, "grammarSpec", text_);
    } catch (const Underivable& fault) {
      refuse(fault);
    }
  }

  const Labelled& whole() const { return whole_; }
  std::string text(const Labelled& part) const { return text_.substr(part.begin, part.end - part.begin); }
  Place place(const Labelled& part) const { return place_at(part.begin); }

 private:
  Place place_at(std::size_t offset) const {
    Place place{shown_as_, 1, 1};
    for (std::size_t i = 0; i < offset; ++i) {
      ++place.column;
      if (text_[i] == '\n') ++place.line, place.column = 1;
    }
    return place;
  }

  // In the words of the innermost rule that has some. What is open to the end of the file began somewhere else.
  [[noreturn]] void refuse(const Underivable& fault) const {
    for (auto around = fault.open.rbegin(); around != fault.open.rend(); ++around) {
      const auto& errors = around->rule->notes.errors;
      if (errors.empty()) continue;
      if (fault.offset == text_.size()) throw GrammarError(place_at(around->begin), errors.front().text);
      const std::string octet = text_.substr(fault.offset, 1);
      const std::string found = octet == "\n" ? "the line end" : "'" + octet + "'";
      throw GrammarError(place_at(fault.offset), errors.front().text + " (found " + found + ")");
    }
    throw GrammarError(place_at(fault.offset), "this is no grammar");
  }

  std::string shown_as_;
  std::string text_;
  Labelled whole_;
};

class Reader {
 public:
  explicit Reader(std::string folder_shown, const Grammar& meta)
      : folder_shown_(std::move(folder_shown)), meta_(meta) {}

  // What a grammar builds on comes before it.
  void read(const std::filesystem::path& path) {
    if (!seen_.insert(path.filename().string()).second) return;
    const std::string name = path.filename().string();
    auto file = std::make_unique<File>(path, folder_shown_.empty() ? name : folder_shown_ + "/" + name, meta_);
    for (const Labelled* import : file->whole().all("imports"))
      read(path.parent_path() / (file->text(*import) + ".g4"));
    files_.push_back(std::move(file));
  }

  Grammar finish() {
    // Byte classes first: rules may use those that stand behind them.
    each("byteClass", [&](const Labelled&, const Labelled& definition) { byte_class(definition); });
    each("production", [&](const Labelled& rule, const Labelled& definition) { production(rule, definition); });
    for (const Rule& rule : grammar_.rules)
      if (is_letter(rule)) grammar_.letters.insert(rule.name);
    for (Rule& rule : grammar_.rules) put_letters_in(rule.body);
    return std::move(grammar_);
  }

 private:
  template <class Visit>
  void each(const char* kind, Visit visit) {
    for (const auto& file : files_) {
      file_ = file.get();
      for (const Labelled* rule : file->whole().all("rules"))
        if (const Labelled* definition = rule->find(kind)) visit(*rule, *definition);
    }
  }

  void byte_class(const Labelled& definition) {
    const Labelled& name = *definition.find("className");
    ByteSet set;
    for (const Labelled* range : definition.all("ranges")) {
      const Labelled* const low = range->find("low");
      const Labelled* const high = range->find("high");
      const unsigned first = octet(*low), last = high == nullptr ? first : octet(*high);
      if (first > last) throw GrammarError(file_->place(*range), "this range runs backwards");
      for (unsigned b = first; b <= last; ++b) set.set(b);
    }
    for (const auto& [other, bytes] : grammar_.tokens)
      if ((bytes & set).any())
        throw GrammarError(file_->place(name), "byte class '" + file_->text(name) + "' overlaps '" + other +
                                                   "': each byte belongs to one class");
    grammar_.tokens[file_->text(name)] = set;
  }

  unsigned octet(const Labelled& character) const {
    static const std::map<std::string, unsigned> controls = {{"n", '\n'}, {"r", '\r'}, {"t", '\t'}};
    if (const Labelled* code = character.find("code")) {
      const auto value = static_cast<unsigned>(std::stoul(file_->text(*code), nullptr, 16));
      if (value > 255)
        throw GrammarError(file_->place(character), "a byte class holds bytes only: nothing above \\u00FF");
      return value;
    }
    const Labelled* const letter = character.find("letter");
    const std::string text = file_->text(letter != nullptr ? *letter : *character.find("plain"));
    const auto control = letter != nullptr ? controls.find(text) : controls.end();
    return control != controls.end() ? control->second : static_cast<unsigned char>(text[0]);
  }

  void production(const Labelled& whole, const Labelled& definition) {
    Rule rule;
    rule.name = file_->text(*definition.find("ruleName"));
    rule.place = file_->place(definition);
    if (const Labelled* doc = whole.find("doc")) document(*doc, rule);
    rule.body = alternatives(*definition.find("body"));
    if (const auto found = grammar_.index.find(rule.name); found != grammar_.index.end())
      throw GrammarError(rule.place, "rule '" + rule.name + "' stands already at line " +
                                         std::to_string(grammar_.rules[found->second].place.line));
    grammar_.index[rule.name] = grammar_.rules.size();
    grammar_.rules.push_back(std::move(rule));
  }

  // The source is what the comment begins with: "RFC", numbers, and a name that ends with a full stop.
  void document(const Labelled& doc, Rule& rule) {
    for (const Labelled* one : doc.all("words")) {
      const std::string word = file_->text(*one);
      const bool number = word[0] >= '0' && word[0] <= '9', name = word.size() < 5 && word.back() == '.';
      if (word != "RFC" && !number && !name) break;
      rule.source += (rule.source.empty() ? "" : " ") + word;
    }
    std::vector<Annotation> annotations;
    for (const Labelled* one : doc.all("annotations")) {
      Annotation annotation{file_->place(*one), file_->text(*one->find("tag")), {}};
      for (const Labelled* argument : one->all("arguments")) {
        const Labelled* const quoted = argument->find("quoted");
        annotation.arguments.push_back({file_->text(quoted ? *quoted : *argument), quoted != nullptr});
      }
      annotations.push_back(std::move(annotation));
    }
    rule.notes = read_annotations(annotations);
  }

  // Alternatives of one, and sequences of one, are that one. A choice of byte classes is a byte class.
  Node alternatives(const Labelled& all) {
    Node node;
    node.kind = Node::Kind::choice;
    node.place = file_->place(all);
    for (const Labelled* one : all.all("choices")) {
      Node alternative;
      alternative.place = file_->place(*one);
      for (const Labelled* part : one->all("elements")) alternative.parts.push_back(element(*part));
      if (alternative.parts.size() == 1) alternative = Node(std::move(alternative.parts.front()));
      node.parts.push_back(std::move(alternative));
    }
    if (node.parts.size() == 1) return Node(std::move(node.parts.front()));
    ByteSet set;
    for (const Node& part : node.parts) {
      if (part.kind != Node::Kind::bytes || !part.label.empty()) return node;
      set |= part.bytes;
    }
    node.kind = Node::Kind::bytes;
    node.bytes = set;
    node.parts.clear();
    return node;
  }

  Node element(const Labelled& part) {
    Node node = atom(part);
    if (const Labelled* label = part.find("partLabel")) {
      const std::string name = file_->text(*label);
      if (!node.label.empty())
        throw GrammarError(node.place, "two labels for one thing: '" + name + "' and '" + node.label + "'");
      node.label = name;
      node.is_list = part.find("many") != nullptr;
    }
    const Labelled* const suffix = part.find("repeated");
    if (suffix == nullptr) return node;
    const std::string how = file_->text(*suffix);
    Node repeat;
    repeat.kind = Node::Kind::repeat;
    repeat.place = node.place;
    repeat.at_least = how == "+";
    repeat.unbounded = how != "?";
    repeat.parts.push_back(std::move(node));
    return repeat;
  }

  Node atom(const Labelled& part) {
    if (const Labelled* group = part.find("group")) return alternatives(*group);
    Node node;
    if (const Labelled* complement = part.find("complement")) {
      node.place = file_->place(*complement);
      const Node inner = atom(*complement);
      if (inner.kind != Node::Kind::bytes || !inner.label.empty())
        throw GrammarError(node.place, "'~' takes byte classes only");
      node.kind = Node::Kind::bytes;
      node.bytes = ~inner.bytes;
      return node;
    }
    const Labelled& reference = *part.find("reference");
    node.place = file_->place(reference);
    const std::string name = file_->text(reference);
    if (!is_class_name(name)) {
      node.kind = Node::Kind::call;
      node.rule = name;
      return node;
    }
    const auto found = grammar_.tokens.find(name);
    if (found == grammar_.tokens.end())
      throw GrammarError(node.place, "byte class '" + name + "' is not defined");
    node.kind = Node::Kind::bytes;
    node.bytes = found->second;
    return node;
  }

  // A rule such as `t`, which is that letter in either case.
  static bool is_letter(const Rule& rule) {
    if (rule.name.size() != 1 || rule.body.kind != Node::Kind::bytes || rule.body.bytes.count() != 2) return false;
    const auto letter = static_cast<unsigned char>(rule.name[0]);
    return rule.body.bytes.test(letter) && rule.body.bytes.test(letter - 32u);
  }

  // Keywords are rows of one-letter rules, one for each letter in both cases: their byte classes stand in their place.
  void put_letters_in(Node& node) {
    for (Node& part : node.parts) put_letters_in(part);
    if (node.kind != Node::Kind::call || !node.label.empty() || grammar_.letters.count(node.rule) == 0) return;
    node.kind = Node::Kind::bytes;
    node.bytes = grammar_.rule(node.rule).body.bytes;
    node.rule.clear();
  }

  std::string folder_shown_;
  const Grammar& meta_;
  std::set<std::string> seen_;
  std::vector<std::unique_ptr<File>> files_;
  const File* file_ = nullptr;  // that is being read
  Grammar grammar_;
};

}  // namespace

Grammar read_grammar(const std::string& root, const std::string& shown_as, const Grammar& meta) {
  Reader reader(shown_as, meta);
  reader.read(root);
  return reader.finish();
}

Grammar read_grammar(const std::string& root, const std::string& shown_as) {
  static const Grammar meta = meta_grammar();
  return read_grammar(root, shown_as, meta);
}

}  // namespace sipwright::gen
