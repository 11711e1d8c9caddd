// JSON in and out.
#include "call_events.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "sipwright/vocabulary.hpp"

namespace sipwright::cli {
namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

constexpr const char* example = R"({"event":"connected","call":"c1","user":"sip:john.doe@sfb.example"})";

struct Name {
  std::string_view text;
  CallEvent::Kind kind;
  bool needs_user;
};
constexpr Name names[] = {
    {"ringing", CallEvent::Kind::ringing, true},   {"connected", CallEvent::Kind::connected, true},
    {"changed", CallEvent::Kind::changed, true},   {"held", CallEvent::Kind::held, false},
    {"resumed", CallEvent::Kind::resumed, false}, {"ended", CallEvent::Kind::ended, false},
};

BadLine bad(const std::string& reason) {
  return {reason + "; write one object per line such as " + example};
}

// The member as text. False if it is there and no text.
bool text_member(const Json& object, const char* name, std::string& out) {
  const auto found = object.find(name);
  if (found == object.end()) return true;
  if (!found->is_string()) return false;
  out = found->get<std::string>();
  return true;
}

// Where nlohmann's parser stopped. Its own message names its internals; the place is what a person needs.
std::string place(const Json::parse_error& error) {
  return "not JSON at octet " + std::to_string(error.byte);
}

}  // namespace

std::variant<CallEvent, BadLine> read_call_event(std::string_view line) {
  Json object;
  try {
    object = Json::parse(line);
  } catch (const Json::parse_error& error) {
    return bad(place(error));
  } catch (const Json::exception&) {
    return bad("JSON with a number that is out of range");
  }
  if (!object.is_object()) return bad("JSON, but no object");
  CallEvent event;
  std::string kind;
  for (const auto& [name, target] : {std::pair<const char*, std::string*>{"event", &kind},
                                     {"call", &event.call},
                                     {"user", &event.user},
                                     {"display", &event.display}}) {
    if (!text_member(object, name, *target))
      return bad("the member \"" + std::string(name) + "\" is no text");
  }
  const auto same = [&](const Name& one) { return one.text == kind; };
  const Name* known = std::find_if(std::begin(names), std::end(names), same);
  if (known == std::end(names)) {
    return bad(kind.empty() ? "the member \"event\" is missing" : "unknown event \"" + kind + "\"");
  }
  event.kind = known->kind;
  if (event.call.empty()) return bad("the member \"call\" is missing");
  if (known->needs_user && event.user.empty())
    return bad("the member \"user\" is missing");
  return event;
}

bool refuses_credentials(std::uint16_t status) {
  return status == status::unauthorized || status == status::proxy_authentication_required;
}

namespace {

// RFC 3261 21.3.
bool is_redirection(std::uint16_t status) {
  return status / 100 == 3;
}

std::string_view reason_of(const AgentEvent& event) {
  if (is_redirection(event.status))
    return "the server says to publish elsewhere; if you trust the address in contact, give it to --target";
  if (refuses_credentials(event.status))
    return "the server refuses the credentials, or was given none; check --user and --password-file";
  return describe(event.failure);
}

}  // namespace

std::string outcome_line(const AgentEvent& event) {
  Ordered line;
  line["event"] = describe(event.kind);
  line["call"] = event.call;
  line["user"] = event.user;
  if (!event.etag.empty()) line["etag"] = event.etag;
  const bool is_failure = event.kind == AgentEvent::Kind::failed;
  const bool may_live = is_failure ? event.failure == Failure::left : event.kind != AgentEvent::Kind::removed;
  if (may_live) line["expires"] = event.expires_s;
  line["status"] = event.status;
  if (is_failure && is_redirection(event.status) && !event.contact.empty()) line["contact"] = event.contact;
  if (is_failure) {
    line["reason"] = reason_of(event);
    line["retry"] = event.will_retry;
  }
  // Octets of a peer that are no UTF-8 must not end the program.
  return line.dump(-1, ' ', false, Ordered::error_handler_t::replace);
}

}  // namespace sipwright::cli
