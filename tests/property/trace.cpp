#include "trace.hpp"

namespace sipwright::model {

Trace::Trace(MonitorOptions options, Watch watch) : monitor(options), watch_(watch) {}

void Trace::tell(const Fields& message, Direction direction, std::string_view agent) {
  Observation seen;
  seen.time = now_;
  seen.direction = direction;
  seen.transport = transport;
  seen.agent = agent;
  (direction == Direction::sent ? seen.destination : seen.source) = "127.0.0.1:5061";
  seen.message = &message;
  monitor.observe(seen);
  now_ += std::chrono::milliseconds(1);
}

void Trace::at_agent(const Sent& request, const Fields& message) {
  if (request.alone) return;
  if (watch_ == Watch::capture) {
    tell(message, Direction::passed, "");
  } else if (watch_ != Watch::compositor_only) {
    tell(message, message.is_request ? Direction::sent : Direction::received, request.agent);
  }
}

void Trace::at_compositor(const Sent&, const Fields& message) {
  if (watch_ == Watch::both_ends || watch_ == Watch::compositor_only)
    tell(message, message.is_request ? Direction::received : Direction::sent, "compositor");
}

void Trace::want(const std::string& document, const std::string& agent, const std::string& resource) {
  if (watch_ == Watch::capture || watch_ == Watch::compositor_only) return;
  Observation seen;
  seen.time = now_;
  seen.kind = Kind::intent;
  seen.agent = agent;
  seen.intent.resource = resource;
  seen.intent.package = "presence";
  seen.intent.wanted = !document.empty();
  seen.intent.document = document.empty() ? 0 : digest(document);
  monitor.observe(seen);
}

void Trace::want_nothing(const std::string& agent, const std::string& resource) { want("", agent, resource); }

void Trace::restart(const std::string& agent) {
  ++restarts_;
  Observation seen;
  seen.time = now_;
  seen.kind = Kind::restart;
  seen.agent = agent;
  monitor.observe(seen);
}

void Trace::transport_error(std::size_t request) {
  Observation seen;
  seen.time = now_;
  seen.kind = Kind::transport_error;
  seen.direction = Direction::sent;
  seen.agent = requests_[request].agent;
  seen.message = &requests_[request].fields;
  monitor.observe(seen);
}

void Trace::timeout(std::size_t request) {
  Observation seen;
  seen.time = now_;
  seen.kind = Kind::timeout;
  seen.agent = requests_[request].agent;
  seen.message = &requests_[request].fields;
  monitor.observe(seen);
}

void Trace::probe(const std::vector<Live>& live, const std::string& resource) {
  std::vector<LiveEntry> entries;
  for (const Live& one : live) {
    const auto left = Nanoseconds(static_cast<std::int64_t>(one.dies_in * 1e9));
    entries.push_back({resource, "presence", one.tag, digest(one.document), now_ + left});
  }
  Observation seen;
  seen.time = now_;
  seen.kind = Kind::probe;
  seen.agent = "compositor";
  seen.probed = resource;
  seen.probe = entries;
  monitor.observe(seen);
}

std::size_t Trace::publish(const Publish& what) { return make(what, false); }

std::size_t Trace::arrive(const Publish& what) { return make(what, true); }

std::size_t Trace::make(const Publish& what, bool alone) {
  Fields request;
  const std::string serial = std::to_string(requests_.size() + 1);
  request.is_request = true;
  request.method = "PUBLISH";
  request.request_uri = keep(what.resource);
  request.via_transport = "TLS";
  request.via_sent_by = "gw.example:5061";
  request.via_branch = keep(what.branch.empty() ? "z9hG4bKtrace" + serial : what.branch);
  request.via_rows = 1;
  request.from_tag = keep("from-" + what.agent);
  const std::string own_call = "call-" + what.agent + std::to_string(restarts_) + "@gw.example";
  request.call_id = keep(what.call_id.empty() ? own_call : what.call_id);
  request.cseq = what.cseq.value_or(static_cast<std::uint32_t>(requests_.size() + 1));
  if (!what.route.empty()) request.route = keep(what.route);
  if (!what.to_tag.empty()) request.to_tag = keep(what.to_tag);
  if (!what.authorization.empty()) request.authorization = keep(what.authorization);
  request.cseq_method = "PUBLISH";
  request.event = keep(what.package);
  request.event_rows = 1;
  request.expires = what.expires;
  request.expires_rows = what.expires.has_value() ? 1 : 0;
  if (!what.if_match.empty()) {
    request.if_match = keep(what.if_match);
    request.if_match_rows = 1;
  }
  if ((!what.body.empty() && what.typed) || what.typed_without_body) request.content_type = "application/pidf+xml";
  request.content_length = what.content_length.value_or(static_cast<std::uint32_t>(what.body.size()));
  // The octets: a head that is as unique as the message, and the body behind it.
  request.bytes = keep("PUBLISH " + serial + std::string(what.padding, ' ') + what.body);
  request.body = request.bytes.substr(request.bytes.size() - what.body.size());
  requests_.push_back({request, what.agent, alone});
  repeat(requests_.size() - 1);
  return requests_.size() - 1;
}

void Trace::repeat(std::size_t request) {
  const Sent& sent = requests_[request];
  at_agent(sent, sent.fields);
  at_compositor(sent, sent.fields);
}

void Trace::duplicate(std::size_t request) { at_compositor(requests_[request], requests_[request].fields); }

Fields Trace::response_to(const Sent& request, const Answer& answer) {
  Fields response;
  response.status = answer.code;
  response.via_sent_by = request.fields.via_sent_by;
  response.via_branch = request.fields.via_branch;
  response.via_rows = 1;
  response.from_tag = request.fields.from_tag;
  response.to_tag = keep(answer.to_tag);
  response.call_id = answer.call_id.empty() ? request.fields.call_id : keep(answer.call_id);
  response.min_expires = answer.min_expires;
  response.retry_after = answer.retry_after;
  if (!answer.challenge.empty()) response.www_authenticate = keep(answer.challenge);
  response.bytes = keep("SIP/2.0 " + std::to_string(answer.code) + answer.etag + answer.reason);
  response.body = response.bytes.substr(response.bytes.size());
  response.content_length = 0;
  response.cseq = request.fields.cseq;
  response.cseq_method = "PUBLISH";
  if (!answer.etag.empty()) {
    response.etag = keep(answer.etag);
    response.etag_rows = answer.etag_rows;
  }
  response.expires = answer.expires;
  response.expires_rows = answer.expires.has_value() ? 1 : 0;
  return response;
}

void Trace::answer(std::size_t request, const Answer& answer) {
  const Fields response = response_to(requests_[request], answer);
  at_compositor(requests_[request], response);
  at_agent(requests_[request], response);
}

void Trace::lose_answer(std::size_t request, const Answer& answer) {
  at_compositor(requests_[request], response_to(requests_[request], answer));
}

std::string Trace::breaches() {
  monitor.finish(now_);
  std::string ids;
  for (const auto& finding : monitor.findings()) {
    if (!ids.empty()) ids += ' ';
    ids += row_of(finding.invariant).id;
  }
  return ids;
}

std::string Trace::findings() const {
  std::string out;
  for (const auto& finding : monitor.findings()) out += finding_text(finding) + '\n';
  return out;
}

}  // namespace sipwright::model
