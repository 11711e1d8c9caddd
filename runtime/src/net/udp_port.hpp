// One UDP socket: datagrams in and out, and the network's word that a peer cannot be reached (RFC 3261 18.4).
#pragma once

#include <boost/asio/ip/udp.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sipwright/endpoint.hpp"
#include "sipwright/net/failure.hpp"

namespace sipwright::net {

class UdpPort : public std::enable_shared_from_this<UdpPort> {
 public:
  using Udp = boost::asio::ip::udp;

  // Calls come from the event loop only, never from within send().
  class Owner {
   public:
    virtual void on_datagram(UdpPort& port, const Udp::endpoint& from, std::string_view bytes) = 0;
    virtual void on_undeliverable(const Udp::endpoint& to, const Failure& failure) = 0;

   protected:
    ~Owner() = default;
  };

  UdpPort(boost::asio::io_context& loop, Owner& owner) : socket_(loop), owner_(&owner) {}

  // Port 0: any free one.
  [[nodiscard]] std::optional<Failure> open(const Udp::endpoint& local);
  // A failure means that the datagram cannot be sent at all. One that has to wait is queued; one too many is
  // dropped, as a network may.
  [[nodiscard]] std::optional<Failure> send(const Udp::endpoint& to, std::string_view bytes);
  void close();

  [[nodiscard]] const Udp::endpoint& local() const { return local_; }

 private:
  using Error = boost::system::error_code;
  void wait_to_read();
  void read_all();
  void take_undeliverable();
  void wait_to_write();
  void write_waiting();

  Udp::socket socket_;
  Owner* owner_;
  Udp::endpoint local_;
  std::vector<char> input_;
  std::deque<std::pair<Udp::endpoint, std::string>> waiting_;
};

}  // namespace sipwright::net
