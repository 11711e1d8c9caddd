// The sockets of one SIP element: UDP, TCP and TLS, IPv4 and IPv6, behind one send() and one stream of whole
// messages.
//
//   Sockets sockets(loop, handlers);
//   sockets.use_tls(client_context, server_context);
//   auto bound = sockets.listen(Transport::tls, "127.0.0.1", 0);        // Peer with the port that it got, or
//   Failure sockets.send(peer, bytes);                                           // connects if there is no
//   connection yet
//
// Connections are reused: what goes to a peer takes the connection that exists with it, whoever opened it, so
// answers return where the request came from (RFC 3261 18.2.2). If that connection is gone, an answer goes
// where its topmost Via says. A stream that cannot be framed any more costs its own connection and nothing
// else.
//
// Runs in the thread of the io_context. Handlers are called from the event loop, never from within a member
// function, and must not destroy the Sockets.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "sipwright/endpoint.hpp"
#include "sipwright/net/failure.hpp"
#include "sipwright/net/tls.hpp"

namespace boost::asio {
class io_context;
}

namespace sipwright::net {

// What became of a connection or of octets that were to be sent.
struct Trouble {
  Peer peer;
  Failure failure;
  // False: a connection that the peer opened has ended, which often is no fault; or none can be accepted at an
  // address of ours, which is `peer` then.
  bool opened_by_us = true;
};

struct SocketHandlers {
  // One whole message; the views are valid during the call.
  std::function<void(const Peer& from, std::string_view bytes)> message;
  // Nothing that was sent to this peer lately can be relied on (RFC 3261 17.1.4, 18.4).
  std::function<void(const Trouble&)> trouble;
};

class Sockets {
 public:
  using Bound = std::variant<Peer, Failure>;

  Sockets(boost::asio::io_context& loop, SocketHandlers handlers);
  ~Sockets();
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;

  // For connections that we open, and for those that we accept. Either may be nullptr: TLS that way is a
  // failure then.
  void use_tls(std::shared_ptr<TlsContext> client, std::shared_ptr<TlsContext> server);
  // Where connections that we open come from, a numeric address; empty: the system chooses. Failure if it is
  // none.
  [[nodiscard]] std::variant<std::monostate, Failure> send_from(std::string_view address);
  // Whom the certificate of the TLS server at `peer` has to be for. Without it: the numeric address itself.
  void expect_identity(const Peer& peer, std::string name);

  // How long a peer may take to finish a message, or to send its first one or its next keep-alive before that; then
  // its connection is closed.
  // Default: limits::message_time_max.
  void limit_message_time(std::chrono::milliseconds span);
  // How long a connection that a peer opened, and on which a message came, may be silent; then it is closed.
  // Default: limits::idle_time_max.
  void limit_idle_time(std::chrono::milliseconds span);

  // Binds a numeric address; port 0: any free one. For UDP the port sends too; for TCP and TLS it accepts
  // connections.
  [[nodiscard]] Bound listen(Transport transport, std::string_view address, std::uint16_t port);

  // Sends one message. What goes wrong comes later, as trouble.
  void send(const Peer& peer, std::string_view bytes);

  // Closes everything. No handler is called afterwards.
  void close();

  [[nodiscard]] std::size_t connections() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

// The numeric address that packets to `remote` leave from: what to write into Via where the system chooses
// it. Empty if there is no route.
[[nodiscard]] std::string source_address_for(const Peer& remote);

}  // namespace sipwright::net
