// What one side of one hop has seen so far: transactions, publication chains, tags, and what applications want.
//
// The ledger only keeps books; it judges nothing. Its memory is bounded by what is live: a transaction leaves 64*T1
// times two after its last message, a chain leaves with its publication, and dead tags stay in a window of fixed size.
#pragma once

#include <deque>
#include <limits>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/monitor/observation.hpp"

namespace sipwright::model {

struct MonitorOptions {
  Nanoseconds t1 = std::chrono::milliseconds(500);         // RFC 3261 17.1.1.1; timer F and J are 64 times this
  Nanoseconds tolerance = std::chrono::milliseconds(500);  // for everything that is measured against a clock
  bool from_start = true;  // the observation began before the first publication; false for captures
  std::size_t tag_texts_max = 65'536;      // tags of INV-14 that can accuse
  std::size_t tag_hashes_max = 1'048'576;  // tags of INV-14 that can only raise a doubt
  std::size_t dead_tags_max = 65'536;      // tags whose end is remembered
  std::size_t findings_max = 1'000;        // further ones are only counted
};

inline constexpr Nanoseconds never = Nanoseconds::max();
inline constexpr std::uint64_t no_observation = std::numeric_limits<std::uint64_t>::max();

struct Party;

struct Transaction {
  std::uint64_t serial = 0;       // in order of first sight
  std::uint64_t identity = 0;     // hash of branch, sent-by and method
  std::uint64_t opened_by = 0;    // number of the observation that showed it first
  Nanoseconds first{};
  Nanoseconds last_seen{};
  Transport transport = Transport::unknown;
  Party* party = nullptr;
  std::string target;             // Request-URI, loose form
  std::string package;
  std::string if_match;
  bool conditional = false;       // has SIP-If-Match
  bool typed = false;             // has Content-Type
  bool body = false;
  std::uint64_t document = 0;     // digest of the body, 0 without one
  number expires;
  std::uint64_t chain = 0;        // 0 until the first 2xx of an initial publication
  std::uint16_t code = 0;         // of the first final response, 0 while there is none
  std::uint64_t closed_by = no_observation;
  bool broken = false;            // fatal transport error, or its agent restarted
  bool forgotten = false;         // its agent restarted: an answer teaches it nothing
};

// Why a chain cannot be continued, or `live`.
enum class ChainEnd : std::uint8_t { live, removed, refused, expired, incomplete };

struct Chain {
  std::uint64_t id = 0;
  Party* party = nullptr;
  std::string target;
  std::string package;
  std::string tag;                // of the 2xx to the transaction that was started last
  std::uint64_t tag_from = 0;     // serial of that transaction
  std::uint64_t tag_seen = 0;     // number of the observation that brought the tag
  std::uint64_t opened_by = 0;    // number of the observation that opened that transaction
  Nanoseconds first{};            // first sending of the request that earned the grant
  Nanoseconds answered{};
  Nanoseconds deadline = never;   // first + grant: conservative, since the compositor counts from receipt
  std::uint32_t grant = 0;
  std::uint64_t document = 0;     // digest of the last accepted body, 0 if unknown
  std::uint64_t generation = 0;   // counts grants, so that alarms of older ones are ignored
  bool awaiting_update = false;   // the last grant was not yet followed by another request
  bool doubtful = false;          // the last request failed: the compositor's state is uncertain
  bool unsure = false;            // an answer came too late: nobody can tell whether the agent took it
};

enum class TagState : std::uint8_t { current, superseded, removed, refused };

struct Tag {
  std::uint64_t chain = 0;
  TagState state = TagState::current;
  std::uint64_t given_by = no_observation;  // observation that brought it, where it was seen
  std::uint64_t ended_by = no_observation;  // observation that ended it
  Nanoseconds deadline = never;
  std::uint64_t burial = 0;                 // 0 while not among the dead
};

// What one agent does for one resource and package.
struct Publication {
  std::string package;
  bool intent_known = false;
  bool wanted = false;
  Nanoseconds wanted_since{};
  std::uint64_t document = 0;
  std::uint64_t newest_chain = 0;
};

// One agent and one Request-URI: the scope of RFC 3903 section 4, "until they have received a final response".
struct Party {
  std::string agent;
  std::string resource;            // Request-URI, strict form
  std::vector<Transaction*> open;  // without a final response
  std::vector<Publication> publications;
  bool published_before = false;
  std::size_t references = 0;      // transactions, chains and wishes that point here

  Publication& publication(std::string_view package);
};

enum class Side : std::uint8_t { client, server, wire };

class Ledger {
 public:
  Ledger(Side side, const MonitorOptions& options) : side_(side), options_(options) {}
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  Side side() const { return side_; }
  const MonitorOptions& options() const { return options_; }

  // The transaction that `message` belongs to, or nullptr. Works for requests and responses: both carry branch,
  // sent-by and the CSeq method; an RFC 2543 peer without branch is matched by Call-ID, CSeq and From tag.
  Transaction* find(const Fields& message);

  // Opens the transaction of a request that find() does not know. Its chain is looked up, nothing else is changed.
  Transaction& open(const Observation& seen, std::uint64_t observation);
  // To be called after the judgement of an opened transaction: it takes its place among the open ones.
  void enter(Transaction& opened);

  // Books a final response; `response` is 200..699.
  void close(Transaction& transaction, const Fields& response, Nanoseconds time, std::uint64_t observation);
  void break_off(Transaction& transaction);
  void break_off_all(std::string_view agent);
  void restart(std::string_view agent);
  void want(const Observation& seen);

  Chain* chain(std::uint64_t id);
  // nullptr: never given here, or forgotten (see forgot_tags).
  const Tag* tag(std::string_view target, std::string_view package, std::string_view tag) const;
  // Given here in a 2xx for another resource or package? Only asked before an accusation.
  bool forgot_tags() const { return forgot_tags_; }

  // Has `transaction` a final response, a fatal error, or run out of time (INV-00: done(e))?
  bool done(const Transaction& transaction, Nanoseconds now) const;

  // Next chain whose refresh is overdue at `now`, or nullptr; call until it returns nullptr. Also forgets what is old.
  Chain* overdue(Nanoseconds now);
  // INV-11: the latest moment for the next update of a chain that was granted `grant` seconds.
  Nanoseconds due(const Chain& chain) const;

  std::size_t transactions() const { return transactions_.size(); }
  std::size_t chains() const { return chains_.size(); }

 private:
  enum class Alarm : std::uint8_t { due, expired };
  struct Timer {
    Nanoseconds time;
    std::uint64_t chain;
    std::uint64_t generation;
    Alarm alarm;
    bool operator>(const Timer& other) const { return time > other.time; }
  };

  Party& party(std::string agent, std::string resource);
  void release(Party* party);
  bool too_late(const Transaction& transaction, Nanoseconds time) const;
  void note_late(Transaction& transaction, const Fields& response, std::uint64_t observation);
  void end(Chain& chain);
  void bury(const std::string& key, Tag& tag);
  void leave_open(Transaction& transaction);
  void give_up_waiting(Party& party, Nanoseconds now);
  void forget_old(Nanoseconds now);
  Chain& chain_for(Transaction& transaction);
  void grant(Chain& chain, Transaction& transaction, const Fields& response, Nanoseconds time,
             std::uint64_t observation);

  Side side_;
  const MonitorOptions& options_;
  std::uint64_t transactions_seen_ = 0;
  std::string key_;  // scratch
  std::unordered_map<std::string, Transaction> transactions_;
  std::deque<std::pair<const std::string*, Transaction*>> by_age_;
  std::unordered_map<std::string, Party> parties_;
  std::unordered_map<std::uint64_t, Chain> chains_;
  std::unordered_map<std::string, Tag> tags_;
  std::deque<std::pair<std::string, std::uint64_t>> dead_tags_;
  std::uint64_t burials_ = 0;
  bool forgot_tags_ = false;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<Timer>> timers_;
};

// "nonempty, one row": the response names exactly one tag, spelled as a token (RFC 3903 section 12).
bool names_one_tag(const Fields& response);
// Octets of the message body, also where Content-Length is missing.
bool has_body(const Fields& message);

}  // namespace sipwright::model
