// SIP URIs by the generated parser; names by the system's resolver.
#include "address.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <memory>

#include "command.hpp"
#include "sipwright/net/net_limits.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::cli {
namespace {

namespace asio = boost::asio;
using Udp = asio::ip::udp;

constexpr std::array<std::string_view, 3> transport_names{"udp", "tcp", "tls"};

bool same_without_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [lower](char x, char y) { return lower(x) == lower(y); });
}

std::string without_brackets(const std::string& host) {
  return host.size() > 2 && host.front() == '[' ? host.substr(1, host.size() - 2) : host;
}

// What the look-up works on. If it takes too long it is left behind with this, since the system's resolver
// cannot be interrupted and would hold up the end of the program.
struct LookUp {
  asio::io_context loop;
  Udp::resolver resolver{loop};
  Udp::resolver::results_type results;
  boost::system::error_code error = asio::error::timed_out;
};

Udp::resolver::results_type look_up(const std::string& host) {
  auto work = std::make_unique<LookUp>();
  work->resolver.async_resolve(host, "", [w = work.get()](boost::system::error_code error, auto results) {
    w->error = error;
    w->results = std::move(results);
  });
  work->loop.run_for(net::limits::resolve_time_max);
  const boost::system::error_code error = work->error;
  if (error == asio::error::timed_out) {
    (void)work.release();
    throw Refusal(inconclusive, "no answer from the name service for " + host +
                                    "; give a numeric address or check the resolver");
  }
  if (error) {
    throw Refusal(inconclusive, "cannot find an address of " + host + ": " + error.message() +
                                    "; check the name or give a numeric address");
  }
  return work->results;
}

}  // namespace

std::optional<Transport> transport_named(std::string_view name) {
  for (std::size_t i = 0; i < transport_names.size(); ++i) {
    if (same_without_case(name, transport_names[i])) return static_cast<Transport>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Transport transport) {
  return transport_names[static_cast<std::size_t>(transport)];
}

SipUri read_uri(const std::string& what, const std::string& text) {
  const Refusal no_uri(
      usage, what + " \"" + text + "\" is no SIP URI; write it like sip:127.0.0.1:5060;transport=tcp");
  // A URI with parameters stands in brackets; the Route header field is nothing but that.
  const std::string value = "<" + text + ">";
  const auto message = std::make_unique<Message>();
  if (text.find_first_of("\r\n") != std::string::npos ||
      !parse_value(Header::route, value, *message).accepted()) {
    throw no_uri;
  }
  const Row& row = message->row(1);
  const auto part = [&](Label label) -> std::string_view {
    const Capture* found = message->find(row, {Label::items, Label::uri, label});
    return found == nullptr ? std::string_view() : message->text(*found);
  };
  const Capture* whole = message->find(row, {Label::items, Label::uri});
  const std::string_view scheme = part(Label::scheme);
  if (whole == nullptr || message->text(*whole) != text) throw no_uri;

  SipUri uri;
  uri.secure = same_without_case(scheme, scheme::sips);
  if (!uri.secure && !same_without_case(scheme, scheme::sip)) throw no_uri;
  uri.user = part(Label::userPart);
  uri.host = part(Label::hostPart);
  if (const Capture* port = message->find(row, {Label::items, Label::uri, Label::portNumber})) {
    if (port->value > 65'535) throw no_uri;
    uri.port = static_cast<std::uint16_t>(port->value);
  }
  for (const Capture* c = message->begin(row); c != message->end(row); ++c) {
    if (c->label != Label::transport) continue;
    uri.transport = transport_named(message->text(*c));
    if (!uri.transport) throw Refusal(usage, what + " " + text + ": the transport has to be udp, tcp or tls");
  }
  if (uri.secure && uri.transport && *uri.transport == Transport::udp) {
    throw Refusal(usage, what + " " + text + ": sips goes over TLS; leave the transport out");
  }
  return uri;
}

void require_host(const std::string& option, const std::string& text) {
  const Refusal no_host(
      usage, option + " \"" + text + "\" is no host; give a name like sfb.example or a numeric address");
  const auto message = std::make_unique<Message>();
  const std::string value = "<sip:" + text + ">";
  if (holds_control(text) || !parse_value(Header::route, value, *message).accepted()) throw no_host;
  const Capture* host = message->find(message->row(1), {Label::items, Label::uri, Label::hostPart});
  if (host == nullptr || message->text(*host) != text) throw no_host;
}

bool holds_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void require_user_name(const std::string& place, const std::string& name) {
  if (holds_control(name)) {
    throw Refusal(usage, place + "a user name must not hold control characters; write it as the server knows it");
  }
}

Peer locate(const SipUri& uri, std::optional<Transport> forced, const std::string& prefer_like) {
  // RFC 3261 26.2.2: transport=tcp in a sips URI means TLS over TCP.
  const Transport transport =
      uri.secure ? Transport::tls : forced.value_or(uri.transport.value_or(Transport::udp));
  const auto standard = transport == Transport::tls ? limit::port_sips : limit::port_sip;
  const std::uint16_t port = uri.port.value_or(static_cast<std::uint16_t>(standard));
  const std::string host = without_brackets(uri.host);
  boost::system::error_code error;
  asio::ip::address address = asio::ip::make_address(host, error);
  const bool wants_ipv6 = prefer_like.find(':') != std::string::npos;
  if (error && same_without_case(host, "localhost")) {
    // RFC 6761 6.3: always this machine; a minimal system has no file that says so.
    address = wants_ipv6 ? asio::ip::address(asio::ip::address_v6::loopback())
                         : asio::ip::address(asio::ip::address_v4::loopback());
  } else if (error) {
    const auto results = look_up(host);
    address = results.begin()->endpoint().address();
    for (const auto& result : results) {
      if (!prefer_like.empty() && result.endpoint().address().is_v6() == wants_ipv6) {
        address = result.endpoint().address();
        break;
      }
    }
  }
  const auto peer = Peer::make(transport, address.to_string(), port);
  if (!peer) throw Refusal(usage, "the address " + host + " cannot be used");
  return *peer;
}

std::string host_port(std::string_view address, std::uint16_t port) {
  std::string text(address);
  if (text.find(':') != std::string::npos && text.front() != '[') text = "[" + text + "]";
  return text + ":" + std::to_string(port);
}

}  // namespace sipwright::cli
