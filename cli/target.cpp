// Options of networked commands.
#include "target.hpp"

#include <boost/asio/ip/address.hpp>
#include <utility>
#include <variant>

#include "address.hpp"
#include "command.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::cli {
namespace {

// A pass word is a line, not a file system.
constexpr std::size_t password_file_octets_max = 4'096;

std::string read_password(const std::string& file) {
  std::string password = read_file("password file", file, password_file_octets_max);
  password.resize(std::min(password.find_first_of("\r\n"), password.size()));
  if (password.empty())
    throw Refusal(usage, "the password file " + file + " is empty; write the password in its first line");
  return password;
}

net::Failure failure_of(net::Sockets::Bound& bound) {
  return std::get<net::Failure>(std::move(bound));
}

}  // namespace

void add_tls_options(CLI::App& app, TlsOptions& options) {
  app.add_option("--cert", options.certificate_file, "Own certificate (PEM, intermediates behind it)")
      ->type_name("FILE")
      ->group("TLS");
  app.add_option("--key", options.key_file, "Private key of that certificate (PEM)")
      ->type_name("FILE")
      ->group("TLS");
  app.add_option("--ca", options.ca_file,
                 "CA certificates that the peer's certificate has to come from (PEM)")
      ->type_name("FILE")
      ->group("TLS");
}

void add_target_options(CLI::App& app, TargetOptions& options, bool target_required) {
  auto* target = app.add_option("--target,--proxy", options.target,
                                "Where requests go: sip:HOST:PORT;transport=udp|tcp|tls, or sips:HOST")
                     ->type_name("URI");
  if (target_required) target->required();
  app.add_option("--transport", options.transport, "udp, tcp or tls; overrides the URI's")->type_name("NAME");
  app.add_option("--bind", options.bind, "Own numeric address; default: the one that the route uses")
      ->type_name("ADDR");
  app.add_option("--from", options.from, "URI in From; default: the presentity's")->type_name("URI");
  app.add_option("--user", options.user, "User name for digest authentication")->type_name("NAME");
  app.add_option("--password-file", options.password_file, "File whose first line is that user's password")
      ->type_name("FILE");
  app.add_option("--t1", options.t1_ms, "Timer T1 of RFC 3261 in milliseconds; default: 500")
      ->type_name("MS")
      ->check(CLI::Range(1u, 60'000u));
  add_tls_options(app, options.tls);
  app.add_option("--server-name", options.server_name,
                 "Whom the server's certificate has to be for; default: the target's host")
      ->type_name("NAME")
      ->group("TLS");
}

std::shared_ptr<net::TlsContext> load_tls(net::TlsRole role, const TlsOptions& options,
                                          bool require_client_certificate) {
  auto loaded = net::TlsContext::load(
      role, {options.certificate_file, options.key_file, options.ca_file, require_client_certificate});
  if (const auto* failure = std::get_if<net::Failure>(&loaded)) throw Refusal(usage, failure->reason);
  return std::get<std::shared_ptr<net::TlsContext>>(std::move(loaded));
}

Target prepare(const TargetOptions& options, const std::string& fallback_target) {
  std::optional<Transport> forced;
  if (!options.transport.empty()) {
    forced = transport_named(options.transport);
    if (!forced) throw Refusal(usage, "--transport " + options.transport + ": choose udp, tcp or tls");
  }
  if (options.user.empty() != options.password_file.empty()) {
    throw Refusal(usage, "--user and --password-file go together; give both or none");
  }
  require_user_name("--user: ", options.user);
  if (!options.from.empty()) read_uri("--from", options.from);
  if (!options.bind.empty()) {
    boost::system::error_code error;
    boost::asio::ip::make_address(options.bind, error);
    if (error)
      throw Refusal(usage, "--bind " + options.bind + " is no numeric address; give one of this machine");
  }
  const bool given = !options.target.empty();
  const SipUri uri = given ? read_uri("--target", options.target) : read_uri("URI", fallback_target);

  Target target;
  if (!options.user.empty())
    target.accounts.push_back({"", options.user, read_password(options.password_file)});
  if (options.t1_ms != 0) target.timers.t1 = std::chrono::milliseconds(options.t1_ms);
  target.identity = options.server_name.empty() ? uri.host : options.server_name;
  const bool tls = uri.secure || forced.value_or(uri.transport.value_or(Transport::udp)) == Transport::tls;
  if (tls) {
    target.tls_client = load_tls(net::TlsRole::client, options.tls, false);
    if (!options.tls.certificate_file.empty()) {
      target.tls_server = load_tls(net::TlsRole::server, options.tls, !options.tls.ca_file.empty());
    }
  }
  target.peer = locate(uri, forced, options.bind);
  const bool binds_ipv6 = options.bind.find(':') != std::string::npos;
  const bool is_ipv6 = target.peer.address().find(':') != std::string_view::npos;
  if (!options.bind.empty() && binds_ipv6 != is_ipv6) {
    throw Refusal(usage, "--bind " + options.bind + " cannot reach " + std::string(target.peer.address()) +
                             ": one is IPv4, the other IPv6; give an own address of the same family");
  }
  target.source = options.bind.empty() ? net::source_address_for(target.peer) : options.bind;
  if (target.source.empty()) {
    throw Refusal(inconclusive,
                  "no route to " + std::string(target.peer.address()) + "; check the address or the network");
  }
  return target;
}

bool by_size(const Target& target, const Peer& peer) {
  return target.peer.transport() == Transport::udp && peer == target.peer.with(Transport::tcp);
}

net::Failure explained(const Target& target, const net::Trouble& trouble) {
  net::Failure failure = trouble.failure;
  if (by_size(target, trouble.peer)) {
    failure.reason += " (a request of more than " + std::to_string(limit::udp_octets_max) +
                      " octets goes by TCP, RFC 3261 18.1.1: let TCP to this port through, or publish less)";
  }
  return failure;
}

// A client listens too, since a server may answer over a new connection to sent-by (RFC 3261 18.2.2), and for
// UDP on the same port of TCP, where the answers to large requests come (18.1.1).
std::string open_sockets(net::Sockets& sockets, const Target& target) {
  sockets.use_tls(target.tls_client, target.tls_server);
  sockets.expect_identity(target.peer, target.identity);
  const auto from = sockets.send_from(target.source);
  if (const auto* failure = std::get_if<net::Failure>(&from)) throw Refusal(usage, failure->reason);
  const Transport transport = target.peer.transport();
  if (transport == Transport::tls && !target.tls_server) return host_port(target.source, limit::port_sips);
  auto bound = sockets.listen(transport, target.source, 0);
  if (!std::holds_alternative<Peer>(bound)) throw Refusal(usage, failure_of(bound).reason);
  const std::uint16_t port = std::get<Peer>(bound).port();
  if (transport == Transport::udp) {
    // If another program has that port of TCP, answers still come on the connection of the request.
    (void)sockets.listen(Transport::tcp, target.source, port);
  }
  return host_port(target.source, port);
}

}  // namespace sipwright::cli
