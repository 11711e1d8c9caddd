// What stands before the compositor at times: an overloaded server that pushes back, and a slow one.
//
// The compositor answers at once and never refuses for its load, so these two play what agents meet in the field. Both
// keep the rules (RFC 3903 section 9, RFC 3261 section 17.2.2, RFC 4320), and are judged by the monitor like anybody.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kit/sim/link.hpp"
#include "kit/sim/tamper.hpp"

namespace sipwright::kit {

struct FrontSettings {
  std::vector<Silence> overloaded;  // what is asked in these times gets 503 with Retry-After
  std::uint32_t retry_after_s = 45;
  std::vector<Silence> slow;        // what is asked in these times is answered `delay` later
  Duration delay = std::chrono::seconds(5);
};

class Front {
 public:
  explicit Front(FrontSettings settings) : settings_(std::move(settings)) {}

  // A request came in. False: the compositor does not hear it. What is sent instead goes into `further`.
  bool hears(const Envelope& in, Instant now, std::vector<Further>& further);
  // The compositor answers. False: it is sent later, from `further`.
  bool sends(const Envelope& out, Instant now, std::vector<Further>& further);
  // With the compositor its transactions are gone: what it had not yet answered, it never will.
  void restart() {
    refused_.clear();
    held_.clear();
    passed_.clear();
  }

 private:
  struct Held {
    Instant provisional{};
    Instant until{};
    std::string trying;
    std::string final;
  };
  FrontSettings settings_;
  std::map<std::string, std::string> refused_;  // by branch: the answer, again for each copy
  std::map<std::string, Held> held_;            // by branch
  std::set<std::string> passed_;                // branches that the compositor answers by itself
};

}  // namespace sipwright::kit
