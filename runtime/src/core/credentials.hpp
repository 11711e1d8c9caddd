// The challenges that an agent has heard, and the credentials that answer them (RFC 3903 14.1, RFC 3261 22).
//
// A challenge is remembered per realm, so that later requests carry credentials at once and a refresh costs
// no second round trip (22.2). All publications share it: the nonce count rises with each request, whosever
// it is (RFC 7616 3.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/incoming.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/digest.hpp"
#include "sipwright/randomness.hpp"

namespace sipwright::core {

class CredentialStore {
 public:
  // `config` must outlive the store.
  CredentialStore(const AgentConfig& config, Randomness& randomness)
      : config_(config), randomness_(randomness) {}

  // What a 401 or 407 means for the request that it answers.
  struct Heard {
    bool answerable = false;  // there is an account, and it was not just refused
    bool stale = false;       // merely the nonce was too old
  };
  // Reads the challenges of an answer. `used` is what stamp() said when the refused request was written.
  Heard hear(const Incoming& answer, std::uint64_t used);

  // Credentials for a request to `uri`, under the next nonce count: values for Authorization and
  // Proxy-Authorization, empty where no challenge is known. Valid until the next call.
  void write(std::string_view method, std::string_view uri, std::string_view& server,
             std::string_view& proxy);

  // Rises with every challenge that is heard: a request written under a later stamp knew of it.
  std::uint64_t stamp() const { return heard_; }

 private:
  struct Known {
    digest::Challenge challenge;
    std::size_t account = 0;
    std::uint32_t count = 0;     // of the newest request under this nonce
    std::uint64_t heard_at = 0;  // stamp
    bool proxy = false;
  };
  const Account* account_for(std::string_view realm) const;
  void write_one(Known& known, std::string_view method, std::string_view uri, std::string& out);

  const AgentConfig& config_;
  Randomness& randomness_;
  std::vector<Known> known_;
  std::vector<std::string_view> rows_;  // scratch
  std::string server_, proxy_;
  std::uint64_t heard_ = 0;
};

}  // namespace sipwright::core
