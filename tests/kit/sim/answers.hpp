// What planted faults of a compositor are made of: answers, each with its request.
#pragma once

#include <map>
#include <string>

#include "kit/sim/rewrite.hpp"

namespace sipwright::kit {

inline bool success(const WireText& message) { return !message.is_request() && message.status() / 100 == 2; }

// Knows the request of each answer, by branch, as the compositor's end saw it.
class Answers : public Tamper {
 public:
  void to_compositor(Envelope& in, Instant, std::vector<Further>&) override {
    WireText request(in.bytes);
    if (!request.is_request()) return;
    asked_.try_emplace(request.branch(), request);
    hear(request);
    in.bytes = request.text();
  }
  void from_compositor(Envelope& out, Instant, std::vector<Further>&) override {
    WireText response(out.bytes);
    const auto asked = asked_.find(response.branch());
    if (response.is_request() || asked == asked_.end()) return;
    if (success(response)) answer(response, asked->second);
    if (response.status() >= 300) refusal(response, asked->second);
    out.bytes = response.text();
  }

 protected:
  // Before the compositor processes the request.
  virtual void hear(WireText&) {}
  // A 2xx and its request. Also called for copies of a 2xx: the same change must come out.
  virtual void answer(WireText&, const WireText&) {}
  // The same for any other final answer.
  virtual void refusal(WireText&, const WireText&) {}

 private:
  std::map<std::string, WireText> asked_;
};

}  // namespace sipwright::kit
