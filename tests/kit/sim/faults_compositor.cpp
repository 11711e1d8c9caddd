// Faults of a compositor: what it answers is changed before anybody sees it, or what it hears after everybody saw it.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "kit/sim/faults.hpp"
#include "kit/sim/answers.hpp"

namespace sipwright::kit {
namespace {

using model::Invariant;

class GrantsLonger final : public Answers {
  void answer(WireText& response, const WireText& request) override {
    if (request.value("Expires") == "0" || !request.has("Expires")) return;
    response.set("Expires", std::to_string(std::stoul(request.value("Expires")) + 1));
  }
};

class NoEtag final : public Answers {
  void answer(WireText& response, const WireText&) override { response.erase("SIP-ETag"); }
};

class TwoEtags final : public Answers {
  void answer(WireText& response, const WireText&) override { response.add("SIP-ETag", "second"); }
};

class NoExpires final : public Answers {
  void answer(WireText& response, const WireText&) override { response.erase("Expires"); }
};

// Gives other tags than the compositor means, and translates them back, so that nothing else goes wrong.
class Renames : public Answers {
 protected:
  // The tag to be told instead of `real`, once per transaction.
  virtual std::string rename(const WireText& request, const std::string& real) = 0;

 private:
  void hear(WireText& request) override {
    if (!request.has("SIP-If-Match")) return;
    const auto real = real_.find(request.request_uri() + ' ' + request.value("SIP-If-Match"));
    if (real != real_.end()) request.set("SIP-If-Match", real->second);
  }
  void answer(WireText& response, const WireText& request) override {
    auto [told, made] = told_.try_emplace(response.branch());
    if (made) {
      const std::string real = response.value("SIP-ETag");
      told->second = rename(request, real);
      real_[request.request_uri() + ' ' + told->second] = real;
      shown_[request.request_uri() + ' ' + real] = told->second;
    }
    response.set("SIP-ETag", told->second);
  }
  void shown(std::string_view resource, std::string& tag) override {
    const auto known = shown_.find(std::string(resource) + ' ' + tag);
    if (known != shown_.end()) tag = known->second;
  }
  std::map<std::string, std::string> told_;  // by branch
  std::map<std::string, std::string> real_;  // by resource and told tag
  std::map<std::string, std::string> shown_;  // by resource and real tag
};

// From the third publication of a resource on, its second tag comes again.
class TagRepeats final : public Renames {
  std::string rename(const WireText& request, const std::string& real) override {
    std::vector<std::string>& given = given_[request.request_uri()];
    given.push_back(given.size() < 3 || request.has("SIP-If-Match") ? real : given[1]);
    return given.back();
  }
  std::map<std::string, std::vector<std::string>> given_;
};

class TagNotRotated final : public Renames {
  std::string rename(const WireText& request, const std::string& real) override {
    const bool refresh = request.has("SIP-If-Match") && request.value("Expires") != "0";
    return refresh ? request.value("SIP-If-Match") : real;
  }
};

// Whoever names a tag that was superseded gets what the newest tag would get.
class StaleTagAccepted final : public Answers {
  void hear(WireText& request) override {
    std::string tag = request.value("SIP-If-Match");
    for (auto next = newer_.find(tag); next != newer_.end(); next = newer_.find(tag)) tag = next->second;
    if (tag != request.value("SIP-If-Match")) request.set("SIP-If-Match", tag);
  }
  void answer(WireText& response, const WireText& request) override {
    const std::string named = request.value("SIP-If-Match");
    if (!named.empty() && named != response.value("SIP-ETag")) newer_[named] = response.value("SIP-ETag");
  }
  std::map<std::string, std::string> newer_;
};

constexpr FaultInfo faults[] = {
    {"grants-longer", Invariant::inv_12, "the compositor grants one second more than was asked", make<GrantsLonger>},
    {"no-etag", Invariant::inv_13, "the compositor leaves SIP-ETag out of each 2xx", make<NoEtag>},
    {"two-etags", Invariant::inv_13, "the compositor puts two SIP-ETag into each 2xx", make<TwoEtags>},
    {"no-expires", Invariant::inv_13, "the compositor leaves Expires out of each 2xx", make<NoExpires>},
    {"tag-repeats", Invariant::inv_14, "the compositor gives a tag again that it gave to an earlier publication",
     make<TagRepeats>},
    {"tag-not-rotated", Invariant::inv_15, "the compositor keeps the tag of a publication when it is refreshed",
     make<TagNotRotated>},
    {"stale-tag-accepted", Invariant::inv_16, "the compositor takes a superseded tag for the newest one",
     make<StaleTagAccepted>},
};

}  // namespace

std::span<const FaultInfo> compositor_faults() { return faults; }

std::span<const FaultInfo> planted_faults() {
  static const std::vector<FaultInfo> all = [] {
    std::vector<FaultInfo> list(agent_faults().begin(), agent_faults().end());
    for (const auto& more : {compositor_faults(), client_faults(), server_faults()})
      list.insert(list.end(), more.begin(), more.end());
    std::stable_sort(list.begin(), list.end(),
                     [](const FaultInfo& a, const FaultInfo& b) { return a.caught_as < b.caught_as; });
    return list;
  }();
  return all;
}

const FaultInfo* find_fault(std::string_view name) {
  for (const FaultInfo& fault : planted_faults())
    if (fault.name == name) return &fault;
  return nullptr;
}

}  // namespace sipwright::kit
