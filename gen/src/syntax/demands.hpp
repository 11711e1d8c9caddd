// What the annotations ask of a message as a whole, in the order in which it is looked at: that of the @refuse.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

// The start rules of the two kinds of messages, by their @start.
inline constexpr const char* request_start = "Request-Line";
inline constexpr const char* response_start = "Status-Line";

// Every @refuse of the grammar, in the order of the files.
std::vector<const Objection*> all_refusals(const Grammar& grammar);

struct Demanded {
  const Rule* rule;  // the start rule that carries it
  const Demand* demand;
};

// The demands that a refusal speaks for, in the order of the files.
std::vector<Demanded> demands_of(const Grammar& grammar, const Objection& refusal);

// The rule with that @start; null where there is none.
const Rule* start_rule(const Grammar& grammar, const std::string& start);

// Where the labels of a path lead to: a place in each alternative that has it. Empty where no alternative has.
std::vector<const Node*> places_of(const Grammar& grammar, const Rule& rule, const std::vector<std::string>& path);

// Whether each text of the rule has the capture at the end of the path.
bool is_always_there(const Grammar& grammar, const Rule& rule, const std::vector<std::string>& path);

// How many captures stand before that of the label, next to it, where that is always the same: then what each is called
// by. Nothing where it depends on the text.
std::optional<std::vector<const Node*>> captures_before(const Grammar& grammar, const Rule& rule,
                                                        const std::string& label);

// Whether a capture can have others within it.
bool has_captures_within(const Grammar& grammar, const Node& capture);

// Refuses demands that name what is not there, or contradict the grammar or each other. Throws GrammarError.
void check_demands(const Grammar& grammar);

}  // namespace sipwright::gen
