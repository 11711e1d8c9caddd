// Choosing, remembering and answering challenges.
#include "core/credentials.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {

const Account* CredentialStore::account_for(std::string_view realm) const {
  for (const Account& account : config_.accounts) {
    if (account.realm.empty() || account.realm == realm) return &account;
  }
  return nullptr;
}

CredentialStore::Heard CredentialStore::hear(const Incoming& answer, std::uint64_t used) {
  if (config_.hasher == nullptr || config_.accounts.empty()) return {};
  const bool proxy = answer.fields.status == status::proxy_authentication_required;
  rows_.clear();
  each_row(answer, proxy ? Header::proxy_authenticate : Header::www_authenticate,
           [&](std::string_view value) {
             if (rows_.size() < limits::challenges_max) rows_.push_back(value);
           });
  // The topmost row that can be answered and has an account (RFC 8760 2.4).
  digest::Challenge challenge;
  std::size_t row = 0;
  const Account* account = nullptr;
  while (!rows_.empty()) {
    if (digest::choose_challenge(rows_, *config_.hasher, challenge, HashAlgorithm::md5, &row) !=
        digest::Error::none)
      break;
    account = account_for(challenge.realm);
    if (account != nullptr) break;
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
  }
  if (account == nullptr) return {};

  auto known = std::find_if(known_.begin(), known_.end(), [&](const Known& one) {
    return one.proxy == proxy && one.challenge.realm == challenge.realm;
  });
  Heard heard{true, challenge.stale};
  if (known != known_.end() && known->challenge.nonce == challenge.nonce) {
    // The same nonce again. A request that did not know of it can be answered; one that did was refused for
    // good (RFC 3261 22.1), unless the server says that the nonce is stale and yet repeats it, which leads
    // nowhere either.
    heard.answerable = known->heard_at > used;
    heard.stale = false;
    return heard;
  }
  if (known == known_.end()) {
    if (known_.size() >= limits::challenges_max) known_.erase(known_.begin());
    known = known_.insert(known_.end(), Known{});
  }
  known->account = static_cast<std::size_t>(account - config_.accounts.data());
  known->proxy = proxy;
  known->count = 0;
  known->heard_at = ++heard_;
  known->challenge = std::move(challenge);
  return heard;
}

void CredentialStore::write(std::string_view method, std::string_view uri, std::string_view& server,
                            std::string_view& proxy) {
  server_.clear();
  proxy_.clear();
  for (Known& known : known_) {
    std::string& out = known.proxy ? proxy_ : server_;
    if (out.empty()) write_one(known, method, uri, out);
  }
  server = server_;
  proxy = proxy_;
}

void CredentialStore::write_one(Known& known, std::string_view method, std::string_view uri,
                                std::string& out) {
  const Account& account = config_.accounts[known.account];
  const Hex high(randomness_.word()), low(randomness_.word());
  const std::string cnonce = std::string(high.text()) + std::string(low.text());
  const digest::Error error =
      digest::write_credentials(known.challenge, {account.user, account.password}, {method, uri},
                                {cnonce, known.count + 1}, *config_.hasher, out);
  if (error == digest::Error::none) ++known.count;
}

}  // namespace sipwright::core
