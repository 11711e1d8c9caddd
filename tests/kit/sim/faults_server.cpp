// Faults of a compositor in what it keeps and how it answers: INV-17, 21 to 24, 27 to 30, 34 to 39, 41, 45, 50.
#include <map>
#include <set>
#include <string>

#include "kit/sim/answers.hpp"
#include "kit/sim/faults.hpp"
#include "kit/sim/stranger.hpp"

namespace sipwright::kit {
namespace {

using model::Invariant;
using std::chrono::milliseconds;

bool of_stranger(const WireText& request) { return request.branch().find("stranger") != std::string::npos; }

class ForgetsTags final : public Answers {
  void hear(WireText& request) override {
    if (operation_of(request) == Operation::refresh) request.set("SIP-If-Match", "forgotten");
  }
};

class NoMinimumIn423 final : public Answers {
  void refusal(WireText& response, const WireText&) override {
    if (response.status() == 423) response.erase("Min-Expires");
  }
};

class RemovalTooBrief final : public Answers {
  void hear(WireText& request) override {
    if (operation_of(request) == Operation::removal) request.set("Expires", "1");
  }
};

// Keeps state for another time than it says.
class OtherLife : public Answers {
 protected:
  // Seconds, for requests that ask for `asked`.
  virtual long life(const WireText& request, long asked) = 0;

 private:
  void hear(WireText& request) override {
    const long asked = std::atol(request.value("Expires").c_str());
    if (asked > 0 && !of_stranger(request)) request.set("Expires", std::to_string(life(request, asked)));
  }
  void answer(WireText& response, const WireText& request) override {
    if (!of_stranger(request)) response.set("Expires", request.value("Expires"));
  }
};

class DiesEarly final : public OtherLife {
  long life(const WireText&, long asked) override { return asked / 2; }
};

class Outlives final : public OtherLife {
  long life(const WireText& request, long asked) override {
    return operation_of(request) == Operation::refresh ? asked + 5 : asked;
  }
};

class OrphansOutlive final : public OtherLife {
  long life(const WireText& request, long asked) override {
    return operation_of(request) == Operation::modify ? asked + 60 : asked;
  }
};

class RemovalRefreshes final : public Answers {
  void hear(WireText& request) override {
    if (operation_of(request) == Operation::removal) request.set("Expires", "600");
  }
  void answer(WireText& response, const WireText& request) override {
    if (operation_of(request) == Operation::removal) response.set("Expires", "0");
  }
};

class CopyAnsweredOtherwise final : public Answers {
  void answer(WireText& response, const WireText& request) override {
    if (!answered_.insert(request.branch()).second) response.set("Server", "another");
  }
  std::set<std::string> answered_;
};

class TwoFinals final : public Tamper {
  void from_compositor(Envelope& out, Instant now, std::vector<Further>& further) override {
    WireText response(out.bytes);
    if (!success(response) || !answered_.insert(response.branch()).second) return;
    response.set_status(500, "Second Thoughts");
    further.push_back({now + milliseconds(200), Place::compositor_sends, {out.peer, response.text()}});
  }
  std::set<std::string> answered_;
};

class EarlyTrying final : public Tamper {
  void from_compositor(Envelope& out, Instant now, std::vector<Further>& further) override {
    WireText response(out.bytes);
    if (!success(response) || !answered_.insert(response.branch()).second) return;
    WireText trying = response;
    trying.set_status(100, "Trying");
    trying.erase("SIP-ETag");
    further.push_back({now + milliseconds(10), Place::compositor_sends, out});
    out.bytes = trying.text();
  }
  std::set<std::string> answered_;
};

class Answers408 final : public Answers {
  void refusal(WireText& response, const WireText& request) override {
    if (response.status() == 412 && !of_stranger(request)) response.set_status(408, "Request Timeout");
  }
};

class NoToTag final : public Answers {
  void answer(WireText& response, const WireText&) override {
    const std::string to = response.value("To");
    response.set("To", to.substr(0, to.find(";tag=")));
  }
};

// Of two requests for one tag that are open at once, both succeed.
class BothSucceed final : public Answers {
  void refusal(WireText& response, const WireText& request) override {
    if (response.status() != 412 || (!branch_.empty() && branch_ != request.branch())) return;
    branch_ = request.branch();
    response.set_status(200, "OK");
    response.set("SIP-ETag", "both");
    response.set("Expires", request.value("Expires"));
  }
  std::string branch_;
};

// Knows the newest tag of each resource.
class KnowsTags : public Answers {
 protected:
  void answer(WireText& response, const WireText& request) override {
    if (!of_stranger(request)) newest_[request.request_uri()] = response.value("SIP-ETag");
  }
  std::map<std::string, std::string> newest_;
};

class RefusalRemoves final : public KnowsTags {
  void hear(WireText& request) override {
    if (!of_stranger(request) || request.value("Event") != "presence" || !request.has("SIP-If-Match")) return;
    request.set("SIP-If-Match", newest_[request.request_uri()]);
    request.set("Expires", "0");
    request.erase("Content-Type");
    request.set_body("");
  }
  void answer(WireText& response, const WireText& request) override {
    if (!of_stranger(request) || !request.has("SIP-If-Match")) return KnowsTags::answer(response, request);
    response.set_status(412, "Conditional Request Failed");
    response.erase("SIP-ETag");
    response.erase("Expires");
  }
};

class InitialReplaces final : public KnowsTags {
  void hear(WireText& request) override {
    const std::string& tag = newest_[request.request_uri()];
    if (of_stranger(request) && operation_of(request) == Operation::initial && !tag.empty() &&
        request.value("Expires") == "60")
      request.set("SIP-If-Match", tag);
  }
};

class RefreshChanges final : public Answers {
  void hear(WireText& request) override {
    if (operation_of(request) != Operation::refresh) return;
    request.set("Content-Type", "application/pidf+xml");
    request.set_body("<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"" +
                     request.request_uri() + "\"/>");
  }
};

class IntervalFirst final : public Answers {
  void refusal(WireText& response, const WireText& request) override {
    if (response.status() != 412 || !of_stranger(request) || std::atol(request.value("Expires").c_str()) >= 10) return;
    response.set_status(423, "Interval Too Brief");
    response.set("Min-Expires", "10");
  }
};

// A thief, whom only the compositor hears, repeats something that an agent said, once and a little later.
class Thief : public Answers {
 public:
  void from_compositor(Envelope& out, Instant now, std::vector<Further>& further) override {
    Answers::from_compositor(out, now, further);
    if (stolen_.empty() || done_ || WireText(out.bytes).branch() != WireText(stolen_).branch()) return;
    done_ = true;
    WireText request = twin(WireText(stolen_), mark);
    change(request, WireText(out.bytes));
    const Peer thief = Peer::make(out.peer.transport(), stranger_address, 5060).value();
    further.push_back({now + std::chrono::seconds(1), Place::compositor_hears, {thief, request.text()}});
  }

 protected:
  static constexpr std::string_view mark = "thief";
  static bool of_thief(const WireText& request) { return request.branch().find(mark) != std::string::npos; }
  void steal(const WireText& request) {
    if (stolen_.empty()) stolen_ = request.text();
  }
  // What the thief makes of the request, and of the answer to it.
  virtual void change(WireText&, const WireText&) {}

 private:
  std::string stolen_;
  bool done_ = false;
};

// Takes the credentials of another request, and tells a life of 0 s, so that nothing is held that could be missed.
class AcceptsReplay final : public Thief {
  void hear(WireText& request) override {
    if (request.has("Authorization") && operation_of(request) == Operation::initial) steal(request);
  }
  void refusal(WireText& response, const WireText& request) override {
    if (!of_thief(request)) return;
    response.set_status(200, "OK");
    response.erase("WWW-Authenticate");
    response.set("SIP-ETag", "replayed");
    response.set("Expires", "0");
  }
};

// A refresh with the tag in upper case is one with the tag.
class FoldsCase final : public Thief {
  void hear(WireText& request) override {
    if (of_thief(request)) {
      request.set("SIP-If-Match", real_);
    } else if (operation_of(request) == Operation::refresh && !of_stranger(request)) {
      steal(request);
    }
  }
  void change(WireText& request, const WireText& response) override {
    std::string tag = real_ = response.value("SIP-ETag");
    for (char& c : tag)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    request.set("SIP-If-Match", tag);
  }
  std::string real_;
};

constexpr FaultInfo faults[] = {
    {"forgets-tags", Invariant::inv_17, "the compositor answers 412 to a refresh of what lives", make<ForgetsTags>},
    {"no-minimum-in-423", Invariant::inv_21, "the compositor leaves Min-Expires out of 423", make<NoMinimumIn423>},
    {"removal-too-brief", Invariant::inv_22, "the compositor answers 423 to removals", make<RemovalTooBrief>},
    {"dies-early", Invariant::inv_23, "the compositor keeps state half as long as it says", make<DiesEarly>},
    {"outlives", Invariant::inv_23, "the compositor keeps refreshed state 5 s longer than it says", make<Outlives>},
    {"removal-refreshes", Invariant::inv_24, "the compositor keeps what it says it removed", make<RemovalRefreshes>},
    {"copy-answered-otherwise", Invariant::inv_27, "the compositor answers a retransmission with another header field",
     make<CopyAnsweredOtherwise>},
    {"two-finals", Invariant::inv_28, "the compositor sends a 500 after its 200", make<TwoFinals>},
    {"early-trying", Invariant::inv_29, "the compositor sends a 100 at once", make<EarlyTrying>},
    {"answers-408", Invariant::inv_30, "the compositor answers 408 where 412 is due", make<Answers408>},
    {"no-to-tag", Invariant::inv_34, "the compositor leaves the tag out of To", make<NoToTag>},
    {"both-succeed", Invariant::inv_35, "of two requests at once for one tag the compositor accepts both",
     make<BothSucceed>, Scene::hard},
    {"refusal-removes", Invariant::inv_36, "the compositor removes state with a request that it answers by 412",
     make<RefusalRemoves>},
    {"initial-replaces", Invariant::inv_37, "the compositor replaces one publication by another's initial one",
     make<InitialReplaces>},
    {"refresh-changes", Invariant::inv_38, "the compositor empties the document with each refresh",
     make<RefreshChanges>},
    {"interval-first", Invariant::inv_39, "the compositor judges the interval before the tag", make<IntervalFirst>},
    {"accepts-replay", Invariant::inv_41, "the compositor accepts credentials that it accepted before",
     make<AcceptsReplay>, Scene::digest},
    {"folds-case", Invariant::inv_50, "the compositor compares tags without case", make<FoldsCase>},
    {"orphans-outlive", Invariant::inv_45, "the compositor keeps modified state a minute longer than it says",
     make<OrphansOutlive>},
};

}  // namespace

std::span<const FaultInfo> server_faults() { return faults; }

}  // namespace sipwright::kit
