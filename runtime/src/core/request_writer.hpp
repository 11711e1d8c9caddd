// Writes PUBLISH requests (RFC 3903 4, RFC 3261 8.1.1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/client_transactions.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/endpoint.hpp"

namespace sipwright::core {

// What identifies the requests of one chain of publications: they share Call-ID and From tag, CSeq rises.
struct Chain {
  std::uint64_t call_id_high = 0;
  std::uint64_t call_id_low = 0;
  std::uint64_t from_tag = 0;
  std::uint32_t cseq = 0;  // of the newest request
};

struct PublishRequest {
  std::string_view presentity;
  Transport transport = Transport::udp;
  Branch branch;
  Chain chain;
  std::uint32_t expires_s = 0;
  std::string_view if_match;    // empty: none
  std::string_view media_type;  // empty: no body
  std::string_view body;
  std::string_view authorization;        // empty: none
  std::string_view proxy_authorization;  // empty: none
};

class RequestWriter {
 public:
  explicit RequestWriter(const AgentConfig& config) : config_(config), buffer_(limits::message_octets_max) {}
  // The text is valid until the next call; empty if it would be longer than limits::message_octets_max.
  std::string_view write(const PublishRequest& request);

 private:
  const AgentConfig& config_;
  std::vector<char> buffer_;
};

// The transport's name in Via.
std::string_view name_of(Transport transport);

}  // namespace sipwright::core
