// The life of a connection: opening, TLS handshake, open, ended.
#include "connection.hpp"

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "endpoint_text.hpp"
#include "sipwright/net/net_limits.hpp"
#include "tls_reason.hpp"

namespace sipwright::net {
namespace asio = boost::asio;

Connection::Connection(Tcp::socket socket, Owner& owner, Peer peer, std::shared_ptr<TlsContext> tls)
    : socket_(std::move(socket)),
      owner_(&owner),
      peer_(peer),
      tls_context_(std::move(tls)),
      timer_(socket_.get_executor()) {}

std::string Connection::who() const {
  return text_of(peer_);
}

void Connection::connect(const Tcp::endpoint& remote, std::string identity) {
  opened_by_us_ = true;
  identity_ = std::move(identity);
  arm(limits::connect_time_max);
  socket_.async_connect(remote, [self = shared_from_this()](Error error) { self->on_connected(error); });
}

void Connection::accept() {
  Error ignored;
  socket_.set_option(Tcp::no_delay(true), ignored);
  if (tls_context_) {
    start_tls();
  } else {
    open();
  }
}

void Connection::on_connected(Error error) {
  if (phase_ == Phase::ended) return;
  if (error) return end_with(error, "connecting to");
  Error ignored;
  socket_.set_option(Tcp::no_delay(true), ignored);
  if (tls_context_) {
    start_tls();
  } else {
    open();
  }
}

void Connection::start_tls() {
  phase_ = Phase::handshaking;
  arm(limits::handshake_time_max);
  SSL* ssl = SSL_new(tls_context_->native());
  if (ssl == nullptr) return end({FailureKind::tls_failed, "no memory for TLS with " + who()});
  tls_ = std::make_unique<Tls>(socket_, ssl);
  Error ignored;
  tls_->set_verify_callback(
      [this](bool good, asio::ssl::verify_context& context) { return verify(good, context); }, ignored);
  Error not_numeric;
  asio::ip::make_address(identity_, not_numeric);
  // RFC 6066 3: a numeric address is no server name.
  if (opened_by_us_ && not_numeric) SSL_set_tlsext_host_name(ssl, identity_.c_str());
  tls_->async_handshake(opened_by_us_ ? asio::ssl::stream_base::client : asio::ssl::stream_base::server,
                        [self = shared_from_this()](Error error) { self->on_handshake(error); });
}

// Called per certificate of the peer's chain, its own last. Refusing here ends the handshake before a single
// octet of SIP is sent (RFC 5922 7.3).
bool Connection::verify(bool chain_is_good, asio::ssl::verify_context& context) {
  X509_STORE_CTX* store = context.native_handle();
  if (!chain_is_good) {
    verify_reason_ = untrusted_reason(store, tls_context_->settings());
    return false;
  }
  if (!opened_by_us_ || X509_STORE_CTX_get_error_depth(store) != 0) return true;
  const std::optional<std::string> mismatch =
      identity_mismatch(X509_STORE_CTX_get_current_cert(store), identity_);
  if (!mismatch) return true;
  wrong_identity_ = true;
  verify_reason_ = "its certificate names somebody else: " + *mismatch +
                   "; connect by a name that it has, or have it issued for this name";
  X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
  return false;
}

void Connection::on_handshake(Error error) {
  if (phase_ == Phase::ended) return;
  if (!error) return open();
  if (!verify_reason_.empty()) {
    end({wrong_identity_ ? FailureKind::tls_wrong_identity : FailureKind::tls_peer_untrusted,
         "TLS with " + who() + " refused: " + verify_reason_});
  } else {
    end_with(error, "the TLS handshake with");
  }
}

void Connection::open() {
  phase_ = Phase::open;
  timer_.cancel();
  message_began_ = std::chrono::steady_clock::now();
  input_.resize(limits::read_octets_max);
  read();
  write();
}

void Connection::read() {
  auto done = [self = shared_from_this()](Error error, std::size_t octets) { self->on_read(error, octets); };
  if (tls_) {
    tls_->async_read_some(asio::buffer(input_), std::move(done));
  } else {
    socket_.async_read_some(asio::buffer(input_), std::move(done));
  }
}

void Connection::on_read(Error error, std::size_t octets) {
  if (phase_ == Phase::ended) return;
  if (error) return end_with(error, "the connection with");
  const bool began = framer_.at_boundary();
  framer_.append({input_.data(), octets});
  if (began) message_began_ = std::chrono::steady_clock::now();
  take_frames();
  if (phase_ != Phase::ended) read();
}

void Connection::take_frames() {
  for (;;) {
    const Frame frame = framer_.next();
    switch (frame.kind) {
      case FrameKind::need_more:
        return;
      case FrameKind::message:
        // The clock of a begun message restarts with the next one.
        message_began_ = std::chrono::steady_clock::now();
        heard_ = true;
        owner_->on_message(*this, frame.bytes);
        break;
      case FrameKind::ping:
        // RFC 5626 4.4.1: the side that was connected to answers with one CRLF. On a connection of ours these
        // are two answers in a row.
        message_began_ = std::chrono::steady_clock::now();
        if (!opened_by_us_) (void)send("\r\n");
        break;
      case FrameKind::broken:
        return end({FailureKind::stream_broken,
                    "closed the connection with " + who() + ": " + std::string(describe(frame.error))});
    }
    if (phase_ == Phase::ended) return;
  }
}

bool Connection::send(std::string_view bytes) {
  if (phase_ == Phase::ended || waiting_.size() + bytes.size() > limits::connection_queue_octets_max)
    return false;
  waiting_.append(bytes);
  if (phase_ == Phase::open) write();
  return true;
}

void Connection::write() {
  if (writing_now_ || waiting_.empty()) return;
  writing_now_ = true;
  writing_.clear();
  writing_.swap(waiting_);
  auto done = [self = shared_from_this()](Error error, std::size_t) { self->on_written(error); };
  if (tls_) {
    asio::async_write(*tls_, asio::buffer(writing_), std::move(done));
  } else {
    asio::async_write(socket_, asio::buffer(writing_), std::move(done));
  }
}

void Connection::on_written(Error error) {
  writing_now_ = false;
  if (phase_ != Phase::open) return;
  // A reset often shows here first; the reading side may still hold the peer's reason (a TLS alert), so it
  // gets the time that the handshake has to tell it.
  if (error && tls_) return arm(limits::linger_time_max);
  if (error) return end_with(error, "sending to");
  write();
}

bool Connection::stalled(std::chrono::steady_clock::time_point now, std::chrono::milliseconds span,
                         std::chrono::milliseconds idle) const {
  if (phase_ != Phase::open) return false;
  const auto passed = now - message_began_;
  if (!framer_.at_boundary()) return passed > span;
  return !opened_by_us_ && passed > (heard_ ? idle : span);
}

void Connection::end_stalled() {
  end({FailureKind::timed_out, "closed the connection with " + who() + ": no whole message came in time"});
}

void Connection::arm(std::chrono::steady_clock::duration span) {
  timer_.expires_after(span);
  timer_.async_wait([self = shared_from_this()](Error error) {
    if (error) return;
    if (self->phase_ == Phase::ended) return self->close_socket();
    const char* what = self->phase_ == Phase::opening       ? "no answer while connecting to "
                       : self->phase_ == Phase::handshaking ? "the TLS handshake was not finished in time by "
                                                            : "the connection broke while sending to ";
    self->end({FailureKind::timed_out, what + self->who() + "; check address and firewall"});
  });
}

void Connection::end_with(Error error, const char* while_doing) {
  const std::string context = std::string(while_doing) + " " + who();
  if (tls_ && is_tls_error(error)) return end(tls_failure(error, *tls_context_, who()));
  // RFC 3261 18.1.1: a reset, or ICMP "protocol not supported".
  if (error == asio::error::connection_refused || error == asio::error::no_protocol_option) {
    return end({FailureKind::refused,
                who() + " refuses the connection: nothing listens there; check host and port"});
  }
  if (error == asio::error::network_unreachable || error == asio::error::host_unreachable) {
    return end(
        {FailureKind::unreachable, "no route to " + who() + ": " + error.message() + "; check the address"});
  }
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) {
    return end({FailureKind::closed, framer_.at_boundary()
                                         ? who() + " closed the connection"
                                         : who() + " closed the connection within a message"});
  }
  end({FailureKind::closed, context + " failed: " + error.message()});
}

void Connection::end(Failure failure) {
  if (phase_ == Phase::ended) return;
  const bool alert_sent = tls_ && phase_ == Phase::handshaking && !opened_by_us_;
  phase_ = Phase::ended;
  timer_.cancel();
  if (alert_sent) {
    linger();
  } else {
    close_socket();
  }
  const auto self = shared_from_this();
  if (Owner* owner = std::exchange(owner_, nullptr)) owner->on_end(*this, failure);
}

// A TLS 1.3 client may have sent its first request before it learns that its certificate was refused. Closing
// with those octets unread makes the kernel send a reset, which would wipe out the alert that names the
// reason. So we stop sending, read what comes, and close when the peer does or the time is over.
void Connection::linger() {
  Error error;
  socket_.shutdown(Tcp::socket::shutdown_send, error);
  if (error) return close_socket();
  if (input_.empty()) input_.resize(1024);
  const auto drain = [](auto&& again, std::shared_ptr<Connection> self) -> void {
    Connection& connection = *self;
    connection.socket_.async_read_some(asio::buffer(connection.input_),
                                       [again, self](Error read_error, std::size_t) {
                                         if (read_error) return self->close_socket();
                                         again(again, self);
                                       });
  };
  drain(drain, shared_from_this());
  arm(limits::linger_time_max);
}

void Connection::close_socket() {
  timer_.cancel();
  Error ignored;
  socket_.shutdown(Tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
}

void Connection::abandon() {
  owner_ = nullptr;
  end({});
}

}  // namespace sipwright::net
