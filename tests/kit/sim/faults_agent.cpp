// Faults of an agent: what it says is changed before anybody sees it.
#include <map>
#include <string>

#include "kit/sim/faults.hpp"
#include "kit/sim/rewrite.hpp"

namespace sipwright::kit {
namespace {

using model::Invariant;

class SecondPackage final : public Rewrite {
  void change(WireText& request, Instant now, const Peer& peer, std::vector<Further>& further) override {
    if (operation_of(request) != Operation::initial) return;
    WireText other = twin(request, "second");
    other.set("Event", "dialog");
    further.push_back({now, Place::agent_sends, {peer, other.text()}});
  }
};

class ParallelRefresh final : public Rewrite {
  void change(WireText& request, Instant now, const Peer& peer, std::vector<Further>& further) override {
    if (operation_of(request) != Operation::refresh) return;
    further.push_back({now, Place::agent_sends, {peer, twin(request, "again").text()}});
  }
};

// Remembers the tags that each 2xx gave, per resource.
class WithTags : public Rewrite {
 public:
  void to_agent(Envelope& in, Instant now, std::vector<Further>& further) override {
    const WireText message(in.bytes);
    if (message.is_request() || message.status() / 100 != 2 || !message.has("SIP-ETag")) return;
    const auto asked = asked_.find(message.branch());
    if (asked == asked_.end()) return;
    const std::string resource = asked->second.request_uri();
    const Operation operation = operation_of(asked->second);
    if (operation == Operation::initial) tags_[resource].clear();
    tags_[resource].push_back(message.value("SIP-ETag"));
    answered(asked->second, operation, in.peer, now, further);
    asked_.erase(asked);
  }

 protected:
  void change(WireText& request, Instant now, const Peer& peer, std::vector<Further>& further) override {
    asked_.insert_or_assign(request.branch(), request);
    rewrite(request, now, peer, further);
  }
  virtual void rewrite(WireText&, Instant, const Peer&, std::vector<Further>&) {}
  virtual void answered(const WireText&, Operation, const Peer&, Instant, std::vector<Further>&) {}
  const std::vector<std::string>& tags(const std::string& resource) { return tags_[resource]; }

 private:
  std::map<std::string, WireText> asked_;  // by branch
  std::map<std::string, std::vector<std::string>> tags_;
};

class KeepsOldTag final : public WithTags {
  void rewrite(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    const auto& given = tags(request.request_uri());
    if (request.has("SIP-If-Match") && given.size() >= 2) request.set("SIP-If-Match", given[given.size() - 2]);
  }
};

class InventsTag final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::refresh) request.set("SIP-If-Match", "invented" + request.branch());
  }
};

class RemovesTwice final : public WithTags {
  void answered(const WireText& request, Operation operation, const Peer& peer, Instant now,
                std::vector<Further>& further) override {
    if (operation != Operation::removal) return;
    const Instant soon = now + std::chrono::milliseconds(100);
    further.push_back({soon, Place::agent_sends, {peer, twin(request, "again").text()}});
  }
};

class RemovesWithoutTag final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::removal) request.erase("SIP-If-Match");
  }
};

class InitialWithoutType final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::initial) request.erase("Content-Type");
  }
};

class InitialWithoutBody final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::initial) request.set_body("");
  }
};

// Remembers the last body and its type, per resource.
class WithBodies : public Rewrite {
 protected:
  void change(WireText& request, Instant now, const Peer&, std::vector<Further>&) override {
    WireText& last = last_.try_emplace(request.request_uri(), request).first->second;
    if (!request.body().empty()) last = request;
    rewrite(request, last, now);
  }
  virtual void rewrite(WireText& request, const WireText& last, Instant now) = 0;
  static void add_body(WireText& request, const WireText& last) {
    request.set("Content-Type", last.value("Content-Type"));
    request.set_body(last.body());
  }

 private:
  std::map<std::string, WireText> last_;
};

class RefreshWithBody final : public WithBodies {
  void rewrite(WireText& request, const WireText& last, Instant) override {
    if (operation_of(request) == Operation::refresh) add_body(request, last);
  }
};

class ModifyWithoutBody final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) != Operation::modify) return;
    request.erase("Content-Type");
    request.set_body("");
  }
};

class RemovalWithBody final : public WithBodies {
  void rewrite(WireText& request, const WireText& last, Instant) override {
    if (operation_of(request) == Operation::removal) add_body(request, last);
  }
};

class NeverRefreshes final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::refresh) drop();
  }
};

// Holds each refresh back until two seconds after the moment when it is due.
class LateRefresh final : public Tamper {
 public:
  void from_agent(Envelope& out, Instant now, std::vector<Further>& further) override {
    const WireText message(out.bytes);
    if (!message.is_request()) return;
    const std::string branch = message.branch();
    if (operation_of(message) != Operation::refresh) {
      first_.try_emplace(branch, now);
      return;
    }
    if (held_.try_emplace(branch, true).second) {
      const auto due = due_.find(message.request_uri());
      const Instant at = due == due_.end() ? now : std::max(now, due->second + std::chrono::seconds(2));
      first_.try_emplace(branch, at);
      further.push_back({at, Place::agent_sends, out});
    }
    out.bytes.clear();
  }
  void to_agent(Envelope& in, Instant, std::vector<Further>&) override {
    const WireText message(in.bytes);
    const auto first = first_.find(message.branch());
    if (message.is_request() || message.status() != 200 || first == first_.end()) return;
    const std::chrono::seconds life(std::atol(message.value("Expires").c_str()));
    const Duration margin = std::min<Duration>(life / 2, std::chrono::seconds(34));
    due_[uri_of(message)] = first->second + life - margin;
  }

 private:
  static std::string uri_of(const WireText& response) {
    const std::string to = response.value("To");
    const auto open = to.find('<');
    return to.substr(open + 1, to.find('>') - open - 1);
  }
  std::map<std::string, Instant> first_;  // first sending, by branch
  std::map<std::string, bool> held_;
  std::map<std::string, Instant> due_;    // by resource
};

constexpr FaultInfo faults[] = {
    {"second-publish", Invariant::inv_01,
     "the agent publishes another package to the same Request-URI without waiting for the answer", make<SecondPackage>},
    {"parallel-refresh", Invariant::inv_02, "the agent sends each refresh in two transactions at once",
     make<ParallelRefresh>},
    {"keeps-old-tag", Invariant::inv_03, "the agent goes on with the tag before the newest one", make<KeepsOldTag>},
    {"invents-tag", Invariant::inv_04, "the agent refreshes under a tag that nobody gave", make<InventsTag>},
    {"removes-twice", Invariant::inv_05, "the agent removes a publication again after its removal was answered",
     make<RemovesTwice>},
    {"removes-without-tag", Invariant::inv_06, "the agent asks for zero seconds and names no tag",
     make<RemovesWithoutTag>},
    {"initial-without-type", Invariant::inv_07, "the agent sends an initial body without Content-Type",
     make<InitialWithoutType>},
    {"initial-without-body", Invariant::inv_07, "the agent sends an initial PUBLISH without a body",
     make<InitialWithoutBody>},
    {"refresh-with-body", Invariant::inv_08, "the agent repeats the body in each refresh", make<RefreshWithBody>},
    {"modify-without-body", Invariant::inv_09, "the agent leaves out the body of a change of state",
     make<ModifyWithoutBody>},
    {"removal-with-body", Invariant::inv_10, "the agent repeats the body in a removal", make<RemovalWithBody>},
    {"late-refresh", Invariant::inv_11, "the agent refreshes two seconds later than it must", make<LateRefresh>},
    {"never-refreshes", Invariant::inv_11, "the agent lets its publications run out", make<NeverRefreshes>},
};

}  // namespace

std::span<const FaultInfo> agent_faults() { return faults; }

}  // namespace sipwright::kit
