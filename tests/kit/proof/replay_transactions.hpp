// Replays a counterexample of model/proofs/transactions.pml on the emitted machines: every event of the client's
// transaction and of the server's, with a second for each unit of time, and compares rows, states and what is sent and
// told with what the proof says.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kit/proof/replay.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/server_transaction.hpp"

namespace sipwright::kit {

namespace detail {

// The proof's words for effects; what it has no word for is not compared.
struct TransactionSink {
  std::vector<std::string> words;
  void transmit() { words.push_back("transmit"); }
  void deliver() { words.push_back(server ? "handed" : "deliver"); }
  void timed_out() { words.push_back("timed_out"); }
  void send_trying() { words.push_back("trying"); }
  void send_final() { words.push_back("final"); }
  void repeat() { words.push_back("repeat"); }
  void failed() {}
  void unheard() {}
  void fall_back() { transmit(); }  // as the world's channel has it
  template <class Timer>
  void arm(Timer, Instant) {}
  void disarm() {}
  template <class Timer>
  void disarm(Timer) {}
  bool server = false;
};

inline bool is_effect(const std::string& word) {
  static const std::vector<std::string> all{"transmit", "deliver", "timed_out", "handed", "trying", "final", "repeat"};
  return std::find(all.begin(), all.end(), word) != all.end();
}

}  // namespace detail

inline Replay replay_transactions(const std::vector<std::string>& trail) {
  using machines::ClientTransactionEventKind, machines::ServerTransactionEventKind;
  const Instant t1 = std::chrono::seconds(1);
  const machines::ClientTransactionConfig client_config{t1, 8 * t1, 10 * t1};
  const machines::ServerTransactionConfig server_config{t1, 8 * t1};
  machines::ClientTransaction client;
  machines::ServerTransaction server;
  detail::TransactionSink sink;
  Replay replay;
  std::vector<std::string> expected;
  Instant now = std::chrono::hours(1);  // the epoch must be long ago
  int row = 0, state = 0;
  bool open = false;
  const auto differs = [&](const std::string& how) {
    replay.difference = "event " + std::to_string(replay.events) + ": " + how;
    return replay;
  };
  for (const std::string& text : trail) {
    const TrailLine line = read_trail_line(text);
    if (line.word == "second") now += t1;
    if (line.word == "client" || line.word == "server") {
      open = true;
      expected.clear();
      sink = {};
      sink.server = line.word == "server";
      ++replay.events;
    }
    if (line.word == "client") {
      const auto kind = static_cast<ClientTransactionEventKind>(line.at(0));
      row = client.process({kind, now, line.at(1) != 0}, client_config, sink);
      state = static_cast<int>(client.state);
    }
    if (line.word == "server") {
      const auto kind = static_cast<ServerTransactionEventKind>(line.at(0));
      if (kind == ServerTransactionEventKind::request) server = {};  // a copy may make a new one
      row = server.process({kind, now, line.at(1) != 0, static_cast<std::uint32_t>(line.at(2))}, server_config, sink);
      state = static_cast<int>(server.state);
    }
    if (open && detail::is_effect(line.word)) expected.push_back(line.word);
    if (line.word != "row") continue;
    open = false;
    if (row != line.at(1)) return differs("row " + std::to_string(row) + " instead of " + std::to_string(line.at(1)));
    if (state != line.at(2)) {
      return differs("state " + std::to_string(state) + " instead of " + std::to_string(line.at(2)));
    }
    if (sink.words != expected) return differs("other messages than the proof's");
  }
  // A trail ends within the event that breaks a claim.
  const bool begins = expected.size() <= sink.words.size() &&
                      std::equal(expected.begin(), expected.end(), sink.words.begin());
  if (open && !begins) return differs("another message");
  return replay;
}

}  // namespace sipwright::kit
