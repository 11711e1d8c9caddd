// Emits the deviations that may be tolerated, by name, and how a message is mended that has one.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "syntax/demands.hpp"
#include "syntax/emit.hpp"
#include "syntax/recogniser.hpp"
#include "syntax/rule_program.hpp"

namespace sipwright::gen {
namespace {

constexpr const char* start_line_rule = "startLine";

struct One {
  const Rule* rule;
  const Toleration* toleration;
};

std::vector<One> all_tolerations(const Grammar& grammar) {
  std::vector<One> all;
  for (const Rule& rule : grammar.rules)
    for (const Toleration& toleration : rule.notes.tolerations) all.push_back({&rule, &toleration});
  return all;
}

// Names in the order of the files, each with the reason that stands with it somewhere.
std::vector<std::pair<std::string, std::string>> reasons_of(const std::vector<One>& all) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const One& one : all) {
    const Toleration& toleration = *one.toleration;
    auto known = std::find_if(names.begin(), names.end(),
                              [&](const auto& entry) { return entry.first == toleration.name; });
    if (known == names.end()) known = names.insert(names.end(), {toleration.name, ""});
    if (toleration.reason.empty()) continue;
    if (!known->second.empty())
      throw GrammarError(toleration.place, "@tolerate " + toleration.name + " has two reasons");
    known->second = toleration.reason;
  }
  for (const One& one : all)
    for (const auto& [name, reason] : names)
      if (name == one.toleration->name && reason.empty())
        throw GrammarError(one.toleration->place, "@tolerate " + name + " needs its \"REASON\" in one place");
  return names;
}

class Check {
 public:
  explicit Check(const Grammar& grammar) : grammar_(grammar) {
    for (const RuleProgram::Entry& entry : make_rule_program(grammar).rules) named_.insert(entry.rule->name);
  }

  void look_at(const One& one) const {
    const Annotations& notes = one.rule->notes;
    const Toleration& toleration = *one.toleration;
    const auto refuse = [&](const std::string& text) {
      throw GrammarError(toleration.place, "@tolerate " + toleration.name + ": " + text);
    };
    if (toleration.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
      refuse("a name is small letters, digits and dashes");
    const bool mandatory = notes.mandatory_in_request || notes.mandatory_in_response;
    const bool counts = std::any_of(notes.demands.begin(), notes.demands.end(),
                                    [](const Demand& demand) { return demand.kind == Demand::Kind::counts; });
    switch (toleration.way) {
      case Toleration::Way::drop:
        if (toleration.rules.empty() && !named_.count(one.rule->name)) refuse("no text ever stops within this rule");
        if (!toleration.rules.empty() && one.rule->name != start_line_rule)
          refuse("'in' names rules for the start line; elsewhere the annotation stands at the rule");
        for (const std::string& name : toleration.rules)
          if (!named_.count(name)) refuse("no text ever stops within '" + name + "'");
        break;
      case Toleration::Way::ignore:
        if (notes.header.empty()) refuse("only a rule with @header can be ignored");
        if (mandatory) refuse("without it the message is refused: it is @mandatory");
        break;
      case Toleration::Way::insert:
        if (!mandatory) refuse("nothing is missing without it: it is not @mandatory");
        if (!Recogniser(grammar_).derives(one.rule->name, toleration.text))
          refuse("the rule does not derive \"" + toleration.text + "\"");
        break;
      case Toleration::Way::count:
        if (!counts) refuse("the rule has no @counts");
        break;
      case Toleration::Way::lines:
      case Toleration::Way::end:
        if (one.rule->name != "messageHead") refuse("only messageHead has lines and an end");
        break;
    }
  }

 private:
  const Grammar& grammar_;
  std::set<std::string> named_;
};

std::string hpp(const std::vector<std::pair<std::string, std::string>>& names) {
  std::ostringstream out;
  out << cpp_banner("What peers are known to send against the grammar, and may be tolerated: its @tolerate.")
      << R"(#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sipwright {

enum class Tolerance : std::uint8_t {
)";
  for (const auto& [name, reason] : names) out << "  " << identifier(name) << ",\n";
  out << "};\n\ninline constexpr std::size_t tolerance_count = " << names.size() << R"(;

// The name by which it is switched on, with dashes, and why it may be.
std::string_view name_of(Tolerance tolerance);
std::string_view reason_of(Tolerance tolerance);

}  // namespace sipwright
)";
  return out.str();
}

// By which @refuse a message goes that has the deviation.
std::string refusal_of(const Grammar& grammar, const One& one) {
  if (one.toleration->way == Toleration::Way::insert)
    for (const Objection* refusal : all_refusals(grammar))
      if (refusal->where == "mandatory") return refusal->name;
  if (one.toleration->way == Toleration::Way::count)
    for (const Demand& demand : one.rule->notes.demands)
      if (demand.kind == Demand::Kind::counts) return demand.refusal;
  return "none";
}

std::string row_of(const Grammar& grammar, const One& one, const std::string& rule) {
  static const char* const ways[] = {"drop", "ignore", "insert", "count", "lines", "end"};
  const Toleration& toleration = *one.toleration;
  const std::string& header = one.rule->notes.header;
  return "    {Tolerance::" + identifier(toleration.name) + ", Way::" + ways[static_cast<int>(toleration.way)] +
         ", " + (one.rule->name == start_line_rule ? "true" : "false") + ", Rule::" + rule +
         ", Header::" + (header.empty() ? "none" : identifier(header)) +
         ", Refusal::" + refusal_of(grammar, one) + ", \"" + toleration.text + "\", \"" +
         toleration.behind + "\", \"" + toleration.before + "\", " + (toleration.first ? "true" : "false") + ", \"" +
         toleration.method + "\"},\n";
}

std::string cpp(const Grammar& grammar, const std::vector<std::pair<std::string, std::string>>& names,
                const std::vector<One>& all) {
  std::ostringstream out;
  out << cpp_banner("The deviations that may be tolerated, and how a message is mended that has one.")
      << include_line("sipwright/tolerances.hpp") << "\n"
      << include_line("core/mend.hpp") << R"(
namespace sipwright {
namespace {

struct Entry {
  std::string_view name;
  std::string_view reason;
};

constexpr Entry entries[tolerance_count] = {
)";
  for (const auto& [name, reason] : names) out << "    {\"" << name << "\",\n     \"" << reason << "\"},\n";
  out << R"(};

}  // namespace

std::string_view name_of(Tolerance tolerance) { return entries[static_cast<std::size_t>(tolerance)].name; }

std::string_view reason_of(Tolerance tolerance) { return entries[static_cast<std::size_t>(tolerance)].reason; }

namespace core {
namespace {

// tolerance, how, in the start line, rule that stops, header field, refusal, octets, behind, before, first, method
constexpr Toleration all[] = {
)";
  for (const One& one : all) {
    if (one.toleration->way != Toleration::Way::drop) {
      out << row_of(grammar, one, "none");
      continue;
    }
    std::vector<std::string> rules = one.toleration->rules;
    if (rules.empty()) rules.push_back(one.rule->name);
    for (const std::string& rule : rules) out << row_of(grammar, one, rule);
  }
  out << R"(};

}  // namespace

std::span<const Toleration> tolerations() { return all; }

}  // namespace core
}  // namespace sipwright
)";
  return out.str();
}

}  // namespace

std::vector<GeneratedFile> emit_tolerances(const Grammar& grammar) {
  const std::vector<One> all = all_tolerations(grammar);
  const Check check(grammar);
  for (const One& one : all) check.look_at(one);
  const auto names = reasons_of(all);
  return {{"runtime/generated/sipwright/tolerances.hpp", hpp(names)},
          {"runtime/generated/tolerances.cpp", cpp(grammar, names, all)}};
}

}  // namespace sipwright::gen
