#include "kit/sim/observer.hpp"

#include <string>

#include "sipwright/fields.hpp"
#include "sipwright/parser.hpp"

namespace sipwright::kit {
namespace {

model::Transport transport_of(const Peer& peer) {
  switch (peer.transport()) {
    case Transport::udp: return model::Transport::udp;
    case Transport::tcp: return model::Transport::tcp;
    case Transport::tls: return model::Transport::tls;
  }
  return model::Transport::unknown;
}

}  // namespace

bool read_fields(std::string_view bytes, model::Fields& fields) {
  static thread_local Message message;
  // A message that a server must refuse is still one that somebody sent, and is judged.
  if (!parse(bytes, message).well_formed()) return false;
  Fields read;
  fill_fields(message, read);
  fields.is_request = read.is_request;
#define FIELD(type, member, capture, source) fields.member = read.member;
  SIPWRIGHT_FIELDS(FIELD)
#undef FIELD
  fields.body = read.body;
  fields.bytes = read.bytes;
  return true;
}

std::uint64_t Observer::message(Instant time, std::string_view agent, model::Direction direction, const Peer& other,
                                std::string_view bytes) {
  ++messages_;
  model::Fields fields;
  if (!read_fields(bytes, fields)) {
    ++unreadable_;
    return model::no_observation;
  }
  const std::string place = std::string(other.address()) + ':' + std::to_string(other.port());
  model::Observation seen;
  seen.time = time - origin_;
  seen.direction = direction;
  seen.transport = transport_of(other);
  seen.agent = agent;
  (direction == model::Direction::sent ? seen.destination : seen.source) = place;
  seen.message = &fields;
  monitor_.observe(seen);
  return monitor_.observations() - 1;
}

void Observer::intent(Instant time, std::string_view agent, std::string_view resource, std::string_view package,
                      std::string_view document) {
  model::Observation seen;
  seen.time = time - origin_;
  seen.kind = model::Kind::intent;
  seen.agent = agent;
  seen.intent.resource = resource;
  seen.intent.package = package;
  seen.intent.wanted = !document.empty();
  seen.intent.document = document.empty() ? 0 : model::digest(document);
  monitor_.observe(seen);
}

void Observer::restart(Instant time, std::string_view agent) {
  model::Observation seen;
  seen.time = time - origin_;
  seen.kind = model::Kind::restart;
  seen.agent = agent;
  monitor_.observe(seen);
}

void Observer::timeout(Instant time, std::string_view agent, std::string_view request) {
  model::Fields fields;
  if (!read_fields(request, fields)) return;
  model::Observation seen;
  seen.time = time - origin_;
  seen.kind = model::Kind::timeout;
  seen.direction = model::Direction::sent;
  seen.agent = agent;
  seen.message = &fields;
  monitor_.observe(seen);
}

void Observer::probe(Instant time, std::string_view compositor, std::string_view resource,
                     const std::vector<LivePublication>& live) {
  entries_.clear();
  for (const LivePublication& one : live)
    entries_.push_back({one.presentity, one.package, one.tag, model::digest(one.document), one.dies_at - origin_});
  model::Observation seen;
  seen.time = time - origin_;
  seen.kind = model::Kind::probe;
  seen.agent = compositor;
  seen.probed = resource;
  seen.probe = entries_;
  monitor_.observe(seen);
}

void Observer::transport_error(Instant time, std::string_view agent) {
  model::Observation seen;
  seen.time = time - origin_;
  seen.kind = model::Kind::transport_error;
  seen.direction = model::Direction::sent;
  seen.agent = agent;
  monitor_.observe(seen);
}

}  // namespace sipwright::kit
