// Non-blocking UDP over Asio's reactor, with Linux's error queue for ICMP.
#include "udp_port.hpp"

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <cstring>

#include "endpoint_text.hpp"
#include "sipwright/net/net_limits.hpp"

namespace sipwright::net {
namespace asio = boost::asio;

std::optional<Failure> UdpPort::open(const Udp::endpoint& local) {
  const Peer shown = peer_of(Transport::udp, local.address(), local.port());
  Error error;
  socket_.open(local.protocol(), error);
  if (!error && local.address().is_v6()) socket_.set_option(asio::ip::v6_only(true), error);
  if (!error) socket_.bind(local, error);
  if (!error) socket_.non_blocking(true, error);
  if (!error) local_ = socket_.local_endpoint(error);
  if (error) {
    return Failure{FailureKind::bind_failed, "cannot use " + text_of(shown) + ": " + error.message() +
                                                 "; choose another address or port"};
  }
  // Without this an unconnected socket never hears that nobody listens at the other end.
  const int on = 1;
  if (local.address().is_v6()) {
    setsockopt(socket_.native_handle(), IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
  } else {
    setsockopt(socket_.native_handle(), IPPROTO_IP, IP_RECVERR, &on, sizeof on);
  }
  input_.resize(65'536);
  wait_to_read();
  return std::nullopt;
}

void UdpPort::close() {
  owner_ = nullptr;
  Error ignored;
  socket_.close(ignored);
}

void UdpPort::wait_to_read() {
  socket_.async_wait(Udp::socket::wait_read, [self = shared_from_this()](Error error) {
    if (error || self->owner_ == nullptr) return;
    self->read_all();
    if (self->owner_ != nullptr) self->wait_to_read();
  });
}

void UdpPort::read_all() {
  for (std::size_t n = 0; n < limits::datagrams_per_turn_max && owner_ != nullptr; ++n) {
    Udp::endpoint from;
    Error error;
    const std::size_t octets = socket_.receive_from(asio::buffer(input_), from, 0, error);
    if (error == asio::error::would_block || error == asio::error::try_again) return take_undeliverable();
    if (error) {
      take_undeliverable();
      continue;
    }
    const std::string_view bytes(input_.data(), octets);
    // Keep-alive of line ends (RFC 5626 names STUN for UDP, yet many send CRLF).
    if (bytes.find_first_not_of("\r\n") == std::string_view::npos) continue;
    owner_->on_datagram(*this, from, bytes);
  }
}

// Empties the socket's error queue: each entry names the peer that a datagram did not reach.
void UdpPort::take_undeliverable() {
  for (std::size_t n = 0; n < limits::datagrams_per_turn_max && owner_ != nullptr; ++n) {
    Udp::endpoint to;
    std::array<char, 512> control;
    msghdr header{};
    header.msg_name = to.data();
    header.msg_namelen = static_cast<socklen_t>(to.capacity());
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    if (recvmsg(socket_.native_handle(), &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return;
    to.resize(header.msg_namelen);
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
      const bool relevant = (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVERR) ||
                            (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_RECVERR);
      if (!relevant || owner_ == nullptr) continue;
      sock_extended_err what;
      std::memcpy(&what, CMSG_DATA(c), sizeof what);
      const std::string whom = text_of(peer_of(Transport::udp, to.address(), to.port()));
      if (what.ee_errno == ECONNREFUSED) {
        owner_->on_undeliverable(to, {FailureKind::refused, "nothing listens at " + whom +
                                                                " (port unreachable); check host and port"});
      } else {
        owner_->on_undeliverable(
            to, {FailureKind::unreachable,
                 whom + " cannot be reached: " + std::strerror(static_cast<int>(what.ee_errno)) +
                     "; check the address and the route"});
      }
    }
  }
}

std::optional<Failure> UdpPort::send(const Udp::endpoint& to, std::string_view bytes) {
  if (!waiting_.empty()) {
    if (waiting_.size() < limits::datagram_queue_max) waiting_.emplace_back(to, bytes);
    return std::nullopt;
  }
  Error error;
  socket_.send_to(asio::buffer(bytes), to, 0, error);
  if (error == asio::error::connection_refused) {
    // The news of an earlier datagram, which the error queue tells in full: this one was not tried yet.
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->take_undeliverable(); });
    socket_.send_to(asio::buffer(bytes), to, 0, error);
  }
  if (error == asio::error::would_block || error == asio::error::try_again) {
    waiting_.emplace_back(to, bytes);
    wait_to_write();
    return std::nullopt;
  }
  if (!error || error == asio::error::connection_refused) return std::nullopt;
  const std::string whom = text_of(peer_of(Transport::udp, to.address(), to.port()));
  if (error == asio::error::message_size) {
    return Failure{FailureKind::message_too_long, "a message of " + std::to_string(bytes.size()) +
                                                      " octets does not fit a datagram to " + whom +
                                                      "; use TCP or TLS"};
  }
  return Failure{FailureKind::unreachable,
                 "cannot send to " + whom + ": " + error.message() + "; check the address and the route"};
}

void UdpPort::wait_to_write() {
  socket_.async_wait(Udp::socket::wait_write, [self = shared_from_this()](Error error) {
    if (!error && self->owner_ != nullptr) self->write_waiting();
  });
}

void UdpPort::write_waiting() {
  while (!waiting_.empty()) {
    Error error;
    socket_.send_to(asio::buffer(waiting_.front().second), waiting_.front().first, 0, error);
    if (error == asio::error::would_block || error == asio::error::try_again) return wait_to_write();
    waiting_.pop_front();  // lost if it failed: retransmission is the transaction's business
  }
}

}  // namespace sipwright::net
