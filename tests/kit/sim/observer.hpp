// Turns what passes at one end of a hop into the monitor's input.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/monitor/monitor.hpp"
#include "sipwright/compositor.hpp"
#include "sipwright/endpoint.hpp"
#include "sipwright/time.hpp"

namespace sipwright::kit {

// Reads the fields of one message; false if the generated parser does not accept it. The views point into `bytes`.
bool read_fields(std::string_view bytes, model::Fields& fields);

class Observer {
 public:
  // `monitor` must outlive the observer. The monitor is told times since `origin`.
  explicit Observer(model::Monitor& monitor, Instant origin = {}) : monitor_(monitor), origin_(origin) {}

  // Returns the number of the observation, or model::no_observation for bytes that are no message: those are counted
  // and cannot be judged.
  std::uint64_t message(Instant time, std::string_view agent, model::Direction direction, const Peer& other,
                        std::string_view bytes);
  // `document` empty: nothing is wanted any more.
  void intent(Instant time, std::string_view agent, std::string_view resource, std::string_view package,
              std::string_view document);
  void restart(Instant time, std::string_view agent);
  // `agent` gives `request` up.
  void timeout(Instant time, std::string_view agent, std::string_view request);
  // What the compositor holds for `resource`, all packages.
  void probe(Instant time, std::string_view compositor, std::string_view resource,
             const std::vector<LivePublication>& live);
  // Everything that `agent` has open is lost.
  void transport_error(Instant time, std::string_view agent);

  std::uint64_t messages() const { return messages_; }
  std::uint64_t unreadable() const { return unreadable_; }

 private:
  model::Monitor& monitor_;
  Instant origin_;
  std::vector<model::LiveEntry> entries_;
  std::uint64_t messages_ = 0;
  std::uint64_t unreadable_ = 0;
};

}  // namespace sipwright::kit
