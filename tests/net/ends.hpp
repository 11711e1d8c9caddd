// Ends of a conversation for the tests of this folder: an engine that answers, sockets on loopback, and a
// loop that runs until something happened or the time is over.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sipwright/net/node.hpp"

namespace sipwright::net {

// A message that a stream can be cut by; `text` is anything.
inline std::string request(const std::string& text) {
  return "PUBLISH sip:john.doe@sfb.example SIP/2.0\r\nContent-Length: " + std::to_string(text.size()) +
         "\r\n\r\n" + text;
}

// Answers every message that begins with PUBLISH by the same text with another first word, and keeps what it
// got.
class EchoEngine {
 public:
  struct Event {
    std::string text;
  };
  void receive(const Peer& peer, std::string_view bytes, Instant now) {
    received.emplace_back(peer, std::string(bytes));
    last_now = now;
    if (bytes.starts_with("PUBLISH")) {
      answers.emplace_back(peer, "ANSWERS" + std::string(bytes.substr(7)));
      events.push_back({std::string(bytes)});
    }
  }
  void transport_failed(const Peer& peer, Instant) { failed.push_back(peer); }
  void advance(Instant now) {
    if (now >= deadline) {
      deadline = never;
      ++alarms;
    }
  }
  std::optional<Transmit> poll_transmit() {
    if (answers.empty()) return std::nullopt;
    current = answers.front();
    answers.pop_front();
    return Transmit{current.first, current.second};
  }
  std::optional<Event> poll_event() {
    if (events.empty()) return std::nullopt;
    Event event = events.front();
    events.pop_front();
    return event;
  }
  Instant next_deadline() const { return deadline; }

  std::vector<std::pair<Peer, std::string>> received;
  std::deque<std::pair<Peer, std::string>> answers;
  std::deque<Event> events;
  std::vector<Peer> failed;
  std::pair<Peer, std::string> current;
  Instant deadline = never;
  Instant last_now{};
  int alarms = 0;
};

// One end: engine, node and what the node told.
struct End {
  explicit End(boost::asio::io_context& loop) : node(loop, engine) {
    node.on_trouble = [this](const Trouble& trouble) { troubles.push_back(trouble); };
    node.on_event = [this](const EchoEngine::Event& event) { events.push_back(event.text); };
  }
  Peer listen(Transport transport, const std::string& address = "127.0.0.1") {
    const Sockets::Bound bound = node.sockets().listen(transport, address, 0);
    if (const Failure* failure = std::get_if<Failure>(&bound)) {
      ADD_FAILURE() << failure->reason;
      return {};
    }
    return std::get<Peer>(bound);
  }
  void send(const Peer& peer, const std::string& bytes) { node.sockets().send(peer, bytes); }

  EchoEngine engine;
  Node<EchoEngine> node;
  std::vector<Trouble> troubles;
  std::vector<std::string> events;
};

class LoopTest : public ::testing::Test {
 protected:
  // Runs the loop until the condition holds. False after five seconds.
  template <class Condition>
  [[nodiscard]] bool run_until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      loop.restart();
      loop.run_one_for(std::chrono::milliseconds(20));
    }
    return true;
  }
  void run_for(std::chrono::milliseconds span) {
    loop.restart();
    loop.run_for(span);
  }

  boost::asio::io_context loop;
};

}  // namespace sipwright::net
