// Which socket or connection carries a message, and the bookkeeping of both.
#include "sipwright/net/sockets.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connection.hpp"
#include "endpoint_text.hpp"
#include "listener.hpp"
#include "response_route.hpp"
#include "sipwright/net/net_limits.hpp"
#include "udp_port.hpp"

namespace sipwright::net {
namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Udp = asio::ip::udp;

namespace {

struct PeerHash {
  std::size_t operator()(const Peer& peer) const {
    const std::size_t seed = std::hash<std::string_view>{}(peer.address());
    return seed ^ (std::size_t{peer.port()} * 0x9e3779b97f4a7c15u) ^
           static_cast<std::size_t>(peer.transport());
  }
};

// What stall checks cost is spread over this time; it is small beside limits::message_time_max.
constexpr std::chrono::seconds sweep_interval{4};

}  // namespace

class Sockets::Impl final : public Connection::Owner,
                            public UdpPort::Owner,
                            public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& loop, SocketHandlers handlers)
      : loop_(loop), handlers_(std::move(handlers)), sweep_(loop) {}

  void use_tls(std::shared_ptr<TlsContext> client, std::shared_ptr<TlsContext> server) {
    tls_client_ = std::move(client);
    tls_server_ = std::move(server);
  }
  bool send_from(std::string_view text) {
    source_ = text.empty() ? std::nullopt : address_of(Peer::make(Transport::udp, text, 0).value_or(Peer{}));
    return text.empty() || source_.has_value();
  }
  void limit_message_time(std::chrono::milliseconds span) { message_time_max_ = span; }
  void expect_identity(const Peer& peer, std::string name) { identities_[peer] = std::move(name); }
  void limit_idle_time(std::chrono::milliseconds span) { idle_time_max_ = span; }
  std::size_t connections() const { return connection_count_; }

  Bound listen(Transport transport, std::string_view address, std::uint16_t port);
  void send(const Peer& peer, std::string_view bytes);
  void close();

 private:
  void on_message(Connection& connection, std::string_view bytes) override {
    // Answers leave on the connection that was heard last (RFC 3261 18.2.2).
    put_first(connection);
    handlers_.message(connection.peer(), bytes);
  }
  void on_end(Connection& connection, const Failure& failure) override;
  void on_datagram(UdpPort& port, const Udp::endpoint& from, std::string_view bytes) override;
  void on_undeliverable(const Udp::endpoint& to, const Failure& failure) override {
    handlers_.trouble({peer_of(Transport::udp, to.address(), to.port()), failure, true});
  }

  void send_datagram(const Peer& peer, std::string_view bytes);
  UdpPort* udp_port_for(const Peer& peer, const asio::ip::address& to);
  void send_on_stream(const Peer& peer, std::string_view bytes);
  std::shared_ptr<Connection> connect(const Peer& peer);
  void on_accept(Transport transport, Tcp::socket socket);
  void add(const std::shared_ptr<Connection>& connection);
  void put_first(const Connection& connection);
  void report(const Peer& peer, Failure failure);
  void sweep();

  asio::io_context& loop_;
  SocketHandlers handlers_;
  std::shared_ptr<TlsContext> tls_client_, tls_server_;
  std::optional<asio::ip::address> source_;
  std::unordered_map<Peer, std::string, PeerHash> identities_;
  std::vector<std::shared_ptr<UdpPort>> udp_ports_;
  std::vector<std::shared_ptr<Listener>> listeners_;
  // One peer may have several: it may connect from one port to each address that we listen on. The one that was
  // heard last stands first.
  using Flows = std::vector<std::shared_ptr<Connection>>;
  std::unordered_map<Peer, Flows, PeerHash> connections_;
  std::size_t connection_count_ = 0;
  // Which of several ports a peer was last heard on: answers leave from there (RFC 3581 4).
  std::unordered_map<Peer, UdpPort*, PeerHash> heard_on_;
  asio::steady_timer sweep_;
  std::chrono::milliseconds message_time_max_ = limits::message_time_max;
  std::chrono::milliseconds idle_time_max_ = limits::idle_time_max;
  bool sweeping_ = false;
  bool closed_ = false;
};

Sockets::Bound Sockets::Impl::listen(Transport transport, std::string_view text, std::uint16_t port) {
  const auto address = address_of(Peer::make(transport, text, port).value_or(Peer{}));
  if (!address) {
    return Failure{
        FailureKind::address_invalid,
        "\"" + std::string(text) + "\" is no numeric address; give one of this machine, such as 127.0.0.1"};
  }
  if (transport == Transport::udp) {
    auto socket = std::make_shared<UdpPort>(loop_, *this);
    if (auto failure = socket->open({*address, port})) return std::move(*failure);
    udp_ports_.push_back(socket);
    return peer_of(transport, socket->local().address(), socket->local().port());
  }
  if (transport == Transport::tls && !tls_server_) {
    return Failure{FailureKind::tls_not_configured,
                   "a TLS server needs a certificate: give the certificate file and its key file"};
  }
  auto listener = std::make_shared<Listener>(
      loop_, transport, [this](Transport by, Tcp::socket socket) { on_accept(by, std::move(socket)); },
      [this](const Peer& local, const Failure& failure) { handlers_.trouble({local, failure, false}); });
  if (auto failure = listener->open({*address, port})) return std::move(*failure);
  listeners_.push_back(listener);
  return peer_of(transport, listener->local().address(), listener->local().port());
}

void Sockets::Impl::send(const Peer& peer, std::string_view bytes) {
  if (closed_) return;
  if (peer.transport() == Transport::udp) {
    send_datagram(peer, bytes);
  } else {
    send_on_stream(peer, bytes);
  }
}

void Sockets::Impl::send_datagram(const Peer& peer, std::string_view bytes) {
  const auto to = address_of(peer);
  if (!to) {
    return report(peer,
                  {FailureKind::address_invalid, text_of(peer) + " is no numeric address; resolve it first"});
  }
  UdpPort* port = udp_port_for(peer, *to);
  if (port == nullptr) return;
  if (auto failure = port->send({*to, peer.port()}, bytes)) report(peer, std::move(*failure));
}

UdpPort* Sockets::Impl::udp_port_for(const Peer& peer, const asio::ip::address& to) {
  if (const auto heard = heard_on_.find(peer); heard != heard_on_.end()) return heard->second;
  for (const auto& port : udp_ports_) {
    if (port->local().address().is_v6() == to.is_v6()) return port.get();
  }
  const asio::ip::address any = to.is_v6() ? asio::ip::address(asio::ip::address_v6::any())
                                           : asio::ip::address(asio::ip::address_v4::any());
  const bool usable = source_ && source_->is_v6() == to.is_v6();
  auto port = std::make_shared<UdpPort>(loop_, *this);
  if (auto failure = port->open({usable ? *source_ : any, 0})) {
    report(peer, std::move(*failure));
    return nullptr;
  }
  udp_ports_.push_back(port);
  return port.get();
}

void Sockets::Impl::on_datagram(UdpPort& port, const Udp::endpoint& from, std::string_view bytes) {
  const Peer peer = peer_of(Transport::udp, from.address(), from.port());
  if (udp_ports_.size() > 1) {
    // Forgetting costs at most answers that leave from another port of ours.
    if (heard_on_.size() >= limits::connections_max) heard_on_.clear();
    heard_on_[peer] = &port;
  }
  handlers_.message(peer, bytes);
}

void Sockets::Impl::send_on_stream(const Peer& peer, std::string_view bytes) {
  Peer to = peer;
  auto found = connections_.find(to);
  if (found == connections_.end()) {
    // The other end of an accepted connection is no address that one could call back.
    if (const auto route = route_of_response(peer.transport(), bytes)) {
      to = *route;
      found = connections_.find(to);
    }
  }
  const std::shared_ptr<Connection> connection =
      found != connections_.end() ? found->second.front() : connect(to);
  if (connection && !connection->send(bytes)) {
    report(to, {FailureKind::queue_full, text_of(to) + " takes messages too slowly; its queue is full"});
  }
}

std::shared_ptr<Connection> Sockets::Impl::connect(const Peer& peer) {
  const auto to = address_of(peer);
  if (!to) {
    report(peer, {FailureKind::address_invalid, text_of(peer) + " is no numeric address; resolve it first"});
    return nullptr;
  }
  const bool secure = peer.transport() == Transport::tls;
  if (secure && !tls_client_) {
    report(peer, {FailureKind::tls_not_configured,
                  "TLS to " + text_of(peer) + " needs a CA to verify it: give the CA file"});
    return nullptr;
  }
  if (connection_count_ >= limits::connections_max) {
    report(peer, {FailureKind::connections_exhausted,
                  "no connection left for " + text_of(peer) + "; share the load"});
    return nullptr;
  }
  Tcp::socket socket(loop_);
  boost::system::error_code error;
  socket.open(to->is_v6() ? Tcp::v6() : Tcp::v4(), error);
  if (!error && source_ && source_->is_v6() == to->is_v6()) socket.bind({*source_, 0}, error);
  if (error) {
    report(peer, {FailureKind::bind_failed,
                  "cannot open a connection to " + text_of(peer) + ": " + error.message()});
    return nullptr;
  }
  const auto known = identities_.find(peer);
  auto connection =
      std::make_shared<Connection>(std::move(socket), *this, peer, secure ? tls_client_ : nullptr);
  add(connection);
  connection->connect({*to, peer.port()}, known != identities_.end() ? known->second : to->to_string());
  sweep();
  return connection;
}

void Sockets::Impl::add(const std::shared_ptr<Connection>& connection) {
  Flows& flows = connections_[connection->peer()];
  flows.insert(flows.begin(), connection);
  ++connection_count_;
}

void Sockets::Impl::put_first(const Connection& connection) {
  const auto found = connections_.find(connection.peer());
  if (found == connections_.end()) return;
  Flows& flows = found->second;
  const auto at = std::find_if(flows.begin(), flows.end(), [&](const auto& one) { return one.get() == &connection; });
  if (at != flows.end()) std::rotate(flows.begin(), at, at + 1);
}

void Sockets::Impl::on_accept(Transport transport, Tcp::socket socket) {
  boost::system::error_code error;
  const Tcp::endpoint remote = socket.remote_endpoint(error);
  if (error || closed_) return;
  const Peer peer = peer_of(transport, remote.address(), remote.port());
  if (connection_count_ >= limits::connections_max) {
    return report(peer, {FailureKind::connections_exhausted,
                         "turned " + text_of(peer) + " away: the limit of connections is reached"});
  }
  auto connection = std::make_shared<Connection>(std::move(socket), *this, peer,
                                                 transport == Transport::tls ? tls_server_ : nullptr);
  add(connection);
  connection->accept();
  sweep();
}

void Sockets::Impl::on_end(Connection& connection, const Failure& failure) {
  const Trouble trouble{connection.peer(), failure, connection.opened_by_us()};
  const auto found = connections_.find(trouble.peer);
  if (found != connections_.end()) {
    connection_count_ -= std::erase_if(found->second, [&](const auto& one) { return one.get() == &connection; });
    if (found->second.empty()) connections_.erase(found);
  }
  handlers_.trouble(trouble);
}

// Later, so that a caller of send() is not called back from within it.
void Sockets::Impl::report(const Peer& peer, Failure failure) {
  asio::post(loop_, [self = shared_from_this(), peer, failure = std::move(failure)] {
    if (!self->closed_) self->handlers_.trouble({peer, failure, true});
  });
}

void Sockets::Impl::sweep() {
  if (sweeping_ || closed_) return;
  sweeping_ = true;
  sweep_.expires_after(std::min<std::chrono::milliseconds>(sweep_interval, message_time_max_ / 4));
  sweep_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (cancelled || self->closed_) return;
    self->sweeping_ = false;
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Connection>> stalled;
    for (const auto& [peer, flows] : self->connections_) {
      for (const auto& connection : flows) {
        if (connection->stalled(now, self->message_time_max_, self->idle_time_max_)) stalled.push_back(connection);
      }
    }
    for (const auto& connection : stalled) connection->end_stalled();
    if (!self->connections_.empty()) self->sweep();
  });
}

void Sockets::Impl::close() {
  if (std::exchange(closed_, true)) return;
  sweep_.cancel();
  for (const auto& listener : listeners_) listener->close();
  for (const auto& port : udp_ports_) port->close();
  for (const auto& [peer, flows] : std::exchange(connections_, {})) {
    for (const auto& connection : flows) connection->abandon();
  }
  connection_count_ = 0;
}

Sockets::Sockets(asio::io_context& loop, SocketHandlers handlers)
    : impl_(std::make_shared<Impl>(loop, std::move(handlers))) {}
Sockets::~Sockets() {
  impl_->close();
}

void Sockets::use_tls(std::shared_ptr<TlsContext> client, std::shared_ptr<TlsContext> server) {
  impl_->use_tls(std::move(client), std::move(server));
}
std::variant<std::monostate, Failure> Sockets::send_from(std::string_view address) {
  if (impl_->send_from(address)) return std::monostate{};
  return Failure{FailureKind::address_invalid,
                 "\"" + std::string(address) + "\" is no numeric address; give one of this machine"};
}
void Sockets::expect_identity(const Peer& peer, std::string name) {
  impl_->expect_identity(peer, std::move(name));
}
void Sockets::limit_message_time(std::chrono::milliseconds span) {
  impl_->limit_message_time(span);
}
void Sockets::limit_idle_time(std::chrono::milliseconds span) {
  impl_->limit_idle_time(span);
}
Sockets::Bound Sockets::listen(Transport transport, std::string_view address, std::uint16_t port) {
  return impl_->listen(transport, address, port);
}
void Sockets::send(const Peer& peer, std::string_view bytes) {
  impl_->send(peer, bytes);
}
void Sockets::close() {
  impl_->close();
}
std::size_t Sockets::connections() const {
  return impl_->connections();
}

std::string source_address_for(const Peer& remote) {
  const auto address = address_of(remote);
  if (!address) return {};
  // Connecting a datagram socket sends nothing; it only asks for the route.
  asio::io_context loop;
  Udp::socket probe(loop);
  boost::system::error_code error;
  probe.connect({*address, static_cast<std::uint16_t>(remote.port() == 0 ? 9 : remote.port())}, error);
  if (error) return {};
  const auto local = probe.local_endpoint(error);
  return error ? std::string() : local.address().to_string();
}

}  // namespace sipwright::net
