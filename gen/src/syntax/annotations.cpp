#include "syntax/annotations.hpp"

#include <functional>
#include <set>

namespace sipwright::gen {
namespace {

// Takes the arguments of one annotation one after the other.
class Arguments {
 public:
  explicit Arguments(const Annotation& annotation) : annotation_(annotation) {}

  [[noreturn]] void refuse(const std::string& text) const { throw GrammarError(annotation_.place, text); }
  const Place& place() const { return annotation_.place; }

  bool at_end() const { return at_ == annotation_.arguments.size(); }
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
  // Labels with slashes between them, each within the one before.
  std::vector<std::string> path(const std::string& form) {
    std::vector<std::string> labels(1);
    for (const char c : word(form))
      if (c == '/')
        labels.emplace_back();
      else
        labels.back() += c;
    for (const std::string& label : labels)
      if (label.empty()) refuse(form);
    return labels;
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
  objection.place = from.place();
  objection.name = from.word(form);
  objection.text = from.quoted(form);
  notes.errors.push_back(objection);
}

void refusal(Arguments& from, Annotations& notes) {
  const std::string form = "@refuse is NAME STATUS \"TEXT\" with a status from 400 to 699";
  Objection objection;
  objection.place = from.place();
  objection.name = from.word(form);
  objection.status = static_cast<int>(from.number(400, 699, form));
  objection.text = from.quoted(form);
  if (from.accept("where")) {
    const std::string kinds = "@refuse ... where is followed by type, mandatory or single";
    objection.where = from.word(kinds);
    if (objection.where != "type" && objection.where != "mandatory" && objection.where != "single") from.refuse(kinds);
  }
  notes.refusals.push_back(objection);
}

// A demand up to its path, and then the refusal behind `else`.
Demand demand(Demand::Kind kind, Arguments& from, const std::string& form) {
  Demand demand;
  demand.kind = kind;
  demand.place = from.place();
  demand.path = from.path(form);
  return demand;
}

void finish(Demand demand, Arguments& from, Annotations& notes, const std::string& form) {
  if (!from.accept("else")) from.refuse(form);
  demand.refusal = from.word(form);
  notes.demands.push_back(std::move(demand));
}

void only(Arguments& from, Annotations& notes) {
  const std::string form = "@only is LABEL/LABEL \"WORD\" \"WORD\" else REFUSAL";
  Demand only = demand(Demand::Kind::only, from, form);
  do
    only.words.push_back(from.quoted(form));
  while (from.quoted_next());
  finish(std::move(only), from, notes, form);
}

void without(Arguments& from, Annotations& notes) {
  const std::string form = "@without is LABEL/LABEL else REFUSAL";
  finish(demand(Demand::Kind::without, from, form), from, notes, form);
}

void agree(Arguments& from, Annotations& notes) {
  const std::string form = "@agree is LABEL/LABEL \"START\" LABEL/LABEL else REFUSAL";
  Demand agree = demand(Demand::Kind::agree, from, form);
  agree.start = from.quoted(form);
  agree.other = from.path(form);
  finish(std::move(agree), from, notes, form);
}

void counts(Arguments& from, Annotations& notes) {
  const std::string form = "@counts is LABEL/LABEL else REFUSAL";
  finish(demand(Demand::Kind::counts, from, form), from, notes, form);
}

void tolerate(Arguments& from, Annotations& notes) {
  const std::string form =
      "@tolerate is NAME and one of: drop \"OCTETS\" [first] [behind \"TEXT\"] [before \"TEXT\"] [in RULE RULE], "
      "ignore [in METHOD], insert \"VALUE\", count, lines, end; and \"REASON\" in one place";
  using Way = Toleration::Way;
  static const std::map<std::string, Way> ways = {{"drop", Way::drop},   {"ignore", Way::ignore},
                                                  {"insert", Way::insert}, {"count", Way::count},
                                                  {"lines", Way::lines}, {"end", Way::end}};
  Toleration toleration;
  toleration.place = from.place();
  toleration.name = from.word(form);
  const auto way = ways.find(from.word(form));
  if (way == ways.end()) from.refuse(form);
  toleration.way = way->second;
  if (toleration.way == Way::drop || toleration.way == Way::insert) toleration.text = from.quoted(form);
  if (toleration.way == Way::drop) {
    toleration.first = from.accept("first");
    if (from.accept("behind")) toleration.behind = from.quoted(form);
    if (from.accept("before")) toleration.before = from.quoted(form);
  }
  if (toleration.way == Way::ignore && from.accept("in")) toleration.method = from.word(form);
  if (toleration.way == Way::drop && from.accept("in")) {
    do
      toleration.rules.push_back(from.word(form));
    while (!from.quoted_next() && !from.at_end());
  }
  if (from.quoted_next()) toleration.reason = from.quoted(form);
  notes.tolerations.push_back(std::move(toleration));
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
      {"only", only},
      {"without", without},
      {"agree", agree},
      {"counts", counts},
      {"tolerate", tolerate},
  };
  return all;
}

}  // namespace

Annotations read_annotations(const std::vector<Annotation>& all) {
  static const std::set<std::string> repeatable = {"default", "error", "refuse", "only", "without", "agree", "counts",
                                                   "tolerate"};
  Annotations notes;
  std::set<std::string> seen;
  for (const Annotation& annotation : all) {
    const auto meaning = meanings().find(annotation.tag);
    if (meaning == meanings().end())
      throw GrammarError(annotation.place, "annotation @" + annotation.tag + " is not known");
    if (!seen.insert(annotation.tag).second && !repeatable.count(annotation.tag))
      throw GrammarError(annotation.place, "@" + annotation.tag + " stands twice");
    Arguments arguments(annotation);
    meaning->second(arguments, notes);
  }
  return notes;
}

}  // namespace sipwright::gen
