// Accepting, and what to do while the process has no file descriptor left.
#include "listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <utility>

#include "endpoint_text.hpp"

namespace sipwright::net {
namespace asio = boost::asio;

std::optional<Failure> Listener::open(const Tcp::endpoint& local) {
  boost::system::error_code error;
  acceptor_.open(local.protocol(), error);
  if (!error && local.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(true), error);
  // A restarted server must get its port back while old connections are in TIME_WAIT.
  if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(local, error);
  if (!error) acceptor_.listen(Tcp::acceptor::max_listen_connections, error);
  if (!error) local_ = acceptor_.local_endpoint(error);
  if (error) {
    return Failure{FailureKind::bind_failed, "cannot use " +
                                                 text_of(peer_of(transport_, local.address(), local.port())) +
                                                 ": " + error.message() + "; choose another address or port"};
  }
  wait();
  return std::nullopt;
}

void Listener::close() {
  boost::system::error_code ignored;
  on_accept_ = nullptr;
  acceptor_.close(ignored);
  retry_.cancel();
}

void Listener::wait() {
  acceptor_.async_accept([self = shared_from_this()](boost::system::error_code error, Tcp::socket socket) {
    if (!self->on_accept_) return;
    if (!error) {
      self->told_ = false;
      self->on_accept_(self->transport_, std::move(socket));
      if (self->on_accept_) self->wait();
      return;
    }
    self->tell(error);
    if (!self->on_accept_) return;
    // Out of descriptors: the connection stays in the backlog, and trying at once would spin.
    self->retry_.expires_after(std::chrono::milliseconds(100));
    self->retry_.async_wait([self](boost::system::error_code cancelled) {
      if (!cancelled && self->on_accept_) self->wait();
    });
  });
}

void Listener::tell(const boost::system::error_code& error) {
  // A peer that has gone before it was accepted is no trouble.
  if (error == asio::error::connection_aborted || std::exchange(told_, true)) return;
  const Peer local = peer_of(transport_, local_.address(), local_.port());
  on_trouble_(local, {FailureKind::connections_exhausted,
                      "cannot accept connections at " + text_of(local) + ": " + error.message() +
                          "; they wait; raise the limit of open files (ulimit -n), or share the load"});
}

}  // namespace sipwright::net
