// Faults of an agent as a client, and of what it makes of answers: INV-18 to INV-20, 25, 26, 31 to 33, 40 to 50.
#include <map>
#include <set>
#include <string>

#include "kit/sim/faults.hpp"
#include "kit/sim/rewrite.hpp"

namespace sipwright::kit {
namespace {

using model::Invariant;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Knows of each resource which request was answered last, and how.
class WithAnswers : public Rewrite {
 public:
  void to_agent(Envelope& in, Instant now, std::vector<Further>& further) override {
    const WireText message(in.bytes);
    if (message.is_request() || message.status() < 200) return;
    const auto asked = asked_.find(message.branch());
    if (asked == asked_.end()) return;
    answered(asked->second, message, in.peer, now, further);
    asked_.erase(asked);
  }

 protected:
  void change(WireText& request, Instant now, const Peer& peer, std::vector<Further>& further) override {
    rewrite(request, now, peer, further);
    asked_.insert_or_assign(request.branch(), request);
  }
  virtual void rewrite(WireText&, Instant, const Peer&, std::vector<Further>&) {}
  virtual void answered(const WireText&, const WireText&, const Peer&, Instant, std::vector<Further>&) {}

 private:
  std::map<std::string, WireText> asked_;  // by branch
};

// Once for each resource, what should be a fresh start after a 412 names a tag.
class AfterRefusal : public WithAnswers {
 protected:
  virtual std::string tag(const std::string& older, const std::string& refused) = 0;

 private:
  void answered(const WireText& request, const WireText& response, const Peer&, Instant,
                std::vector<Further>&) override {
    Memory& mine = memory_[request.request_uri()];
    const std::string named = request.value("SIP-If-Match");
    if (response.status() == 412 && !mine.older.empty()) mine.refused = named;
    if (response.status() == 200 && !named.empty()) mine.older = named;
  }
  void rewrite(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    Memory& mine = memory_[request.request_uri()];
    if (operation_of(request) != Operation::initial || mine.refused.empty() || mine.done) return;
    mine.done = true;
    request.set("SIP-If-Match", tag(mine.older, mine.refused));
  }
  struct Memory {
    std::string older;    // the tag before the one that was refused
    std::string refused;
    bool done = false;
  };
  std::map<std::string, Memory> memory_;  // by resource
};

class NoFreshStart final : public AfterRefusal {
  std::string tag(const std::string& older, const std::string&) override { return older; }
};

class Retries412 final : public AfterRefusal {
  std::string tag(const std::string&, const std::string& refused) override { return refused; }
};

class AsksTooLittle final : public WithAnswers {
  void answered(const WireText& request, const WireText& response, const Peer&, Instant,
                std::vector<Further>&) override {
    if (response.status() == 423) brief_.insert(request.request_uri());
  }
  void rewrite(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    const bool told = brief_.count(request.request_uri()) > 0;
    if (told && operation_of(request) == Operation::refresh) request.set("Expires", "60");
  }
  std::set<std::string> brief_;
};

// Changes copies, or delays them.
class Copies : public Tamper {
 public:
  void from_agent(Envelope& out, Instant now, std::vector<Further>& further) override {
    WireText message(out.bytes);
    if (!message.is_request() || sent_.insert(message.branch()).second) return;
    copy(message, out, now, further);
  }

 protected:
  virtual void copy(WireText& request, Envelope& out, Instant now, std::vector<Further>& further) = 0;

 private:
  std::set<std::string> sent_;
};

class CopyDiffers final : public Copies {
  void copy(WireText& request, Envelope& out, Instant, std::vector<Further>&) override {
    request.set("Max-Forwards", "69");
    out.bytes = request.text();
  }
};

class CopiesLate final : public Copies {
  void copy(WireText&, Envelope& out, Instant now, std::vector<Further>& further) override {
    further.push_back({now + milliseconds(200), Place::agent_sends, out});
    out.bytes.clear();
  }
};

class NoCopies final : public Copies {
  void copy(WireText&, Envelope& out, Instant, std::vector<Further>&) override { out.bytes.clear(); }
};

// Tells others what the agent meant, and the agent what it expects.
class Renamed : public Rewrite {
 public:
  void to_agent(Envelope& in, Instant, std::vector<Further>&) override {
    WireText message(in.bytes);
    if (const auto known = meant_.find(message.branch() + message.value("CSeq")); known != meant_.end()) {
      message.set_branch(known->second.branch());
      message.set("Call-ID", known->second.value("Call-ID"));
      message.set("CSeq", known->second.value("CSeq"));
    }
    in.bytes = message.text();
  }

 protected:
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    const WireText before = request;
    rename(request);
    meant_.insert_or_assign(request.branch() + request.value("CSeq"), before);
  }
  virtual void rename(WireText& request) = 0;

 private:
  std::map<std::string, WireText> meant_;
};

class BranchReused final : public Renamed {
  void rename(WireText& request) override {
    if (operation_of(request) != Operation::refresh) return;
    std::string& branch = first_.try_emplace(request.request_uri(), request.branch()).first->second;
    request.set_branch(branch);
  }
  std::map<std::string, std::string> first_;
};

class CseqStays final : public Renamed {
  void rename(WireText& request) override {
    std::string& last = last_[request.request_uri()];
    const bool retry = request.has("Authorization") && !asked_with_.count(request.request_uri());
    if (retry) {
      asked_with_.insert(request.request_uri());
      request.set("CSeq", last);
    }
    last = request.value("CSeq");
  }
  std::map<std::string, std::string> last_;
  std::set<std::string> asked_with_;
};

// All agents take the Call-ID of the first one.
class CallIdShared final : public Renamed {
  void rename(WireText& request) override {
    if (call_id_.empty()) call_id_ = request.value("Call-ID");
    request.set("Call-ID", call_id_);
  }
  std::string call_id_;
};

// Breaks its first credentials, and sends them again although they were refused.
class ChallengeLoop final : public WithAnswers {
  void rewrite(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (!request.has("Authorization") || broken_) return;
    broken_ = true;
    std::string value = request.value("Authorization");
    const auto at = value.find("response=\"");
    if (at == std::string::npos) return;
    value[at + 10] = value[at + 10] == '0' ? '1' : '0';
    request.set("Authorization", value);
  }
  void answered(const WireText& request, const WireText& response, const Peer& peer, Instant now,
                std::vector<Further>& further) override {
    if (response.status() != 401 || !request.has("Authorization") || looped_) return;
    looped_ = true;
    WireText again = request;
    again.set_branch(request.branch() + "loop");
    again.set("CSeq", std::to_string(std::atol(request.value("CSeq").c_str()) + 1) + " PUBLISH");
    std::string value = request.value("Authorization");
    if (const auto at = value.find("nc=00000001"); at != std::string::npos) value[at + 10] = '2';
    again.set("Authorization", value);
    further.push_back({now, Place::agent_sends, {peer, again.text()}});
  }
  bool broken_ = false;
  bool looped_ = false;
};

class NonceCountStays final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    std::string value = request.value("Authorization");
    const auto at = value.find("nc=0000000");
    if (at == std::string::npos) return;
    value[at + 10] = '1';
    request.set("Authorization", value);
  }
};

class IgnoresPushBack final : public WithAnswers {
  void answered(const WireText& request, const WireText& response, const Peer& peer, Instant now,
                std::vector<Further>& further) override {
    if (response.status() != 503) return;
    // For somebody else: the server is to be left alone, not only the one resource.
    std::string other = twin(request, "anyway").text();
    for (auto at = other.find("user1@"); at != std::string::npos; at = other.find("user1@"))
      other.replace(at, 5, "other");
    WireText initial(other);
    initial.erase("SIP-If-Match");
    further.push_back({now + seconds(5), Place::agent_sends, {peer, initial.text()}});
  }
};

class NeverGivesUp final : public Tamper {
  bool tells_timeouts() const override { return false; }
};

// After its first 412 the agent says nothing any more.
class FallsSilent final : public WithAnswers {
  void answered(const WireText& request, const WireText& response, const Peer&, Instant,
                std::vector<Further>&) override {
    if (response.status() == 412) silent_.insert(request.request_uri());
  }
  void rewrite(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (silent_.count(request.request_uri()) > 0) drop();
  }
  std::set<std::string> silent_;
};

class TupleIdsChange final : public Tamper {
  void document(std::string& text) override {
    const auto at = text.find("tuple id=\"t\"");
    if (at != std::string::npos) text.replace(at + 10, 1, "t" + std::to_string(++documents_));
  }
  int documents_ = 0;
};

// The document has its tuple twice.
class TupleIdTwice final : public Tamper {
  void document(std::string& text) override {
    const auto begin = text.find("<tuple ");
    const auto end = text.find("</tuple>");
    if (begin == std::string::npos || end == std::string::npos) return;
    text.insert(begin, text.substr(begin, end + 8 - begin));
  }
};

class TrailingOctets final : public Tamper {
  void from_agent(Envelope& out, Instant, std::vector<Further>&) override {
    if (WireText(out.bytes).is_request()) out.bytes += "\r\n";
  }
};

class LargeDatagrams final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::modify) request.add("X-Padding", std::string(1300, 'x'));
  }
};

class LearnsRoute final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::refresh) request.add("Route", "<sip:192.0.2.1;lr>");
  }
};

class LearnsToTag final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    if (operation_of(request) == Operation::refresh) request.set("To", request.value("To") + ";tag=learned");
  }
};

class TagUpperCase final : public Rewrite {
  void change(WireText& request, Instant, const Peer&, std::vector<Further>&) override {
    std::string tag = request.value("SIP-If-Match");
    if (tag.empty() || operation_of(request) != Operation::refresh) return;
    for (char& c : tag)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    request.set("SIP-If-Match", tag);
  }
};

constexpr FaultInfo faults[] = {
    {"no-fresh-start", Invariant::inv_18, "after a 412 the agent goes on with an older tag", make<NoFreshStart>},
    {"retries-412", Invariant::inv_19, "the agent names the tag again that was just refused by 412", make<Retries412>},
    {"asks-too-little", Invariant::inv_20, "the agent asks for less than the 423 before told it to",
     make<AsksTooLittle>, Scene::hard},
    {"copy-differs", Invariant::inv_25, "the agent changes Max-Forwards in retransmissions", make<CopyDiffers>},
    {"copies-late", Invariant::inv_26, "the agent retransmits 200 ms too late", make<CopiesLate>},
    {"no-copies", Invariant::inv_26, "the agent does not retransmit", make<NoCopies>},
    {"branch-reused", Invariant::inv_31, "the agent takes one branch for all refreshes of a resource",
     make<BranchReused>},
    {"cseq-stays", Invariant::inv_32, "the agent answers a challenge under the same CSeq", make<CseqStays>,
     Scene::digest},
    {"call-id-shared", Invariant::inv_33, "all agents use one Call-ID", make<CallIdShared>},
    {"challenge-loop", Invariant::inv_40, "the agent repeats credentials that were refused", make<ChallengeLoop>,
     Scene::digest},
    {"nonce-count-stays", Invariant::inv_41, "the agent says nc=00000001 in each request", make<NonceCountStays>,
     Scene::digest},
    {"ignores-push-back", Invariant::inv_42, "the agent publishes again before Retry-After is over",
     make<IgnoresPushBack>, Scene::hard},
    {"never-gives-up", Invariant::inv_43, "the agent never says that a transaction timed out", make<NeverGivesUp>},
    {"falls-silent", Invariant::inv_44, "the agent says nothing any more after a 412", make<FallsSilent>},
    {"tuple-ids-change", Invariant::inv_46, "the agent gives a tuple another id in each document",
     make<TupleIdsChange>},
    {"tuple-id-twice", Invariant::inv_46, "the agent gives two tuples of a document one id", make<TupleIdTwice>},
    {"trailing-octets", Invariant::inv_47, "the agent appends octets that Content-Length does not count",
     make<TrailingOctets>},
    {"large-datagrams", Invariant::inv_48, "the agent sends more than 1300 octets over UDP", make<LargeDatagrams>},
    {"learns-route", Invariant::inv_49, "the agent puts a Route into refreshes", make<LearnsRoute>},
    {"learns-to-tag", Invariant::inv_49, "the agent puts a tag into To of refreshes", make<LearnsToTag>},
    {"tag-upper-case", Invariant::inv_50, "the agent spells tags in upper case", make<TagUpperCase>},
};

}  // namespace

std::span<const FaultInfo> client_faults() { return faults; }

}  // namespace sipwright::kit
