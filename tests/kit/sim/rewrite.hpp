// What planted faults are made of: requests told apart, changed once, and doubled.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "kit/sim/tamper.hpp"
#include "kit/sim/wire_text.hpp"

namespace sipwright::kit {

enum class Operation { initial, refresh, modify, removal };

inline Operation operation_of(const WireText& request) {
  if (request.value("Expires") == "0") return Operation::removal;
  if (!request.has("SIP-If-Match")) return Operation::initial;
  return request.body().empty() ? Operation::refresh : Operation::modify;
}

// Changes each new request of one kind once; its retransmissions stay copies of what was sent first.
class Rewrite : public Tamper {
 public:
  void from_agent(Envelope& out, Instant now, std::vector<Further>& further) override {
    WireText message(out.bytes);
    if (!message.is_request()) return;
    const std::string branch = message.branch();
    if (const auto known = sent_.find(branch); known != sent_.end()) {
      out.bytes = known->second;
      return;
    }
    change(message, now, out.peer, further);
    if (dropped_) {
      dropped_ = false;
      sent_[branch].clear();
      out.bytes.clear();
      return;
    }
    out.bytes = sent_[branch] = message.text();
  }

 protected:
  virtual void change(WireText& request, Instant now, const Peer& peer, std::vector<Further>& further) = 0;
  // To be called in change(): neither this request nor its copies are sent.
  void drop() { dropped_ = true; }

 private:
  std::map<std::string, std::string> sent_;  // by branch
  bool dropped_ = false;
};

// A second request that the agent did not mean to send; the answer to it reaches an agent that knows nothing of it.
inline WireText twin(const WireText& request, std::string_view suffix) {
  WireText other = request;
  other.set_branch(request.branch() + std::string(suffix));
  other.set("Call-ID", std::string(suffix) + request.value("Call-ID"));
  return other;
}

template <class Fault>
std::unique_ptr<Tamper> make() {
  return std::make_unique<Fault>();
}

}  // namespace sipwright::kit
