// One root, one finding: a breach is told once, under the row that says most about it.
#include "model/monitor/judge.hpp"

namespace sipwright::model {
namespace {

using enum Invariant;

struct Implication {
  Invariant stronger;
  InvariantSet implied;
};

template <class... Rows>
constexpr InvariantSet set(Rows... rows) {
  return (bit(rows) | ...);
}

// clang-format off
constexpr Implication implications[] = {
    {inv_02, set(inv_01)},                          // two requests of one publication are two to one Request-URI
    {inv_03, set(inv_05)},                          // while the chain lives, an old tag is first not the newest one
    {inv_07, set(inv_18)},                          // a fresh start was tried, and is itself malformed
    {inv_50, set(inv_04, inv_17, inv_18)},          // the tag is the right one, misspelt
    {inv_19, set(inv_05, inv_18)},                  // the very request that drew the 412 comes again
    {inv_18, set(inv_03, inv_04, inv_05)},          // no fresh start, whatever tag was taken instead
    {inv_15, set(inv_14)},                          // a tag that was given back unchanged repeats itself
    {inv_16, set(inv_21, inv_22)},                  // the answer is of a step that must not be reached
    {inv_22, set(inv_21)},                          // the interval of a removal is no interval
    {inv_39, set(inv_16, inv_17, inv_21)},          // with two faults in a request it is the order that went wrong
    {inv_35, set(inv_16, inv_17)},                  // of two requests at once
    {inv_27, set(inv_23, inv_28)},                  // what a copy caused
    {inv_24, set(inv_16, inv_23)},                  // what should be removed
    {inv_36, set(inv_23)},                          // what a refused request changed
    {inv_37, set(inv_23)},                          // what somebody else's request changed
    {inv_45, set(inv_23)},                          // the state that outlives its grant is an orphan
};
// clang-format on

}  // namespace

InvariantSet attribute(InvariantSet accused) {
  const auto has = [&](Invariant invariant) { return (accused & bit(invariant)) != 0; };
  InvariantSet primary = accused;
  for (const Implication& one : implications)
    if (has(one.stronger)) primary &= ~one.implied;
  // Of an impossible shape nobody can tell which one was meant.
  if (has(inv_07) && has(inv_10)) {
    primary &= ~set(inv_07, inv_10);
  } else if (has(inv_07) || has(inv_10)) {
    primary &= ~set(inv_06);
  }
  return primary;
}

}  // namespace sipwright::model
