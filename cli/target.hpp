// The options that every networked command has, and what they mean: where to send, from where, as whom, with
// which certificates.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sipwright/agent.hpp"
#include "sipwright/endpoint.hpp"
#include "sipwright/net/sockets.hpp"
#include "sipwright/net/tls.hpp"
#include "sipwright/timers.hpp"

namespace sipwright::cli {

struct TlsOptions {
  std::string certificate_file, key_file, ca_file;
};

struct TargetOptions {
  std::string target;     // a SIP URI
  std::string transport;  // overrides the URI's
  TlsOptions tls;
  std::string server_name;  // whom the server's certificate is for, where not the target's host
  std::string user, password_file;
  std::string bind;
  std::string from;
  std::uint32_t t1_ms = 0;  // 0: the RFC's
};

void add_tls_options(CLI::App& app, TlsOptions& options);
void add_target_options(CLI::App& app, TargetOptions& options, bool target_required);

// The options made ready: addresses found, files read.
struct Target {
  Peer peer;
  std::string identity;  // whom a TLS server's certificate has to be for (RFC 5922)
  std::string source;    // numeric address of ours
  std::shared_ptr<net::TlsContext> tls_client;
  std::shared_ptr<net::TlsContext> tls_server;  // for connections that the target opens to us; may be empty
  std::vector<Account> accounts;
  TransactionTimers timers;
};

// Refusal where an option cannot be used (usage) or the target's address cannot be found (inconclusive).
// `fallback_target` stands in where --target was not given.
Target prepare(const TargetOptions& options, const std::string& fallback_target = {});

// Opens the sockets of a client of the target and returns its sent-by for Via. Refusal (usage) if they cannot
// be opened.
std::string open_sockets(net::Sockets& sockets, const Target& target);

// Whether this peer was tried for the size of a request alone: TCP where the target is UDP (RFC 3261 18.1.1).
bool by_size(const Target& target, const Peer& peer);
// The trouble with why the peer was tried at all.
net::Failure explained(const Target& target, const net::Trouble& trouble);

// Loads one role's TLS files. Refusal (usage) on a failure.
std::shared_ptr<net::TlsContext> load_tls(net::TlsRole role, const TlsOptions& options,
                                          bool require_client_certificate);

}  // namespace sipwright::cli
