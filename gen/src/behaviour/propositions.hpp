// Guards as propositional formulas: every comparison is a proposition of its own, named by its text.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// Above this many propositions in one (state, event) pair trying all worlds would take long; no guard comes near.
inline constexpr std::size_t propositions_max = 16;

// Which propositions are true.
using World = std::map<std::string, bool>;

// Adds the propositions of a guard, through named values too.
void propositions(const Expr& node, std::set<std::string>& into);

// Whether a guard holds; `world` has all its propositions.
bool holds(const Expr& node, const World& world);

}  // namespace sipwright::gen::behaviour
