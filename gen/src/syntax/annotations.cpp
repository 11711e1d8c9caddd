#include "syntax/annotations.hpp"

#include <functional>

namespace sipwright::gen {
namespace {

// Takes the arguments of one annotation one after the other.
class Arguments {
 public:
  explicit Arguments(const Annotation& annotation) : annotation_(annotation) {}

  [[noreturn]] void refuse(const std::string& text) const { throw GrammarError(annotation_.place, text); }

  bool quoted_next() const { return at_ < annotation_.arguments.size() && annotation_.arguments[at_].quoted; }

  // A text in quotes that is not empty; `form` is what the annotation looks like.
  std::string quoted(const std::string& form) {
    if (!quoted_next() || annotation_.arguments[at_].text.empty()) refuse(form);
    return annotation_.arguments[at_++].text;
  }
  std::string word(const std::string& form) {
    if (at_ == annotation_.arguments.size() || quoted_next()) refuse(form);
    return annotation_.arguments[at_++].text;
  }
  std::uint64_t number(std::uint64_t least, std::uint64_t most, const std::string& form) {
    const std::string digits = word(form);
    if (digits.size() > 10 || digits.find_first_not_of("0123456789") != std::string::npos) refuse(form);
    const std::uint64_t value = std::stoull(digits);
    if (value < least || value > most) refuse(form);
    return value;
  }
  bool accept(const std::string& word) {
    if (at_ == annotation_.arguments.size() || annotation_.arguments[at_].text != word) return false;
    ++at_;
    return true;
  }

 private:
  const Annotation& annotation_;
  std::size_t at_ = 0;
};

using Meaning = std::function<void(Arguments&, Annotations&)>;

void header(Arguments& from, Annotations& notes) {
  notes.header = from.quoted("@header needs a name in double quotes");
  if (from.quoted_next()) notes.compact = from.quoted("@header \"Name\" \"c\" has a compact form of one letter");
}

void mandatory(Arguments& from, Annotations& notes) {
  for (;;) {
    if (from.accept("request"))
      notes.mandatory_in_request = true;
    else if (from.accept("response"))
      notes.mandatory_in_response = true;
    else
      break;
  }
  if (!notes.mandatory_in_request && !notes.mandatory_in_response)
    from.refuse("@mandatory needs 'request', 'response' or both");
}

void type(Arguments& from, Annotations& notes) {
  const std::string form = "@type is 'u32 max N' with N up to 4294967295";
  if (!from.accept("u32") || !from.accept("max")) from.refuse(form);
  notes.max = from.number(0, 0xFFFFFFFFu, form);
}

void default_text(Arguments& from, Annotations& notes) {
  const std::string form = "@default is LABEL \"TEXT\"";
  const std::string label = from.word(form);
  notes.defaults[label] = from.quoted(form);
}

void error(Arguments& from, Annotations& notes) {
  const std::string form = "@error is NAME \"TEXT\"";
  Objection objection;
  objection.name = from.word(form);
  objection.text = from.quoted(form);
  notes.errors.push_back(objection);
}

void refusal(Arguments& from, Annotations& notes) {
  const std::string form = "@refuse is NAME STATUS \"TEXT\" with a status from 400 to 699";
  Objection objection;
  objection.name = from.word(form);
  objection.status = static_cast<int>(from.number(400, 699, form));
  objection.text = from.quoted(form);
  notes.refusals.push_back(objection);
}

const std::map<std::string, Meaning>& meanings() {
  static const std::map<std::string, Meaning> all = {
      {"header", header},
      {"start", [](Arguments& from, Annotations& n) { n.start = from.quoted("@start needs a name in double quotes"); }},
      {"single", [](Arguments&, Annotations& notes) { notes.single = true; }},
      {"list", [](Arguments&, Annotations& notes) { notes.list = true; }},
      {"rows", [](Arguments&, Annotations& notes) { notes.rows = true; }},
      {"empty", [](Arguments&, Annotations& notes) { notes.empty = true; }},
      {"nested", [](Arguments&, Annotations& notes) { notes.nested = true; }},
      {"quotes", [](Arguments&, Annotations& notes) { notes.quotes = true; }},
      {"mandatory", mandatory},
      {"except", [](Arguments& from, Annotations& n) { n.except = from.word("@except needs the name of a rule"); }},
      {"type", type},
      {"write", [](Arguments& from, Annotations& n) { n.write = from.quoted("@write needs a text in double quotes"); }},
      {"default", default_text},
      {"error", error},
      {"refuse", refusal},
  };
  return all;
}

}  // namespace

Annotations read_annotations(const std::vector<Annotation>& all) {
  Annotations notes;
  for (const Annotation& annotation : all) {
    const auto meaning = meanings().find(annotation.tag);
    if (meaning == meanings().end())
      throw GrammarError(annotation.place, "annotation @" + annotation.tag + " is not known");
    Arguments arguments(annotation);
    meaning->second(arguments, notes);
  }
  return notes;
}

}  // namespace sipwright::gen
