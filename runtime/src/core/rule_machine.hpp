// A machine that follows every derivation of a rule at once, for what is asked seldom: in which rule a malformed text
// stopped making sense, how far a rule goes. The parsers of messages are other code (value_parsers.inc), a thousand
// times as fast; they agree on every offset, and the tests compare them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sipwright/rules.hpp"

namespace sipwright::core {

struct RuleStep {
  enum class Kind : std::uint16_t {
    octet,  // one octet of set `argument`, then the next step
    call,   // rule `argument`, then the next step
    fork,   // the next step, or step `argument`
    jump,   // step `argument`
    done,   // the end of the rule
  };
  Kind kind;
  std::uint16_t argument;
};

struct RuleEntry {
  std::uint16_t first;  // step
  std::uint16_t again;  // of a rule that nests: the step behind its call of itself; otherwise 0
  Rule except;          // what that rule derives is taken away
};

// Generated from the grammar (runtime/generated/rules.cpp).
extern const RuleEntry rule_entries[];
extern const RuleStep rule_steps[];
extern const std::uint64_t rule_sets[][4];

constexpr RuleStep octet(std::uint16_t set) { return {RuleStep::Kind::octet, set}; }
constexpr RuleStep call(std::uint16_t rule) { return {RuleStep::Kind::call, rule}; }
constexpr RuleStep fork(std::uint16_t step) { return {RuleStep::Kind::fork, step}; }
constexpr RuleStep jump(std::uint16_t step) { return {RuleStep::Kind::jump, step}; }
constexpr RuleStep done(std::uint16_t) { return {RuleStep::Kind::done, 0}; }

// The innermost rule within which `start` can go on behind all of `prefix`; where `prefix` may be the end, that is
// `start` itself. `start` as well where nothing of `start` begins with `prefix`, or more ways are open at once than the
// machine keeps (the grammar's own tests come nowhere near).
Rule innermost_rule(Rule start, std::string_view prefix);

// The longest beginning of `text` that `rule` derives; npos where there is none.
std::size_t longest_match(Rule rule, std::string_view text);

// The innermost rule around the fault at `offset` of a message, or of the value of a header field.
Rule rule_at_fault(std::string_view message, std::size_t offset);

}  // namespace sipwright::core
