// What the ledger remembers: agents, keys, transactions, publication chains, tags, and what applications want.
//
// Records live in pools and are used again: `reuse()` makes them new. They are made to be read from memory in one go:
// texts and lists stand in their record unless they are long. Texts that only need to be told apart are kept as hashes;
// texts that an accusation rests on are kept as they are.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "model/monitor/flat_table.hpp"
#include "model/monitor/observation.hpp"
#include "model/monitor/short_text.hpp"

namespace sipwright::model {

struct MonitorOptions {
  Nanoseconds t1 = std::chrono::milliseconds(500);         // RFC 3261 17.1.1.1; timer F and J are 64 times this
  Nanoseconds t2 = std::chrono::seconds(4);
  Nanoseconds tolerance = std::chrono::milliseconds(500);  // for what is measured against a clock, unless said below
  Nanoseconds copy_tolerance = std::chrono::milliseconds(50);  // INV-26
  Nanoseconds life_tolerance = std::chrono::seconds(1);        // INV-17, INV-23, INV-45: the compositor's clock
  Nanoseconds back_off_max = std::chrono::seconds(90);         // INV-44: longest pause of an agent between two attempts
  bool from_start = true;      // the observation began before the first publication; false for captures
  bool ends_watched = false;   // observers at both ends of every hop tell all; else the first message of each end shows
  bool timeouts_told = false;  // INV-43: the observer at the agent tells Kind::timeout
  bool own_agent = false;      // INV-32: ask of agents what the catalogue asks only of ours
  std::size_t texts_max = 16'384;       // INV-14, 31, 33, 41: texts that can accuse, for each
  std::size_t hashes_max = 1'048'576;   // the same: those that can only raise a doubt
  std::size_t dead_tags_max = 16'384;   // tags whose end is remembered
  std::size_t nonces_max = 4'096;       // INV-41: nonces whose count is remembered
  std::size_t findings_max = 1'000;     // further ones are only counted
};

inline constexpr Nanoseconds never = Nanoseconds::max();
inline constexpr std::uint64_t no_observation = std::numeric_limits<std::uint64_t>::max();

// INV-00: the agent that originated a request.
struct EpaState {
  bool named = false;             // told by an observer: two names are two agents
  std::uint64_t boot = 0;         // of its last restart; 0: none was told
  Nanoseconds pushed_back{};      // INV-42: nothing new before
  std::uint64_t pushed_by = no_observation;
  std::size_t references = 0;     // parties
};
struct Epa : Pooled, EpaState {
  ShortText<64> name;

  void reuse();
};

// INV-00: key(e) = Request-URI and event package, the URI in its loose form.
struct Key : Pooled {
  std::uint32_t references = 0;  // transactions, chains, tags, publications, parties
  std::uint32_t waiting = 0;     // requests without a final response
  ShortText<16> package;
  ShortText<48> resource;

  void reuse();
};

// INV-41: how far an agent has counted for a nonce.
struct Nonce : Pooled {
  std::uint64_t epa = 0;
  std::uint64_t digest = 0;
  std::uint32_t count = 0;
  std::uint64_t observation = no_observation;

  void reuse() {}
};

// INV-39: what a compositor told of an event package.
struct PackageNews {
  std::string name;
  bool refused = false;           // by a 489
  std::uint32_t expires_min = 0;  // told by a 423
};

struct Party;

struct TransactionState {
  std::uint64_t serial = 0;       // in order of first sight
  std::uint64_t opened_by = 0;    // number of the observation that showed it first
  Nanoseconds first{};
  Nanoseconds last_seen{};
  Transport transport = Transport::unknown;
  Party* party = nullptr;
  Key* key = nullptr;
  std::uint64_t named = 0;        // hash of the tag in SIP-If-Match, among those of `key`
  bool conditional = false;       // has SIP-If-Match
  bool typed = false;             // has Content-Type
  bool body = false;
  std::uint64_t document = 0;     // digest of the body, 0 without one
  number expires;
  std::uint32_t cseq = 0;
  std::uint64_t bytes = 0;        // digest of all octets, 0 if unknown
  std::uint64_t target = 0;       // digest of the destination, 0 if unknown
  std::uint64_t via = 0;          // digests of what an answer must mirror
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::uint64_t nonce = 0;        // digest of the nonce of its credentials, 0 without any
  std::uint32_t nonce_count = 0;  // 0 without one
  std::uint64_t route = 0;        // digest of Route
  std::uint64_t chain = 0;        // 0 until the first 2xx of an initial publication
  std::uint16_t code = 0;         // of the first final response, 0 while there is none
  std::uint64_t closed_by = no_observation;
  Nanoseconds closed{};
  std::uint64_t answer = 0;       // digest of the octets of that response
  std::uint64_t to_tag = 0;       // of the first answer above 100
  Nanoseconds provisional = never;  // the first one
  std::uint32_t copies = 0;       // sent after the first sending
  Nanoseconds next_copy{};        // INV-26: when timer E fires next
  Nanoseconds copy_gap{};         // and its interval
  Nanoseconds echo_due = never;   // INV-27: a copy came after the final answer and waits for it again
  bool gave_up = false;           // its client told a timeout
  bool broken = false;            // fatal transport error, or its agent restarted
  bool forgotten = false;         // its agent restarted: an answer teaches it nothing
  bool crowded = false;           // another request for its key was open when it came
  bool odd_answer = false;        // a 2xx that its client may drop as malformed
  bool reborn = false;            // its server restarted, and need not know it
  bool waits = false;             // counted in Key::waiting
};
struct Transaction : Pooled, TransactionState {
  // Branch and sent-by in lower case (RFC 3261 17.1.3), of an RFC 2543 peer Call-ID, CSeq and From tag; Call-ID;
  // SIP-If-Match; nonce and count for INV-41.
  enum Part : std::size_t { branch_part, sent_by_part, call_id_part, if_match_part, nonce_use_part, parts };
  TextPack<parts, 208> texts;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> tuples;  // INV-46: contact and id of each tuple of the body

  std::string_view branch() const { return texts[branch_part]; }
  std::string_view sent_by() const { return texts[sent_by_part]; }
  std::string_view call_id() const { return texts[call_id_part]; }
  std::string_view if_match() const { return texts[if_match_part]; }
  std::string_view nonce_use() const { return texts[nonce_use_part]; }
  bool removal() const { return conditional && expires == 0u; }
  void reuse();
};

struct ChainState {
  std::uint64_t id = 0;
  Party* party = nullptr;
  Key* key = nullptr;
  std::uint64_t newest = 0;       // hash of `tag`, among those of `key`
  std::uint64_t tag_from = 0;     // serial of that transaction
  std::uint64_t tag_seen = 0;     // number of the observation that brought the tag
  std::uint64_t opened_by = 0;    // number of the observation that opened that transaction
  Nanoseconds first{};            // first sending of the request that earned the grant
  Nanoseconds answered{};
  Nanoseconds deadline = never;   // first + grant: conservative, since the compositor counts from receipt
  Nanoseconds alarm = never;      // when the ledger looks at it next
  std::uint32_t grant = 0;
  std::uint64_t document = 0;     // digest of the last accepted body, 0 if unknown
  std::uint64_t route = 0;        // INV-49: digest of Route in its first request
  bool awaiting_update = false;   // the last grant was not yet followed by another request
  bool doubtful = false;          // the last request failed: the compositor's state is uncertain
  bool unsure = false;            // an answer came too late: nobody can tell whether the agent took it
};
struct Chain : Pooled, ChainState {
  ShortText<40> tag;              // of the 2xx to the transaction that was started last
  std::vector<std::pair<std::uint64_t, std::uint64_t>> tuples;  // INV-46: contact and id of the last body

  void reuse();
};

enum class TagState : std::uint8_t { current, superseded, removed, refused };

struct TagRecord {
  Key* key = nullptr;
  std::uint64_t chain = 0;
  TagState state = TagState::current;
  std::uint64_t given_by = no_observation;  // observation that brought it, where it was seen
  std::uint64_t ended_by = no_observation;  // observation that ended it
  std::uint64_t ended_serial = 0;           // of the transaction that ended it
  std::uint64_t refused_to = 0;             // INV-19: hash of the agent that drew the 412
  Nanoseconds deadline = never;             // from the first sending of the request
  Nanoseconds latest = never;               // from the answer: no clock of a compositor can be behind that
  std::uint64_t burial = 0;                 // 0 while not among the dead
  bool doubtful = false;                    // its compositor restarted, or what gave it was accused
};
struct Tag : Pooled, TagRecord {
  ShortText<40> text;

  void reuse();
};

// What one agent does for one resource and package.
struct Publication {
  Key* key = nullptr;
  bool intent_known = false;
  bool wanted = false;
  Nanoseconds wanted_since{};
  std::uint64_t document = 0;
  std::uint64_t newest_chain = 0;
  std::uint32_t expires_min = 0;                // INV-20: told by a 423; 0: none
  std::uint64_t expires_min_by = no_observation;
  std::uint64_t refused_by = no_observation;    // INV-18: the 412 that was not yet followed by a request
  bool in_trouble = false;                      // INV-44: an attempt failed, and none succeeded since
  bool given_up = false;                        // that the wanted state is not published was told
  Nanoseconds next_attempt = never;             // INV-44: silence is judged then
  std::uint64_t quiet_since = no_observation;
  bool maybe_content = false;                   // INV-44: a success came just as its transaction timed out
  bool watched = false;                         // the ledger will look at it
};

// A challenge that an amended request may follow (INV-32, INV-40).
struct Challenge {
  Nanoseconds time = Nanoseconds::min();
  std::uint64_t observation = no_observation;
  std::string call_id;
  std::uint32_t cseq = 0;
  std::uint64_t document = 0;   // of the request that was challenged
  std::uint64_t nonce = 0;      // of the credentials that were refused; 0: it had none, or they were only stale
  std::uint32_t retries = 0;    // in a row, each at once, none after stale=true
  std::uint16_t code = 0;
  bool stale = false;

  void reuse();
};

// One agent and one Request-URI: the scope of RFC 3903 section 4, "until they have received a final response".
struct PartyState {
  Epa* epa = nullptr;
  Key* key = nullptr;              // of its last request, if its Request-URI has but one form
  std::uint64_t scope = 0;         // digest of `resource`
  std::size_t references = 0;      // transactions, chains and wishes that point here
  bool published_before = false;
  bool redirected = false;         // a 3xx may have changed Request-URI and Route
  bool stream_refused = false;     // INV-48: a connection for it failed
};
struct Party : Pooled, PartyState {
  ShortList<Transaction*, 2> open;  // without a final response
  ShortList<Publication, 1> publications;
  ShortText<48> resource;           // Request-URI, strict form
  ShortText<48> call_id;            // of its last request
  Challenge challenge;

  void reuse();
  Publication* find(const Key* about);
};

enum class Side : std::uint8_t { client, server, wire };

}  // namespace sipwright::model
