// What the generator tells the reference parser of the grammar (generated/walker.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "SipReferenceParser.h"
#include "antlr4-runtime.h"
#include "oracle.h"

namespace sipwright::oracle {

// The label under which `child` stands in `parent`, or null.
const char* label_of(const antlr4::ParserRuleContext* parent, const antlr4::tree::ParseTree* child);

// Annotations that ANTLR does not know of.
struct RuleFacts {
  const char* name;
  const char* except;  // start rule of what is taken away, or null
  bool has_max;
  std::uint64_t max;
};

// Null for rules without such annotations.
const RuleFacts* facts_of(std::size_t rule_index);

struct StartRule {
  const char* name;
  const char* header;   // null for rules that are no header field's
  const char* compact;  // null where there is none
  bool single;
  bool mandatory_in_request;
  bool mandatory_in_response;
  antlr4::ParserRuleContext* (*parse)(SipReferenceParser& parser);
};

extern const StartRule start_rules[];
extern const std::size_t start_rule_count;

// Why a well-formed message is refused: the @refuse of the grammar.
struct Reason {
  sipwright_oracle_reason told;
  const char* where;  // "type", "mandatory", "single": of all rules with that annotation; or null
};

extern const Reason reasons[];
extern const std::size_t reason_count;

// What the value of one start rule must be like.
struct Demand {
  std::size_t reason;  // where it is not
  enum class Kind { only, without, agree, counts } kind;
  const char* rule;
  const char* path;  // labels, each within the one before: "target/scheme"
  std::vector<const char*> words;
  const char* other_rule;
  const char* other_path;
};

// In the order of the reasons.
extern const Demand demands[];
extern const std::size_t demand_count;

}  // namespace sipwright::oracle
