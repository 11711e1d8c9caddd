// Accepts connections on one local address.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "sipwright/endpoint.hpp"
#include "sipwright/net/failure.hpp"

namespace sipwright::net {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  using Tcp = boost::asio::ip::tcp;
  using OnAccept = std::function<void(Transport, Tcp::socket)>;
  // None can be accepted for now: told once, until one is accepted again.
  using OnTrouble = std::function<void(const Peer& local, const Failure& failure)>;

  Listener(boost::asio::io_context& loop, Transport transport, OnAccept on_accept, OnTrouble on_trouble)
      : acceptor_(loop),
        retry_(loop),
        transport_(transport),
        on_accept_(std::move(on_accept)),
        on_trouble_(std::move(on_trouble)) {}

  [[nodiscard]] std::optional<Failure> open(const Tcp::endpoint& local);
  void close();

  [[nodiscard]] const Tcp::endpoint& local() const { return local_; }

 private:
  void wait();
  void tell(const boost::system::error_code& error);

  Tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_;
  Tcp::endpoint local_;
  Transport transport_;
  OnAccept on_accept_;
  OnTrouble on_trouble_;
  bool told_ = false;
};

}  // namespace sipwright::net
