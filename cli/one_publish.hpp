// One PUBLISH and its answer, sans-I/O: what `sipwright publish` sends. It can send what the agent never
// would (a tag of somebody's choice, a body with a foreign type), since its user wants to see what the server
// says to that.
//
// Runs under net::Node. A challenge (401, 407) is answered once if there is an account.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/agent.hpp"
#include "sipwright/endpoint.hpp"
#include "sipwright/hasher.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"
#include "sipwright/timers.hpp"

namespace sipwright::cli {

struct PublishRequest {
  Peer target;
  std::string sent_by;
  std::string presentity;
  std::string from;  // empty: the presentity
  std::string package;
  std::string media_type;
  std::optional<std::string> body;
  std::string if_match;  // empty: none
  std::optional<std::uint32_t> expires_s;
  std::string user_agent;
  std::vector<Account> accounts;
  TransactionTimers timers;
};

class OnePublish {
 public:
  struct Event {
    enum class Kind : std::uint8_t { answered, timed_out, transport_failed };
    Kind kind = Kind::answered;
    std::string answer;  // the whole message
  };

  OnePublish(PublishRequest request, const Hasher& hasher, Randomness& randomness);

  // Sends the request. What is wrong with it, if it follows no grammar; then nothing was sent.
  [[nodiscard]] std::optional<std::string> start(Instant now);

  void receive(const Peer& peer, std::string_view bytes, Instant now);
  void transport_failed(const Peer& peer, Instant now, bool refused = false);
  void advance(Instant now);
  std::optional<Transmit> poll_transmit();
  std::optional<Event> poll_event();
  [[nodiscard]] Instant next_deadline() const;

 private:
  struct Sink;
  [[nodiscard]] bool says_what_was_asked() const;
  void write(Transport transport);
  void begin(Instant now);
  void process(machines::ClientTransactionEventKind kind, Instant now);
  bool answer_challenge(std::uint16_t status);

  PublishRequest request_;
  const Hasher& hasher_;
  Randomness& randomness_;
  machines::ClientTransaction machine_;
  machines::ClientTransactionConfig config_;
  Peer peer_;
  std::string call_id_, from_tag_, branch_, bytes_;
  std::string authorization_;
  std::uint16_t challenge_status_ = 0;  // 0: not challenged yet
  std::uint32_t cseq_ = 1;
  Instant e_at_ = never, f_at_ = never;
  bool transmit_due_ = false;
  bool oversized_ = false;  // TCP for its size alone
  Message message_;  // of the answer at hand
  std::optional<Event> event_;
};

}  // namespace sipwright::cli
