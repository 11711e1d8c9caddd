// `sipwright server`: the embedded compositor behind sockets.
#include "server.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "address.hpp"
#include "command.hpp"
#include "sipwright/compositor.hpp"
#include "sipwright/net/node.hpp"
#include "sipwright/net/runtime_services.hpp"
#include "target.hpp"
#include "troubles.hpp"

namespace sipwright::cli {
namespace {

constexpr const char* me = "server";
constexpr std::size_t users_file_octets_max = 1u << 20;
using Json = nlohmann::ordered_json;

struct ServerOptions {
  std::vector<std::string> listen, domains;
  TlsOptions tls;
  std::string users_file, rights_file, realm;
  std::uint32_t expires_s_min = 60, expires_s_max = 3600, expires_s_standard = 3600;
  std::uint32_t t1_ms = 0;
  bool print_publications = false;
};

void print(const Json& line) {
  print_line("server", line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// NAME:PASSWORD per line; empty lines and lines that begin with # are skipped.
std::vector<Account> read_users(const std::string& file) {
  std::vector<Account> accounts;
  const std::string text = read_file("users file", file, users_file_octets_max);
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == line.size()) {
      throw Refusal(usage,
                    "the users file " + file + ", line " + std::to_string(number) + ": write NAME:PASSWORD");
    }
    const std::string name = line.substr(0, colon);
    const std::string place = "the users file " + file + ", line " + std::to_string(number) + ": ";
    require_user_name(place, name);
    const auto same = [&](const Account& account) { return account.user == name; };
    if (std::any_of(accounts.begin(), accounts.end(), same)) {
      throw Refusal(usage, place + "there is a line for " + name + " already; keep one of them");
    }
    accounts.push_back({"", name, line.substr(colon + 1)});
  }
  if (accounts.empty())
    throw Refusal(usage, "the users file " + file + " names nobody; write NAME:PASSWORD lines");
  return accounts;
}

// NAME URI per line: whom the user may publish for. Skipped lines as above.
std::vector<Right> read_rights(const std::string& file, const std::vector<Account>& accounts) {
  std::vector<Right> rights;
  std::istringstream lines(read_file("rights file", file, users_file_octets_max));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string user, uri, more;
    if (!(words >> user) || user.front() == '#') continue;
    const std::string place = "the rights file " + file + ", line " + std::to_string(number) + ": ";
    if (!(words >> uri) || words >> more) throw Refusal(usage, place + "write NAME SIP-URI");
    const auto same = [&](const Account& account) { return account.user == user; };
    if (std::none_of(accounts.begin(), accounts.end(), same)) {
      throw Refusal(usage, place + user + " is not in the users file");
    }
    read_uri(place + "the presentity", uri);
    rights.push_back({user, uri});
  }
  if (rights.empty()) throw Refusal(usage, "the rights file " + file + " allows nothing; write NAME SIP-URI lines");
  return rights;
}

CompositorConfig config_of(const ServerOptions& options, const Hasher& hasher) {
  if (options.expires_s_min > options.expires_s_standard ||
      options.expires_s_standard > options.expires_s_max) {
    throw Refusal(usage, "--min-expires, --default-expires and --max-expires have to rise in this order");
  }
  for (const std::string& domain : options.domains) require_host("--domain", domain);
  if (holds_control(options.realm) || options.realm.find_first_of("\"\\") != std::string::npos) {
    throw Refusal(usage,
                  "--realm must not hold quotes, backslashes or control characters; give a name like sfb.example");
  }
  CompositorConfig config;
  config.domains = options.domains;
  config.expires_s_min = options.expires_s_min;
  config.expires_s_max = options.expires_s_max;
  config.expires_s_standard = options.expires_s_standard;
  config.server = "sipwright/" SIPWRIGHT_VERSION;
  if (options.t1_ms != 0) config.timers.t1 = std::chrono::milliseconds(options.t1_ms);
  if (!options.users_file.empty()) {
    config.accounts = read_users(options.users_file);
    config.hasher = &hasher;
    if (!options.rights_file.empty()) config.rights = read_rights(options.rights_file, config.accounts);
    config.realm = !options.realm.empty()    ? options.realm
                   : options.domains.empty() ? "sipwright"
                                             : options.domains[0];
  }
  return config;
}

// An address of our own that is not found is a wrong option, not a server that does not answer.
Peer own_address(const std::string& what, const SipUri& uri) {
  try {
    return locate(uri, std::nullopt, "");
  } catch (const Refusal& refusal) {
    throw Refusal(usage, what + ": " + refusal.what());
  }
}

void listen(net::Sockets& sockets, const ServerOptions& options) {
  std::shared_ptr<net::TlsContext> tls;
  for (const std::string& text : options.listen) {
    const SipUri uri = read_uri("--listen", text);
    const Peer local = own_address("--listen " + text, uri);
    if (local.transport() == Transport::tls && !tls) {
      tls = load_tls(net::TlsRole::server, options.tls, !options.tls.ca_file.empty());
      sockets.use_tls(nullptr, tls);
    }
    const auto bound = sockets.listen(local.transport(), local.address(), local.port());
    if (const auto* failure = std::get_if<net::Failure>(&bound)) throw Refusal(usage, failure->reason);
    const Peer& peer = std::get<Peer>(bound);
    print({{"event", "listening"},
           {"transport", name_of(peer.transport())},
           {"address", peer.address()},
           {"port", peer.port()}});
  }
}

void print(const CompositorEvent& event) {
  Json line{{"event", describe(event.kind)}, {"user", event.presentity}, {"package", event.package}};
  if (!event.tag.empty()) line["etag"] = event.tag;
  if (!event.if_match.empty()) line["if_match"] = event.if_match;
  if (event.expires_s != 0) line["expires"] = event.expires_s;
  if (event.status != 0) line["status"] = event.status;
  print(line);
}

int run(const ServerOptions& options) {
  boost::asio::io_context loop;
  net::SystemRandomness randomness;
  const net::OpensslHasher hasher;
  Compositor compositor(config_of(options, hasher), randomness);
  net::Node<Compositor> node(loop, compositor);
  Troubles troubles(me);
  node.on_trouble = [&troubles](const net::Trouble& trouble) {
    // Clients come and go.
    if (trouble.failure.kind != net::FailureKind::closed) troubles.tell(trouble.failure);
  };
  if (options.print_publications) {
    node.on_event = [](const CompositorEvent& event) { print(event); };
  }
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&loop](boost::system::error_code error, int) {
    if (!error) loop.stop();
  });
  listen(node.sockets(), options);
  node.pump();
  loop.run();
  node.close();
  return held;
}

}  // namespace

void add_server(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<ServerOptions>();
  CLI::App* command =
      app.add_subcommand("server", "Run the embedded presence server (event state compositor)");
  command->footer(
      "Prints one JSON line per address that it listens on, with the port that it got where 0 was asked "
      "for.\n"
      "SIGTERM and SIGINT end it. Exit status: 0 ended so; 2 wrong usage, or an address that cannot be "
      "used.");
  command
      ->add_option("--listen", options->listen,
                   "Own address: sip:HOST:PORT;transport=udp|tcp|tls; repeatable")
      ->type_name("URI")
      ->required()
      ->allow_extra_args(false);
  command
      ->add_option("--domain", options->domains, "Host of the presentities served; repeatable; default: all")
      ->type_name("NAME")
      ->allow_extra_args(false);
  const auto seconds = CLI::Range(1u, 4'294'967'295u);
  command->add_option("--min-expires", options->expires_s_min, "Shortest lifetime, in seconds; default: 60")
      ->type_name("S")
      ->check(seconds);
  command->add_option("--max-expires", options->expires_s_max, "Longest lifetime, in seconds; default: 3600")
      ->type_name("S")
      ->check(seconds);
  command
      ->add_option("--default-expires", options->expires_s_standard,
                   "Lifetime where none is asked for, in seconds; default: 3600")
      ->type_name("S")
      ->check(seconds);
  CLI::Option* users = command
      ->add_option("--users", options->users_file,
                   "Who may publish: a file of NAME:PASSWORD lines; default: all")
      ->type_name("FILE");
  command
      ->add_option("--rights", options->rights_file,
                   "Who may publish for whom: a file of NAME SIP-URI lines; default: every user for everybody")
      ->type_name("FILE")
      ->needs(users);
  command->add_option("--realm", options->realm, "Realm of the digest challenge; default: the first domain")
      ->type_name("NAME");
  command->add_option("--t1", options->t1_ms, "Timer T1 of RFC 3261 in milliseconds; default: 500")
      ->type_name("MS")
      ->check(CLI::Range(1u, 60'000u));
  command->add_flag("--print-publications", options->print_publications, "Print a JSON line per change");
  add_tls_options(*command, options->tls);
  command->callback(
      [options, &exit_status] { exit_status = guarded(me, [&options] { return run(*options); }); });
}

}  // namespace sipwright::cli
