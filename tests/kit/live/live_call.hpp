// One call from connect to clear over mutually authenticated TLS on loopback, with a lifetime of seconds.
//
// Agent and compositor run in this process over real sockets and the real clock. Certificates are made for the run.
// The monitor watches both ends, and between the steps of the call the compositor is asked what it holds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kit/sim/ladder.hpp"
#include "model/monitor/monitor.hpp"

namespace sipwright::kit {

struct LiveCallSettings {
  // What the agent asks for. The refresh comes after half of it, at the earliest after 1 s.
  std::uint32_t expires_s = 2;
};

struct LiveCallResult {
  std::string trouble;  // why the call could not be driven; empty: it was
  std::unique_ptr<model::Monitor> monitor;
  Ladder ladder;
  std::vector<std::string> faults;  // what the compositor held and should not have, or the other way round
  std::uint64_t messages = 0;
  std::uint64_t unreadable = 0;
  unsigned published = 0;
  unsigned refreshed = 0;
  unsigned modified = 0;
  unsigned removed = 0;
  unsigned failed = 0;

  // Driven to its end, nothing accused, everything published when it should be and removed at last.
  bool held() const;
};

// Takes about 2 * expires_s.
LiveCallResult drive_live_call(const LiveCallSettings& settings);

}  // namespace sipwright::kit
