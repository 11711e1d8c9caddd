// Choosing challenges, and execution of what the machines of the challengers decide.
#include "core/credentials.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::core {

class CredentialStore::Effects {
 public:
  // While an answer is heard: `challenge` is the one at hand, and is taken away if it is kept.
  Effects(CredentialStore& all, Known& one, digest::Challenge& challenge)
      : all_(all), one_(one), challenge_(&challenge) {}
  // While a request is written.
  Effects(CredentialStore& all, Known& one, const digest::Request& request, std::string& out)
      : all_(all), one_(one), request_(&request), out_(&out) {}

  void keep_challenge() {
    one_.challenge = std::move(*challenge_);
    one_.kept_at = ++all_.kept_;
  }
  void forget_challenge() { one_.challenge = {}; }
  void judge(bool answerable, bool stale) { heard = {answerable, stale}; }
  void write(std::uint32_t count) {
    const Account& account = all_.config_.accounts[one_.account];
    const Hex high(all_.randomness_.word()), low(all_.randomness_.word());
    const std::string cnonce = std::string(high.text()) + std::string(low.text());
    // What cannot be written is left out, and the server says what it thinks of that.
    (void)digest::write_credentials(one_.challenge, {account.user, account.password}, *request_, {cnonce, count},
                                    *all_.config_.hasher, *out_);
  }

  Heard heard;

 private:
  CredentialStore& all_;
  Known& one_;
  digest::Challenge* challenge_ = nullptr;
  const digest::Request* request_ = nullptr;
  std::string* out_ = nullptr;
};

const Account* CredentialStore::account_for(std::string_view realm) const {
  for (const Account& account : config_.accounts) {
    if (account.realm.empty() || account.realm == realm) return &account;
  }
  return nullptr;
}

const Account* CredentialStore::choose(const Incoming& answer, bool proxy, digest::Challenge& challenge) {
  rows_.clear();
  each_row(answer, proxy ? Header::proxy_authenticate : Header::www_authenticate,
           [&](std::string_view value) {
             if (rows_.size() < limits::challenges_max) rows_.push_back(value);
           });
  std::size_t row = 0;
  // RFC 8760 2.4: the order of the rows is the server's preference.
  while (!rows_.empty() && digest::choose_challenge(rows_, *config_.hasher, challenge, HashAlgorithm::md5, &row) ==
                               digest::Error::none) {
    if (const Account* account = account_for(challenge.realm)) return account;
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
  }
  return nullptr;
}

CredentialStore::Known& CredentialStore::of(std::string_view realm, bool proxy) {
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const Known& one) { return one.proxy == proxy && one.realm == realm; });
  if (found != known_.end()) return *found;
  if (known_.size() >= limits::challenges_max) known_.erase(known_.begin());
  Known& fresh = known_.emplace_back();
  fresh.realm.assign(realm);
  fresh.proxy = proxy;
  return fresh;
}

CredentialStore::Heard CredentialStore::hear(const Incoming& answer, std::uint64_t used, Instant now) {
  if (config_.hasher == nullptr || config_.accounts.empty()) return {};
  machines::DigestClientEvent event = machines::classify_digest_client(answer.fields);
  digest::Challenge challenge;
  const Account* account = choose(answer, event.proxy, challenge);
  const Known* named = nullptr;
  if (account != nullptr) {
    Known& one = of(challenge.realm, event.proxy);
    one.account = static_cast<std::size_t>(account - config_.accounts.data());
    named = &one;
  }
  event.now = now;
  event.stale = challenge.stale;
  Heard heard;
  for (Known& one : known_) {
    event.named = &one == named;
    event.carried = one.kept_at <= used;
    event.same_nonce = event.named && one.challenge.nonce == challenge.nonce;
    Effects effects(*this, one, challenge);
    one.machine.process(event, machine_config_, effects);
    if (event.named) heard = effects.heard;
  }
  return heard;
}

void CredentialStore::write(std::string_view method, std::string_view uri, std::string_view& server,
                            std::string_view& proxy) {
  server_.clear();
  proxy_.clear();
  const digest::Request request{method, uri};
  for (Known& one : known_) {
    std::string& out = one.proxy ? proxy_ : server_;
    if (!out.empty()) continue;  // of several realms the one that was heard first
    machines::DigestClientEvent event;
    event.kind = machines::DigestClientEventKind::request;
    Effects effects(*this, one, request, out);
    one.machine.process(event, machine_config_, effects);
  }
  server = server_;
  proxy = proxy_;
}

}  // namespace sipwright::core
