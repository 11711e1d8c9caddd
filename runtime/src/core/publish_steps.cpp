// The checks in the order in which they decide: the first one that fails gives the answer.
#include "core/publish_steps.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {
namespace {

// When the table of publications is full: how long a client should leave us alone (RFC 3903 9).
constexpr std::uint32_t pause_s = 30;

// RFC 3261 8.2.1 tells methods that are known and not served (405) from unknown ones (501).
constexpr std::array known_methods = {method::subscribe, method::notify, method::invite,  method::bye,
                                      method::cancel,    method::enroll, method::message, method::info,
                                      method::update,    method::refer,  method::prack};

std::optional<std::string> password_of(void* context, std::string_view user) {
  for (const Account& account : static_cast<const CompositorConfig*>(context)->accounts) {
    if (account.user == user) return account.password;
  }
  return std::nullopt;
}

Answer refuse(std::uint16_t code) {
  Answer answer;
  answer.status = code;
  return answer;
}

Outcome refused(Answer answer) {
  return {std::move(answer), CompositorEvent::Kind::refused};
}

// The option tags in the rows of Require that we do not have: all of them.
std::string unsupported_tags(const Incoming& request) {
  std::string tags;
  each_row(request, Header::require, [&](std::string_view value) {
    if (!tags.empty()) tags += ", ";
    tags += value;
  });
  return tags;
}

}  // namespace

PublishSteps::PublishSteps(const CompositorConfig& config, PublicationStore& store, Randomness& randomness)
    : config_(config), store_(store) {
  if (config_.accounts.empty() || config_.hasher == nullptr) return;
  digest::AuthenticatorSettings settings;
  settings.realm = config_.realm;
  // The look-up only reads.
  authenticator_ =
      std::make_unique<digest::Authenticator>(std::move(settings), *config_.hasher, randomness, &password_of,
                                              const_cast<CompositorConfig*>(&config_));
}

Outcome PublishSteps::judge(const Incoming& request, bool merged, Instant now) {
  if (request.fields.method == method::publish) {
    if (auto answer = check_identity(request, now)) return refused(std::move(*answer));
  }
  if (auto answer = check_request(request, merged)) return refused(std::move(*answer));
  return publish(request.fields, now);
}

// RFC 3261 8.2 puts authentication first, RFC 3903 14.2 wants it.
std::optional<Answer> PublishSteps::check_identity(const Incoming& request, Instant now) {
  if (!authenticator_) return std::nullopt;
  bool accepted = false, stale = false, wrong_uri = false;
  each_row(request, Header::authorization, [&](std::string_view value) {
    if (accepted) return;
    switch (authenticator_->check({request.fields.method, request.fields.request_uri}, value, now)) {
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
  if (accepted) return std::nullopt;
  if (wrong_uri) return refuse(status::bad_request);  // RFC 7616 3.4.6
  Answer answer = refuse(status::unauthorized);
  answer.challenges = authenticator_->challenge(now, stale);
  return answer;
}

// RFC 3261 8.2.1 to 8.2.2.3. Without an answer the request is a PUBLISH for us.
std::optional<Answer> PublishSteps::check_request(const Incoming& request, bool merged) {
  const Fields& fields = request.fields;
  // 8.2.1 Method. There is never anything to cancel: everything is answered at once (9.2).
  if (fields.method == method::cancel) return refuse(status::call_does_not_exist);
  const bool publish = fields.method == method::publish;
  if (!publish && fields.method != method::options) {
    const bool known =
        std::find(known_methods.begin(), known_methods.end(), fields.method) != known_methods.end();
    Answer answer = refuse(known ? status::method_not_allowed : status::not_implemented);
    answer.allow = true;
    return answer;
  }
  // 8.2.2.1 Request-URI.
  const std::string_view scheme = scheme_of(fields.request_uri);
  if (!same_caseless(scheme, scheme::sip) && !same_caseless(scheme, scheme::sips)) {
    return refuse(status::unsupported_uri_scheme);
  }
  // RFC 3903 6 step 1 for PUBLISH; the general check of 8.2.2.1 stands at the same place.
  if (publish && !config_.domains.empty()) {
    const std::string_view host = host_of(fields.request_uri);
    const bool served = std::any_of(config_.domains.begin(), config_.domains.end(),
                                    [&](const std::string& domain) { return same_caseless(domain, host); });
    if (!served) return refuse(status::not_found);
  }
  // 8.2.2.2 Merged requests.
  if (merged) return refuse(status::loop_detected);
  // 8.2.2.3 Require: no extension is supported.
  if (fields.require.data() != nullptr) {
    Answer answer = refuse(status::bad_extension);
    answer.unsupported = unsupported_tags(request);
    return answer;
  }
  if (publish) return std::nullopt;
  // OPTIONS (RFC 3261 11.2, RFC 3903 7).
  Answer answer = refuse(status::ok);
  answer.allow = answer.allow_events = true;
  answer.accept = &config_.packages.front();
  return answer;
}

// RFC 3903 6. Step 1, the resource, is behind us. Nothing is changed before every check has passed.
Outcome PublishSteps::publish(const Fields& request, Instant now) {
  // Step 2: the event package.
  const auto package = std::find_if(config_.packages.begin(), config_.packages.end(),
                                    [&](const PackageConfig& one) { return one.name == request.event; });
  if (request.event_rows != 1 || package == config_.packages.end()) {
    Answer answer = refuse(status::bad_event);
    answer.allow_events = true;
    return refused(std::move(answer));
  }
  const auto package_id = static_cast<std::uint8_t>(package - config_.packages.begin());

  // Step 3: the entity-tag.
  const bool conditional = request.if_match_rows > 0;
  PublicationStore::Id id = PublicationStore::none;
  if (conditional) {
    if (request.if_match_rows != 1 || request.if_match.empty()) return refused(refuse(status::bad_request));
    id = store_.find(request.request_uri, package_id, request.if_match, now);
    if (id == PublicationStore::none) return refused(refuse(status::conditional_request_failed));
  }

  // Step 4: the lifetime. A removal asks for zero and is never too brief.
  const bool removal = request.expires == 0U;
  const std::uint32_t asked_s = request.expires.value_or(config_.expires_s_standard);
  if (request.expires && !removal && asked_s < config_.expires_s_min) {
    Answer answer = refuse(status::interval_too_brief);
    answer.min_expires_s = config_.expires_s_min;
    return refused(std::move(answer));
  }
  const std::uint32_t granted_s = std::min(asked_s, config_.expires_s_max);
  const Instant dies_at = later(now, std::chrono::seconds(granted_s));

  // Step 5: the state.
  const bool body = !request.body.empty();
  if (body) {
    const bool understood =
        std::any_of(package->media_types.begin(), package->media_types.end(),
                    [&](const std::string& type) { return same_caseless(type, request.content_type); });
    if (!understood) {
      Answer answer = refuse(status::unsupported_media_type);
      answer.accept = &*package;
      return refused(std::move(answer));
    }
  } else if (!conditional) {
    return refused(refuse(status::bad_request));
  }
  if (!conditional && !removal && !store_.has_room(request.request_uri)) {
    Answer answer = refuse(status::service_unavailable);
    answer.retry_after_s = pause_s;
    return refused(std::move(answer));
  }

  // Step 6: the answer. From here on nothing fails.
  Outcome outcome;
  outcome.answer.status = status::ok;
  outcome.answer.expires_s = granted_s;
  if (removal) {
    outcome.kind = CompositorEvent::Kind::removed;
    outcome.answer.tag = conditional ? store_.remove(id) : store_.fresh_tag();
  } else if (!conditional) {
    outcome.kind = CompositorEvent::Kind::published;
    id = store_.add(request.request_uri, package_id, request.content_type, request.body, dies_at);
    outcome.answer.tag = store_.at(id).tag;
  } else if (body) {
    outcome.kind = CompositorEvent::Kind::modified;
    store_.replace(id, request.content_type, request.body, dies_at);
    outcome.answer.tag = store_.at(id).tag;
  } else {
    outcome.kind = CompositorEvent::Kind::refreshed;
    store_.renew(id, dies_at);
    outcome.answer.tag = store_.at(id).tag;
  }
  return outcome;
}

}  // namespace sipwright::core
