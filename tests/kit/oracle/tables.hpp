// What the generator tells the reference parser of the grammar (generated/walker.cpp).
#pragma once

#include <cstddef>
#include <cstdint>

#include "SipReferenceParser.h"
#include "antlr4-runtime.h"

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

}  // namespace sipwright::oracle
