// Emits what judges a well-formed message as a whole: straight through the @refuse of the grammar, in their order.
#include <sstream>

#include "syntax/demands.hpp"
#include "syntax/emit.hpp"

namespace sipwright::gen {
namespace {

std::string header_of(const Rule& rule) {
  return "Header::" + (rule.notes.header.empty() ? "none" : identifier(rule.notes.header));
}

class Judge {
 public:
  explicit Judge(const Grammar& grammar) : grammar_(grammar) {}

  std::string text() {
    out_ << cpp_banner("What the annotations ask of a message as a whole, in the order of the grammar's @refuse: a\n"
                       "// part of core/parser.cpp.");
    length();
    kind("request", request_start, &Annotations::mandatory_in_request);
    kind("response", response_start, &Annotations::mandatory_in_response);
    return out_.str();
  }

 private:
  // The number that a @counts names.
  void length() {
    out_ << "\n// The number of octets that the message states for its body; null where it states none.\n"
            "const Capture* HeadParser::find_stated_length() const {\n";
    for (const Rule& rule : grammar_.rules)
      for (const Demand& demand : rule.notes.demands)
        if (demand.kind == Demand::Kind::counts) {
          walk(rule, demand.path, "at", "  ");
          out_ << "  return at;\n}\n";
          return;
        }
    out_ << "  return nullptr;\n}\n";
  }

  void kind(const std::string& name, const std::string& start, bool Annotations::* mandatory) {
    start_ = start_rule(grammar_, start);
    out_ << "\nVerdict HeadParser::judge_" << name << "(const ParseOptions& options) const {\n";
    if (start_ != nullptr)
      for (const Objection* refusal : all_refusals(grammar_)) {
        if (refusal->where == "type")
          out_ << "  if (out_of_range_at_ != 0) return out_of_range(Refusal::" << refusal->name << ");\n";
        if (refusal->where == "mandatory") missing(*refusal, mandatory);
        if (refusal->where == "single")
          out_ << "  if (repeated_ != 0) return repeated(Refusal::" << refusal->name << ");\n";
        for (const Demanded& one : demands_of(grammar_, *refusal))
          if (is_asked(one)) demand(*one.rule, *one.demand);
      }
    out_ << "  static_cast<void>(options);\n  return {};\n}\n";
  }

  // Whether it is asked of messages of this kind: one with this start line.
  bool is_asked(const Demanded& one) const {
    if (!one.rule->notes.start.empty()) return one.rule == start_;
    return one.demand->kind != Demand::Kind::agree || start_rule(grammar_, one.demand->start) == start_;
  }

  void missing(const Objection& refusal, bool Annotations::* mandatory) {
    std::string headers;
    for (const Rule* rule : header_rules(grammar_))
      if (rule->notes.*mandatory)
        headers += (headers.empty() ? "" : ",\n                                      ") + header_of(*rule);
    if (headers.empty()) return;
    out_ << "  if (const Header gone = missing<" << headers << ">();\n      gone != Header::none)\n"
         << "    return reject(Refusal::" << refusal.name << ", gone, message_.body_begin_);\n";
  }

  void demand(const Rule& rule, const Demand& demand) {
    const std::string reject = "return reject(Refusal::" + demand.refusal + ", " + header_of(rule) + ", at->begin);\n";
    if (demand.kind == Demand::Kind::counts) {
      out_ << "  if (const Capture* at = stated_length_;\n"
           << "      at != nullptr && at->value > message_.body_length_ && !options.head_only)\n    " << reject;
      return;
    }
    out_ << "  {\n";
    std::string condition = walk(rule, demand.path, "at", "    ") ? "at != nullptr" : "";
    const auto holds = [&](const std::string& what) { condition += (condition.empty() ? "" : " && ") + what; };
    if (demand.kind == Demand::Kind::only)
      for (const std::string& word : demand.words) holds("!spells(message_.text(*at), \"" + word + "\")");
    if (demand.kind == Demand::Kind::agree) {
      if (walk(*start_, demand.other, "other", "    ")) holds("other != nullptr");
      holds("message_.text(*at) != message_.text(*other)");
    }
    out_ << "    if (" << condition << ")\n      " << reject << "  }\n";
  }

  // Statements that let `name` point to the capture at the end of the path; true where it may be null, because it is
  // not there or the value was not parsed.
  bool walk(const Rule& rule, const std::vector<std::string>& path, const std::string& name,
            const std::string& indent) {
    const bool in_start_line = rule.notes.header.empty();
    bool may_be_null = !in_start_line;
    const auto state = [&](const std::string& text) {
      out_ << indent << (may_be_null ? "if (" + name + " != nullptr) " : "") << name << text << ";\n";
    };
    out_ << indent << "const Capture* " << name << " = "
         << (in_start_line ? "start_line_begin()" : "captures_of(" + header_of(rule) + ")") << ";\n";
    if (const auto before = captures_before(grammar_, rule, path[0])) {
      for (const Node* one : *before) state(has_captures_within(grammar_, *one) ? " += " + name + "->size" : " += 1");
    } else {
      const std::string row = in_start_line ? "message_.rows_[0]" : "*message_.first(" + header_of(rule) + ")";
      state(" = Message::find(" + name + ", message_.end(" + row + "), Label::" + path[0] + ")");
      may_be_null = true;
    }
    for (std::size_t i = 1; i < path.size(); ++i) {
      state(" = Message::find(" + name + " + 1, " + name + " + " + name + "->size, Label::" + path[i] + ")");
      const std::vector<std::string> so_far(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      may_be_null = may_be_null || !is_always_there(grammar_, rule, so_far);
    }
    return may_be_null;
  }

  const Grammar& grammar_;
  const Rule* start_ = nullptr;
  std::ostringstream out_;
};

}  // namespace

GeneratedFile emit_judge(const Grammar& grammar) { return {"runtime/generated/judge.inc", Judge(grammar).text()}; }

}  // namespace sipwright::gen
