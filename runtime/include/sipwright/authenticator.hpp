// The server side of digest: makes challenges, checks credentials, refuses replays (RFC 3261 22.4, RFC
// 7616 5.5).
//
//     for (auto& row : authenticator.challenge(now)) ...        // one WWW-Authenticate per row
//     switch (authenticator.check({method, request_uri}, value, now)) ...      // value of Authorization
//
// A nonce carries its own birth time, random octets and a keyed hash of both, so that an unauthenticated peer
// costs no memory. Only a nonce that was used with the right password enters a bounded table, which keeps its
// nonce counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sipwright/digest.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"

namespace sipwright::digest {

enum class Verdict : std::uint8_t {
  accepted,
  none,  // unreadable, another scheme, another realm or an unknown algorithm: as if there were no credentials
  stale,      // right password, nonce too old or replayed: challenge with stale=true
  wrong,      // unknown user or wrong password
  wrong_uri,  // the credentials were made for another Request-URI
};

struct AuthenticatorSettings {
  std::string realm;  // without '"' and '\'
  // Challenged in this order, most preferred first (RFC 8760 2.3). Empty: SHA-256, SHA-512-256, MD5 (RFC
  // 7616 3.7).
  std::vector<Algorithm> algorithms;
  Duration nonce_life = std::chrono::seconds(limits::nonce_life_s);
  std::size_t nonces_max = limits::nonces_max;
};

class Authenticator {
 public:
  // The password of a user, or nothing. `context` is the pointer given to the constructor.
  using Lookup = std::optional<std::string> (*)(void* context, std::string_view user);

  // `hasher`, `randomness` and what `context` points to must outlive the object. The key of the nonces is
  // drawn here, so that a restart makes every older nonce stale.
  Authenticator(AuthenticatorSettings settings, const Hasher& hasher, Randomness& randomness, Lookup lookup,
                void* context);

  // Values for WWW-Authenticate or Proxy-Authenticate, one row each, top row first, all with one fresh nonce.
  // Algorithms that the hasher does not have are left out. stale: after Verdict::stale.
  std::vector<std::string> challenge(Instant now, bool stale = false);

  // Judges the value of one Authorization row. Counts of an accepted request are remembered, so that the same
  // value is stale the second time; retransmissions must be absorbed before (RFC 3261 17.2.2). `who` receives
  // the user whose password was right (nullptr: not wanted).
  Verdict check(const Request& request, std::string_view value, Instant now, std::string* who = nullptr);

  // How many nonces are remembered; never above nonces_max.
  std::size_t nonces() const { return seen_.size(); }

 private:
  // The highest nonce count and which of the 64 below it were seen: UDP may swap two requests.
  struct Counts {
    Instant born{};
    std::uint32_t highest = 0;
    std::uint64_t below = 0;
  };
  std::string make_nonce(std::uint64_t random, Instant now) const;
  std::optional<Instant> birth_of(std::string_view nonce) const;
  bool count_use(std::string_view nonce, Instant born, std::uint32_t count, Instant now);
  void make_room(Instant now);

  AuthenticatorSettings settings_;
  const Hasher& hasher_;
  Randomness& randomness_;
  std::string key_;
  Lookup lookup_;
  void* context_;
  std::unordered_map<std::string, Counts> seen_;
  // Nonces born at or before this instant are stale: the table has forgotten their counts.
  std::optional<Instant> forgotten_;
};

}  // namespace sipwright::digest
