// One run of ANTLR over one stretch of octets.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "oracle.h"
#include "tables.hpp"

namespace sipwright::oracle {

// Tokens, parser and tree live together: the tree belongs to the parser.
struct Parsed {
  sipwright_oracle_verdict verdict{};
  antlr4::ParserRuleContext* tree = nullptr;  // null unless the grammar derives the input
  std::vector<sipwright_oracle_capture> captures;

  struct Machinery;
  std::shared_ptr<Machinery> machinery;
};

const StartRule* find_start_rule(const char* name);

// Judges the octets by `rule`. Offsets in the answer count from `base`.
Parsed parse(const StartRule& rule, const unsigned char* bytes, std::size_t n, std::size_t base);

// The octets of a part of the tree: begin and end.
struct Extent {
  std::size_t begin;
  std::size_t end;
};
Extent extent_of(const antlr4::ParserRuleContext* context, std::size_t base);

}  // namespace sipwright::oracle
