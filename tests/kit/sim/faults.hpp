// The planted faults: one or more for each invariant, by name.
//
// Each proves that the monitor has teeth: a run with the fault must be accused under exactly `caught_as`, a run without
// any fault under nothing.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "kit/sim/tamper.hpp"
#include "model/monitor/invariants.hpp"

namespace sipwright::kit {

// The quiet run in which a fault is shown.
enum class Scene : unsigned char {
  plain,   // two agents, a stranger, a crash
  digest,  // the compositor asks for credentials
  hard,    // it asks for longer intervals, pushes back, and is slow
  count,
};

struct FaultInfo {
  std::string_view name;
  model::Invariant caught_as;
  std::string_view sentence;
  std::unique_ptr<Tamper> (*make)();
  Scene scene = Scene::plain;
};

// In the order of the invariants.
std::span<const FaultInfo> planted_faults();
// nullptr if there is none of that name.
const FaultInfo* find_fault(std::string_view name);

// The parts of the list.
std::span<const FaultInfo> agent_faults();
std::span<const FaultInfo> client_faults();
std::span<const FaultInfo> compositor_faults();
std::span<const FaultInfo> server_faults();

}  // namespace sipwright::kit
