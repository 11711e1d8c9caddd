// Why nothing tells certain mutants from their machine, where the generator cannot prove it from the table: said by a
// person. The exploration holds to it: it found no difference in any state of its worlds, and what the reasons rest on
// holds in every one of these states.
#pragma once

#include <string_view>

#include "worlds.hpp"

namespace sipwright::tests {

// Of the mutants whose names begin and end so.
struct Explanation {
  std::string_view begin, end;
  std::string_view reason;
};

// clang-format off
inline constexpr Explanation explanations[] = {
    {"publisher/Removing/", "/dirty for wanted in guard",
     "while a removal is open what is wanted is dirty: it stands in no request yet"},
    {"publisher/", "/dirty for wanted in guard",
     "what is dirty is wanted, and where it is wanted and not dirty a row before has taken the event"},
    {"publisher/", "/without wanted in guard", "what is dirty is wanted"},
    {"publisher/raise_floor/asked for expires_min in expires_min = max(expires_min, event.min_expires)", "",
     "more was asked than any floor before, and the new floor is above what was asked"},
    {"publisher/Refreshing/failed/1/swap note_doubt with start_back_off", "",
     "while a refresh is open a tag is known, and then a failure is told and kept alike with and without doubt"},
    {"compositor/Content/passed/4/publishes for has_body in guard", "",
     "only a PUBLISH comes this far, and the rows before have taken those without a body"},
};
// clang-format on

// What the reasons rest on; empty: it holds in this state.
inline std::string_view broken_ground(const PublisherTraits::Machine& machine) {
  const auto& context = machine.context;
  using State = machines::PublisherState;
  if (context.dirty && !context.wanted) return "what is dirty is wanted";
  if (machine.state == State::Removing && context.wanted != context.dirty) return "in Removing wanted is dirty";
  if (machine.state == State::Refreshing && !context.has_tag) return "in Refreshing a tag is known";
  const bool open = machine.state == State::Publishing || machine.state == State::Refreshing ||
                    machine.state == State::Modifying;
  if (open && context.asked < context.expires_min) return "no less is asked than the floor";
  return {};
}
inline std::string_view broken_ground(const CompositorTraits::Machine& machine) {
  const bool late = machine.state == machines::CompositorState::Content;
  return late && !machine.context.publishes ? "only a PUBLISH comes to Content" : std::string_view();
}
template <class Machine>
std::string_view broken_ground(const Machine&) { return {}; }

}  // namespace sipwright::tests
