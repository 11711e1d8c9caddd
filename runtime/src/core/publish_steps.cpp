// The checks and the store behind the compositor's machine.
#include "core/publish_steps.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {

using machines::CompositorEvent;
using machines::CompositorEventKind;
using machines::CompositorOutcome;

namespace {

std::optional<std::string> password_of(void* context, std::string_view user) {
  for (const Account& account : static_cast<const CompositorConfig*>(context)->accounts) {
    if (account.user == user) return account.password;
  }
  return std::nullopt;
}

std::string key_of(std::string_view uri) {
  std::string key;
  append_uri_key(key, uri);
  return key;
}

// The option tags in the rows of Require that we do not have: all of them.
std::string unsupported_tags(const Incoming& request) {
  std::string tags;
  each_row(request, Header::require, [&](std::string_view value) {
    if (!tags.empty()) tags += spelling::comma;
    tags += value;
  });
  return tags;
}

}  // namespace

// Does what the machine wants, and keeps what it has to be told next.
class PublishSteps::Effects {
 public:
  Effects(PublishSteps& all, const Incoming& request, Instant now) : all_(all), request_(request), now_(now) {}

  void identify() { tell(all_.identify(request_, now_, user_)); }
  void check_authority() {
    const auto& rights = all_.config_.rights;
    tell(rights.empty() || std::any_of(rights.begin(), rights.end(), [&](const Right& right) {
           return right.user == user_ && key_of(right.presentity) == key_of(fields().request_uri);
         }));
  }
  void check_scheme() {
    const std::string_view scheme = scheme_of(fields().request_uri);
    tell(same_caseless(scheme, scheme::sip) || same_caseless(scheme, scheme::sips));
  }
  void check_resource() {
    const auto& domains = all_.config_.domains;
    const std::string_view host = host_of(fields().request_uri);
    tell(domains.empty() || std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
           return same_caseless(domain, host);
         }));
  }
  void find_package() {
    const auto& packages = all_.config_.packages;
    const auto found = std::find_if(packages.begin(), packages.end(),
                                    [&](const PackageConfig& one) { return one.name == fields().event; });
    package_ = static_cast<std::uint8_t>(found - packages.begin());
    tell(found != packages.end());
  }
  void find_tag() {
    id_ = all_.store_.find(fields().request_uri, package_, fields().if_match, now_);
    tell(id_ != PublicationStore::none);
  }
  void check_media() {
    const auto& types = package().media_types;
    tell(std::any_of(types.begin(), types.end(),
                     [&](const std::string& type) { return same_caseless(type, fields().content_type); }));
  }
  void go_on() { tell(true); }

  void store(std::uint32_t granted_s) {
    id_ = all_.store_.add(fields().request_uri, package_, state(), granted_s, now_);
    const bool stored = id_ != PublicationStore::none;
    if (stored) tag_ = all_.store_.at(id_).tag;
    tell(stored);
  }
  void renew(std::uint32_t granted_s) {
    all_.store_.renew(id_, granted_s, now_);
    tag_ = all_.store_.at(id_).tag;
    tell(true);
  }
  void replace(std::uint32_t granted_s) {
    const bool stored = all_.store_.replace(id_, state(), granted_s, now_);
    if (stored) tag_ = all_.store_.at(id_).tag;
    tell(stored);
  }
  void remove() {
    all_.store_.remove(id_);
    draw_tag();
  }
  void draw_tag() {
    tag_ = all_.store_.fresh_tag();
    tell(true);
  }

  void challenge(bool stale) { outcome.answer.challenges = all_.authenticator_->challenge(now_, stale); }
  void allow() { outcome.answer.allow = true; }
  void allow_events() { outcome.answer.allow_events = true; }
  void accept() { outcome.answer.accept = &package(); }
  void unsupported() { outcome.answer.unsupported = unsupported_tags(request_); }
  void min_expires(std::uint32_t seconds) { outcome.answer.min_expires_s = seconds; }
  void retry_after(std::uint32_t seconds) { outcome.answer.retry_after_s = seconds; }
  void etag() { outcome.answer.tag = tag_; }
  void expires(std::uint32_t seconds) { outcome.answer.expires_s = seconds; }
  void answer(std::uint32_t code, CompositorOutcome what) {
    outcome.answer.status = static_cast<std::uint16_t>(code);
    outcome.what = what;
  }

  // What the machine is to be told next; nothing once the answer stands.
  std::optional<CompositorEventKind> take_next() { return std::exchange(next_, std::nullopt); }
  Outcome outcome;

 private:
  const Fields& fields() const { return request_.fields; }
  const PackageConfig& package() const { return all_.config_.packages[package_]; }
  PublicationStore::State state() const { return {fields().content_type, fields().body}; }
  void tell(CompositorEventKind kind) { next_ = kind; }
  void tell(bool holds) { tell(holds ? CompositorEventKind::passed : CompositorEventKind::failed); }

  PublishSteps& all_;
  const Incoming& request_;
  Instant now_;
  std::optional<CompositorEventKind> next_;
  std::string user_;
  std::uint8_t package_ = 0;
  PublicationStore::Id id_ = PublicationStore::none;
  Tag tag_;
};

PublishSteps::PublishSteps(const CompositorConfig& config, PublicationStore& store, Randomness& randomness)
    : config_(config), store_(store) {
  machine_config_.expires_min = config.expires_s_min;
  machine_config_.expires_max = config.expires_s_max;
  machine_config_.expires_standard = config.expires_s_standard;
  machine_config_.guarded = !config.accounts.empty() && config.hasher != nullptr;
  if (!machine_config_.guarded) return;
  digest::AuthenticatorSettings settings;
  settings.realm = config_.realm;
  // The look-up only reads.
  authenticator_ =
      std::make_unique<digest::Authenticator>(std::move(settings), *config_.hasher, randomness, &password_of,
                                              const_cast<CompositorConfig*>(&config_));
}

Outcome PublishSteps::judge(const Incoming& request, const CompositorEvent& event, Instant now) {
  machines::Compositor machine;
  Effects effects(*this, request, now);
  machine.process(event, machine_config_, effects);
  while (const auto next = effects.take_next()) {
    CompositorEvent told;
    told.kind = *next;
    machine.process(told, machine_config_, effects);
  }
  return std::move(effects.outcome);
}

// The best that one row of Authorization says (RFC 3261 22.1: there is one for each realm).
CompositorEventKind PublishSteps::identify(const Incoming& request, Instant now, std::string& user) const {
  bool accepted = false, stale = false, wrong_uri = false;
  each_row(request, Header::authorization, [&](std::string_view value) {
    if (accepted) return;
    const digest::Request asked{request.fields.method, request.fields.request_uri};
    switch (authenticator_->check(asked, value, now, &user)) {
      case digest::Verdict::accepted:
        accepted = true;
        break;
      case digest::Verdict::stale:
        stale = true;
        break;
      case digest::Verdict::wrong_uri:
        wrong_uri = true;
        break;
      case digest::Verdict::none:
      case digest::Verdict::wrong:
        break;
    }
  });
  if (accepted) return CompositorEventKind::passed;
  if (wrong_uri) return CompositorEventKind::misused;
  return stale ? CompositorEventKind::stale : CompositorEventKind::failed;
}

}  // namespace sipwright::core
