// Runs a sans-I/O engine (Agent, Compositor, or anything with the same calls) over sockets and the system's
// clock.
//
//   boost::asio::io_context loop;
//   Node<Agent> node(loop, agent);
//   node.on_event = [](const AgentEvent& event) { ... };
//   auto bound = node.sockets().listen(Transport::udp, "127.0.0.1", 0);
//   agent.call_connected(..., monotonic_now());
//   node.pump();                       // after each call on the engine from outside
//   loop.run();
//
// The node does what the engine's header asks of an embedder: it hands in messages and the time, sends what
// is to be sent, tells what happened, and wakes up when the next deadline has come.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "sipwright/endpoint.hpp"
#include "sipwright/net/runtime_services.hpp"
#include "sipwright/net/sockets.hpp"
#include "sipwright/time.hpp"

namespace sipwright::net {

template <class T>
concept Engine = requires(T engine, const T& constant, const Peer& peer, std::string_view bytes,
                          Instant now) {
  engine.receive(peer, bytes, now);
  engine.transport_failed(peer, now);
  engine.advance(now);
  { engine.poll_transmit() } -> std::same_as<std::optional<Transmit>>;
  {*engine.poll_event()};
  { constant.next_deadline() } -> std::same_as<Instant>;
};

template <Engine E>
class Node {
 public:
  using Event = std::remove_cvref_t<decltype(*std::declval<E&>().poll_event())>;

  // `engine` and `loop` have to outlive the node.
  Node(boost::asio::io_context& loop, E& engine)
      : engine_(engine),
        timer_(loop),
        sockets_(loop, {[this](const Peer& from, std::string_view bytes) {
                          if (on_message) on_message(from, bytes, false);
                          engine_.receive(from, bytes, monotonic_now());
                          pump();
                        },
                        [this](const Trouble& trouble) {
                          if (on_trouble) on_trouble(trouble);
                          tell_engine(trouble);
                          pump();
                        }}) {}

  // Any of them may stay empty. They may call the engine, and must not destroy the node.
  std::function<void(const Event&)> on_event;
  std::function<void(const Trouble&)> on_trouble;
  // Sees every message, received or (sent = true) handed to the sockets.
  std::function<void(const Peer& peer, std::string_view bytes, bool sent)> on_message;

  [[nodiscard]] Sockets& sockets() { return sockets_; }

  // Sends, tells and sets the alarm. Call it after each call on the engine that did not come from the node.
  void pump() {
    if (std::exchange(pumping_, true))
      return;  // a handler called the engine and then us: the loops below go on
    // A handler may have given the engine something new, so events and transmissions are drained in turns.
    for (bool more = true; more;) {
      more = false;
      while (const std::optional<Transmit> out = engine_.poll_transmit()) {
        if (on_message) on_message(out->peer, out->bytes, true);
        sockets_.send(out->peer, out->bytes);
      }
      while (const auto event = engine_.poll_event()) {
        if (on_event) on_event(*event);
        more = true;
      }
    }
    pumping_ = false;
    arm();
  }

  // Closes all sockets; nothing is called afterwards.
  void close() {
    timer_.cancel();
    closed_ = true;
    sockets_.close();
  }

 private:
  // Some engines ask whether nobody listens there.
  void tell_engine(const Trouble& trouble) {
    const Instant now = monotonic_now();
    const bool refused = trouble.failure.kind == FailureKind::refused;
    if constexpr (requires { engine_.transport_failed(trouble.peer, now, refused); }) {
      engine_.transport_failed(trouble.peer, now, refused);
    } else {
      engine_.transport_failed(trouble.peer, now);
    }
  }

  void arm() {
    const Instant deadline = engine_.next_deadline();
    if (deadline == armed_for_ || closed_) return;
    armed_for_ = deadline;
    if (deadline == never) {
      timer_.cancel();
      return;
    }
    timer_.expires_at(std::chrono::steady_clock::time_point(
        std::chrono::duration_cast<std::chrono::steady_clock::duration>(deadline)));
    timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](boost::system::error_code cancelled) {
      if (cancelled || alive.expired() || closed_) return;
      armed_for_ = never;
      engine_.advance(monotonic_now());
      pump();
    });
  }

  E& engine_;
  boost::asio::steady_timer timer_;
  Sockets sockets_;
  std::shared_ptr<char> alive_ =
      std::make_shared<char>();  // an alarm that is queued already may outlive the node
  Instant armed_for_ = never;
  bool pumping_ = false;
  bool closed_ = false;
};

}  // namespace sipwright::net
