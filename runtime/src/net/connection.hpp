// One TCP or TLS connection: octets in, messages out; messages in, octets out. It ends once, with a reason.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/endpoint.hpp"
#include "sipwright/framer.hpp"
#include "sipwright/net/failure.hpp"
#include "sipwright/net/tls.hpp"

namespace sipwright::net {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Tcp = boost::asio::ip::tcp;

  // Who made the connection and hears of it. Calls come from the event loop only, never from within send().
  class Owner {
   public:
    virtual void on_message(Connection& connection, std::string_view bytes) = 0;
    // The last call for this connection.
    virtual void on_end(Connection& connection, const Failure& failure) = 0;

   protected:
    ~Owner() = default;
  };

  // `tls` is nullptr for TCP. `peer` is how the owner knows the other end.
  Connection(Tcp::socket socket, Owner& owner, Peer peer, std::shared_ptr<TlsContext> tls);

  // Our end opens it. `identity` is whom the server's certificate has to be for; ignored for TCP.
  void connect(const Tcp::endpoint& remote, std::string identity);
  // The peer opened it.
  void accept();

  // Queues one message. False: too much waits already; nothing was queued.
  [[nodiscard]] bool send(std::string_view bytes);
  // Closes without telling the owner, who must not be called again.
  void abandon();

  [[nodiscard]] const Peer& peer() const { return peer_; }
  [[nodiscard]] bool opened_by_us() const { return opened_by_us_; }
  // A message that was begun is not there within `span`; or a peer that connected was silent: for `span` before its
  // first message, for `idle` after it. Looked at from time to time by the owner.
  [[nodiscard]] bool stalled(std::chrono::steady_clock::time_point now, std::chrono::milliseconds span,
                             std::chrono::milliseconds idle) const;
  void end_stalled();

 private:
  using Tls = boost::asio::ssl::stream<Tcp::socket&>;
  using Error = boost::system::error_code;
  enum class Phase : std::uint8_t { opening, handshaking, open, ended };

  void on_connected(Error error);
  void start_tls();
  bool verify(bool chain_is_good, boost::asio::ssl::verify_context& context);
  void on_handshake(Error error);
  void open();
  void read();
  void on_read(Error error, std::size_t octets);
  void take_frames();
  void write();
  void on_written(Error error);
  void arm(std::chrono::steady_clock::duration span);
  void end(Failure failure);
  void end_with(Error error, const char* while_doing);
  void linger();
  void close_socket();
  [[nodiscard]] std::string who() const;

  Tcp::socket socket_;
  Owner* owner_;
  Peer peer_;
  std::shared_ptr<TlsContext> tls_context_;
  std::unique_ptr<Tls> tls_;
  boost::asio::steady_timer timer_;
  Framer framer_;
  std::vector<char> input_;
  std::string waiting_;  // octets for the next write
  std::string writing_;  // octets of the write under way
  std::string identity_;
  std::string verify_reason_;  // why the peer's certificate was not accepted
  Phase phase_ = Phase::opening;
  bool opened_by_us_ = false;
  bool writing_now_ = false;
  bool wrong_identity_ = false;
  bool heard_ = false;  // a whole message
  std::chrono::steady_clock::time_point message_began_;  // or the last message or ping ended
};

}  // namespace sipwright::net
