// A hand in the line between a real agent or compositor and its observed end: how faults are planted.
//
// The shipped runtime has no fault code. A Tamper changes what the agent or the compositor says before anybody sees
// it, or what it hears after everybody saw it; for the monitor the faulty one is then the agent or the compositor.
#pragma once

#include <string>
#include <vector>

#include "sipwright/endpoint.hpp"
#include "sipwright/time.hpp"

namespace sipwright::kit {

struct Envelope {
  Peer peer;          // the other end
  std::string bytes;  // cleared: nothing is passed on
};

enum class Place : unsigned char {
  agent_sends,
  agent_hears,
  compositor_sends,
  compositor_hears,
  behind_the_back,  // the compositor hears it and answers, and nobody sees either
  probe,            // the compositor is asked what it holds; the bytes are the Request-URI
};

// Something more that happens at `at`; hooks do not see it again.
struct Further {
  Instant at{};
  Place place{};
  Envelope envelope;
};

class Tamper {
 public:
  virtual ~Tamper() = default;
  virtual void from_agent(Envelope&, Instant, std::vector<Further>&) {}
  virtual void to_agent(Envelope&, Instant, std::vector<Further>&) {}
  virtual void from_compositor(Envelope&, Instant, std::vector<Further>&) {}
  virtual void to_compositor(Envelope&, Instant, std::vector<Further>&) {}
  // The compositor is asked what it holds, and may name another tag.
  virtual void shown(std::string_view, std::string&) {}
  // The document that a user's application is about to want.
  virtual void document(std::string&) {}
  // Does the agent tell that a transaction timed out?
  virtual bool tells_timeouts() const { return true; }
};

}  // namespace sipwright::kit
