// What one side of one hop has seen so far: transactions, publication chains, tags, and what applications want.
//
// The ledger only keeps books; it judges nothing. Its memory is bounded by what is live: a transaction leaves 64*T1
// times two after its last message, a chain leaves with its publication, and dead tags stay in a window of fixed size.
#pragma once

#include <queue>
#include <string>
#include <vector>

#include "model/monitor/ever_window.hpp"
#include "model/monitor/records.hpp"

namespace sipwright::model {

// What time has brought, for the rows to judge.
struct Due {
  enum class What : std::uint8_t {
    nothing,
    refresh,     // INV-11: `chain` was not updated in time
    unanswered,  // INV-43: 64*T1 have passed since `transaction` began
    leaving,     // `transaction` is forgotten after this
    silence,     // INV-44: `publication` of `party` had no attempt for a long time
  };
  What what = What::nothing;
  Chain* chain = nullptr;
  Transaction* transaction = nullptr;
  Party* party = nullptr;
  Publication* publication = nullptr;
};

class Ledger {
 public:
  Ledger(Side side, const MonitorOptions& options)
      : given_tags(options.texts_max, options.hashes_max),
        branches(options.texts_max, options.hashes_max),
        call_ids(options.texts_max, options.hashes_max),
        nonce_uses(options.texts_max, options.hashes_max),
        side_(side),
        options_(options) {}
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // INV-14, 31, 33, 41: what was ever given, used, and accepted.
  EverWindow given_tags, branches, call_ids, nonce_uses;

  // Whom the rows judge by what comes next: what they do not need is not kept.
  void judged(bool agents, bool compositors) {
    agents_ = agents;
    compositors_ = compositors;
  }
  Side side() const { return side_; }
  const MonitorOptions& options() const { return options_; }

  // What a message says of the transaction that it belongs to. Works for requests and responses: both carry branch,
  // sent-by and the CSeq method; an RFC 2543 peer without branch is known by Call-ID, CSeq and From tag. The views end
  // with the message, or with the next call.
  struct Identity {
    std::string_view branch;
    std::string_view sent_by;
    std::uint64_t branch_digest = 0;
    std::uint64_t hash = 0;
  };
  Identity identity_of(const Fields& message);
  // That transaction, or nullptr.
  Transaction* find(const Identity& who);
  Transaction* find(const Fields& message) { return find(identity_of(message)); }

  // Opens the transaction of a request that find() does not know. Its chain is looked up, nothing else is changed.
  Transaction& open(const Observation& seen, const Identity& who, std::uint64_t observation);
  // To be called after the judgement of an opened transaction: it takes its place among the open ones.
  void enter(Transaction& opened, Nanoseconds time, std::uint64_t observation);

  // Books a final response; `response` is 200..699. `one_tag`: see names_one_tag(). `doubtful`: what it says of tags
  // was accused, and cannot be built on.
  void close(Transaction& transaction, const Fields& response, bool one_tag, Nanoseconds time,
             std::uint64_t observation, bool doubtful);
  // A final response after the first one, of a server that had forgotten the request and served it anew.
  void served_again(Transaction& transaction, const Fields& response, std::uint64_t observation);
  void break_off(Transaction& transaction, Nanoseconds time);
  void break_off_all(std::string_view agent, Nanoseconds time);
  // The client said that it gives up: one transaction, or all that `agent` has open for `resource`.
  void give_up(std::string_view agent, std::string_view resource);
  void restart(std::string_view agent, std::uint64_t observation);
  // The compositor lost what it held: tags that it gave before may be dead or alive.
  void state_lost();
  void want(const Observation& seen, std::uint64_t observation);

  Chain* chain(std::uint64_t id);
  // nullptr: never given here, or forgotten (see forgot_tags).
  Tag* tag(const Key* key, std::string_view tag) { return this->tag(key, tag, tag_hash(key, tag)); }
  // The tag in SIP-If-Match of a request, and the newest one of a chain.
  Tag* tag(const Transaction& asked) { return tag(asked.key, asked.if_match(), asked.named); }
  Tag* tag(const Chain& chain) { return tag(chain.key, chain.tag, chain.newest); }
  // The same by the names; `resource` in its loose form.
  Tag* tag(std::string_view resource, std::string_view package, std::string_view tag);
  // INV-50: a tag that lives, and that the one in SIP-If-Match would be but for its spelling; nullptr if there is none,
  // or if too many were looked for.
  Tag* spelt_otherwise(const Transaction& asked);
  bool forgot_tags() const { return forgot_tags_; }
  Publication& publication(Party& party, Key& key);
  // INV-41: the count of `transaction`'s nonce; made with count 0 if new.
  Nonce& nonce(const Transaction& transaction);
  // INV-39: nullptr if too many packages were named.
  PackageNews* news(std::string_view package);

  // Has `transaction` a final response, a fatal error, or run out of time (INV-00: done(e))?
  bool done(const Transaction& transaction, Nanoseconds now) const;

  // What is due at `now`; call until it is `nothing`. Also forgets what is old.
  Due due(Nanoseconds now);
  // due() has nothing to do up to and at this time.
  Nanoseconds quiet_until() const { return quiet_until_; }
  // INV-11: the latest moment for the next update of a chain.
  Nanoseconds due(const Chain& chain) const;

  std::size_t transactions() const { return transactions_.size(); }
  std::size_t chains() const { return chains_.size(); }
  std::size_t tags() const { return tags_.size(); }

 private:
  struct Timer {
    Nanoseconds time{};
    std::uint64_t id = 0;        // of a chain, or the hash of a party
    std::uint32_t place = 0;     // of that party
    const Key* key = nullptr;    // nullptr: a chain
    bool operator>(const Timer& other) const { return time > other.time; }
  };
  struct Burial {
    std::uint32_t place = 0;
    std::uint64_t number = 0;
  };

  static std::uint64_t tag_hash(const Key* key, std::string_view tag) { return mixed(key->hash, digest(tag)); }
  Tag* tag(const Key* key, std::string_view tag, std::uint64_t hash) {
    return tags_.find(hash, [&](const Tag& known) { return known.key == key && known.text == tag; });
  }
  void set_timer(const Timer& timer);
  void find_quiet();
  void fetch_next(Ring<std::uint32_t>& ring);
  Key& key_of(Party& party, std::string_view uri, std::string_view package);
  std::string_view agent_of(const Observation& seen);
  // `uri` in any form.
  Party& party(std::string_view agent, bool named, std::string_view uri);
  Key& key(std::string_view resource, std::string_view package);
  void release(Party* party);
  void release(Key* key);
  bool too_late(const Transaction& transaction, Nanoseconds time) const;
  void note_late(Transaction& transaction, const Fields& response, std::uint64_t observation);
  void note_race(const Transaction& transaction);
  void note_failure(Transaction& transaction, const Fields& response, Nanoseconds time, std::uint64_t observation);
  void note_challenge(Transaction& transaction, const Fields& response, Nanoseconds time, std::uint64_t observation);
  void end(Chain& chain);
  void bury(Tag& tag);
  Tag& give_tag(Key& key, std::string_view name, std::uint64_t hash);
  void leave_open(Transaction& transaction);
  void give_up_waiting(Party& party, Nanoseconds now);
  void watch(Party& party, Publication& publication, Nanoseconds from, std::uint64_t observation);
  void set_alarm(Chain& chain, Nanoseconds at);
  Nanoseconds next_alarm(const Chain& chain) const;
  Chain& chain_for(Transaction& transaction);
  void grant(Chain& chain, Transaction& transaction, const Fields& response, bool one_tag, Nanoseconds time,
             std::uint64_t observation, bool doubtful);
  bool forget_old(Nanoseconds now, Due& due);
  Due due_of(const Timer& fired, Nanoseconds now);

  Side side_;
  const MonitorOptions& options_;
  bool agents_ = true;
  bool compositors_ = true;
  std::uint64_t transactions_seen_ = 0;
  std::uint64_t chains_seen_ = 0;
  std::uint64_t boots_ = 0;
  std::string scratch_[3];
  FlatTable<Transaction> transactions_;
  FlatTable<Epa> epas_;
  FlatTable<Key> keys_;
  FlatTable<Party> parties_;
  FlatTable<Chain> chains_;
  FlatTable<Tag> tags_;
  Ring<std::uint32_t> by_age_;    // transactions, oldest first
  Ring<std::uint32_t> expiring_;  // those younger than 64*T1
  Transaction* leaving_ = nullptr;
  Nanoseconds quiet_until_ = never;
  FlatTable<Nonce> nonces_;
  Ring<std::uint32_t> nonce_order_;
  std::vector<PackageNews> news_;
  Ring<Burial> dead_tags_;
  std::uint64_t burials_ = 0;
  bool forgot_tags_ = false;
  unsigned searches_ = 0;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<Timer>> timers_;
};

// "nonempty, one row": the response names exactly one tag, spelled as a token (RFC 3903 section 12).
bool names_one_tag(const Fields& response);
// Do two tags differ at most in what a careless peer might change: case, quotes, blanks, escapes?
bool same_but_for_spelling(std::string_view left, std::string_view right);
// Octets of the message body, also where Content-Length is missing.
bool has_body(const Fields& message);
// Digest of all octets, 0 where they are not known; `document`: that of the body, or 0 if it was not made.
std::uint64_t octets_of(const Fields& message, std::uint64_t document);

}  // namespace sipwright::model
