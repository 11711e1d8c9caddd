// The three base values from which the transaction timers are computed (RFC 3261 17.1.1.1).
#pragma once

#include <chrono>

#include "sipwright/time.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {

// The defaults are the RFC's; tests shorten them. Both ends must use about the same T1.
struct TransactionTimers {
  Duration t1 = timer::T1;  // round-trip time estimate
  Duration t2 = timer::T2;  // longest gap between retransmissions
  Duration t4 = timer::T4;  // how long a message can stay in the network
};

}  // namespace sipwright
