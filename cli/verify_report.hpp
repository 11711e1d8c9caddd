// What `sipwright verify` found, and how it is told: as text for people, as JSON for programs.
#pragma once

#include <string>
#include <vector>

#include "kit/equivalence/compare.hpp"
#include "kit/live/live_call.hpp"
#include "kit/sim/campaign.hpp"

namespace sipwright::cli {

struct VerifyReport {
  const kit::FaultInfo* fault = nullptr;  // planted; then only the simulation is run
  std::vector<kit::MachineComparison> machines;
  kit::CampaignResult campaign;
  std::uint64_t first_seed = 0;
  kit::LiveCallResult call;
  model::Tallies tallies{};               // of simulation and call together
  double seconds = 0;
};

// 0 held, 1 something failed, 3 inconclusive: a premise that never occurred, a row never taken, a call not driven.
int status_of(const VerifyReport& report);

std::string text_of(const VerifyReport& report);
std::string json_of(const VerifyReport& report);
// The lines of --list-faults.
std::string fault_list();
std::string fault_list_json();

}  // namespace sipwright::cli
