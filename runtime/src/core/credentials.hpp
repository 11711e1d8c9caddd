// The challenges that an agent has heard, and the credentials that answer them (RFC 3903 14.1, RFC 3261 22).
//
// A challenge is remembered per realm, so that later requests carry credentials at once and a refresh costs
// no second round trip (22.2). What is answered, remembered and forgotten is decided by a machine per challenger
// (digest_client); this class reads challenges and writes credentials.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/incoming.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/digest.hpp"
#include "sipwright/machines/digest_client.hpp"
#include "sipwright/randomness.hpp"

namespace sipwright::core {

class CredentialStore {
 public:
  // `config` must outlive the store.
  CredentialStore(const AgentConfig& config, Randomness& randomness)
      : config_(config), randomness_(randomness) {}

  // What an answer means for the request that it answers; all false but after a challenge.
  struct Heard {
    bool answerable = false;  // there is an account, and it was not just refused
    bool stale = false;       // merely the nonce was too old
  };
  // Every answer is to be heard. `used` is what stamp() said when its request was written.
  Heard hear(const Incoming& answer, std::uint64_t used, Instant now);

  // Credentials for a request to `uri`, under the next nonce count: values for Authorization and
  // Proxy-Authorization, empty where no challenge is known. Valid until the next call.
  void write(std::string_view method, std::string_view uri, std::string_view& server,
             std::string_view& proxy);

  // Rises with every challenge that is kept: a request written under a later stamp knew of it.
  std::uint64_t stamp() const { return kept_; }

 private:
  struct Known {
    machines::DigestClient machine;
    digest::Challenge challenge;
    std::string realm;
    std::size_t account = 0;
    std::uint64_t kept_at = 0;  // stamp
    bool proxy = false;
  };
  class Effects;

  // The topmost challenge that can be answered and has an account; nothing without one.
  const Account* choose(const Incoming& answer, bool proxy, digest::Challenge& challenge);
  const Account* account_for(std::string_view realm) const;
  // The record of a challenger; a new one where there is none.
  Known& of(std::string_view realm, bool proxy);

  const AgentConfig& config_;
  Randomness& randomness_;
  machines::DigestClientConfig machine_config_;
  std::vector<Known> known_;
  std::vector<std::string_view> rows_;  // scratch
  std::string server_, proxy_;
  std::uint64_t kept_ = 0;
};

}  // namespace sipwright::core
