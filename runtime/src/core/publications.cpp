// Execution of what the publisher machine decides.
#include "core/publications.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {

using machines::PublisherEvent;
using machines::PublisherEventKind;
using machines::PublisherOutcome;
using machines::PublisherShape;
using machines::PublisherTimer;

namespace {

// What the machine of the server says to a request.
struct Gate {
  bool open = false;
  Instant until{};
  void pass() { open = true; }
  void hold(Instant at) { until = at; }
};

}  // namespace

// Collects what the machine wants done; a request that cannot even be sent is fed back as a failure once it
// is through.
class Publications::Effects {
 public:
  Effects(Publications& all, Id id, Instant now) : all_(all), id_(id), now_(now) {}

  void send(PublisherShape shape, std::uint32_t expires_s, std::string_view tag) {
    all_.send(id_, shape, expires_s, tag, now_);
  }
  // The challenge is known by now, and credentials are written whenever one is.
  void authorize(PublisherShape shape, std::uint32_t expires_s, std::string_view tag) {
    send(shape, expires_s, tag);
  }
  void arm(PublisherTimer timer, Instant at) {
    all_.timers_.arm(all_.records_[id_].timer, at, id_, static_cast<std::uint8_t>(timer));
  }
  void disarm() { all_.timers_.stop(all_.records_[id_].timer); }
  void tell(PublisherOutcome outcome, std::uint32_t status) { all_.tell(id_, outcome, status != 0); }

 private:
  Publications& all_;
  Id id_;
  Instant now_;
};

Publications::Publications(const AgentConfig& config, Randomness& randomness, KeyedHash& hash,
                           ClientTransactions& transactions, AgentCounters& counters)
    : config_(config),
      randomness_(randomness),
      hash_(hash),
      transactions_(transactions),
      counters_(counters),
      writer_(config),
      credentials_(config, randomness) {
  // The margin is one whole transaction and a bit: it follows T1.
  machine_config_.refresh_margin =
      config.timers.t1 * (timer::F / timer::T1) + (timer::refresh_margin - timer::F);
}

std::uint64_t Publications::hash_of(std::string_view presentity) {
  key_.clear();
  append_uri_key(key_, presentity);
  return hash_.add(key_).finish();
}

Publications::Id Publications::find(std::string_view presentity) {
  return by_presentity_.find(hash_of(presentity), [&](Id id) {
    const Record& record = records_[id];
    return (record.key.empty() ? record.presentity : record.key) == key_;
  });
}

Publications::Id Publications::make(std::string_view presentity) {
  Id id;
  if (free_.empty()) {
    id = static_cast<Id>(records_.size());
    records_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  Record& record = records_[id];
  record.alive = true;
  record.hash = hash_of(presentity);
  record.presentity.assign(presentity);
  if (key_ != presentity) record.key = key_;
  record.chain = {randomness_.word(), randomness_.word(), randomness_.word(), 0};
  by_presentity_.add(record.hash, id);
  return id;
}

Misuse Publications::check(std::string_view presentity, const Document& document) {
  if (presentity.size() > limits::uri_octets_max) return Misuse::bad_uri;
  if (document.body.empty() || document.body.size() > limits::document_octets_max ||
      document.media_type.empty() || document.media_type.size() > limits::media_type_octets_max) {
    return Misuse::bad_document;
  }
  PublishRequest request;
  request.presentity = presentity;
  request.transport = config_.target.transport();
  request.expires_s = config_.expires_s;
  request.media_type = document.media_type;
  request.body = document.body;
  const std::string_view bytes = writer_.write(request);
  const Verdict verdict = bytes.empty() ? Verdict{} : parse(bytes, probe_);
  if (bytes.empty()) return Misuse::bad_document;
  Fields fields;
  // A verdict is not enough: line ends in a text would have made more rows, and good ones.
  if (verdict.accepted()) {
    fill_fields(probe_, fields);
    const bool own_from = config_.from_uri.empty();
    if (fields.request_uri != presentity || (own_from && fields.from_uri != presentity))
      return Misuse::bad_uri;
    if (probe_.value(Header::content_type) != document.media_type) return Misuse::bad_document;
    const bool configured =
        fields.via_sent_by == config_.sent_by && (own_from || fields.from_uri == config_.from_uri) &&
        probe_.value(Header::user_agent) == config_.user_agent && fields.event == config_.package;
    return configured ? Misuse::none : Misuse::bad_config;
  }
  switch (verdict.header) {
    case Header::content_type:
      return Misuse::bad_document;
    case Header::via:
    case Header::user_agent:
    case Header::event:
      return Misuse::bad_config;
    case Header::from:
      return config_.from_uri.empty() ? Misuse::bad_uri : Misuse::bad_config;
    default:
      return Misuse::bad_uri;
  }
}

void Publications::want(Id id, const Document& document, Instant now) {
  Record& record = records_[id];
  if (record.machine.context.wanted && record.body == document.body &&
      record.media_type == document.media_type)
    return;
  record.media_type.assign(document.media_type);
  record.body.assign(document.body);
  PublisherEvent event;
  event.kind = PublisherEventKind::want;
  event.expires = config_.expires_s;
  process(id, event, now);
}

void Publications::unwant(Id id, Instant now) {
  if (!records_[id].alive) return;
  PublisherEvent event;
  event.kind = PublisherEventKind::unwant;
  event.last = ending_;
  process(id, event, now);
}

void Publications::answered(Id id, const Incoming& answer, Instant now) {
  Record& record = records_[id];
  if (!record.alive) return;  // abandoned
  PublisherEvent event = machines::classify_publisher(answer.fields);
  record.answer_status = static_cast<std::uint16_t>(event.status);
  record.cause = Failure::refused;
  machines::PushBackEvent heard_by_all = machines::classify_push_back(answer.fields);
  heard_by_all.now = now;
  Gate unasked;
  push_back_.process(heard_by_all, {}, unasked);
  const CredentialStore::Heard heard = credentials_.hear(answer, record.credentials_stamp, now);
  event.answerable = heard.answerable;
  event.stale = heard.stale;
  each_row(answer, Header::contact, [this](std::string_view value) {
    if (contact_.empty()) contact_ = value;
  });
  process(id, event, now);
  contact_ = {};
}

void Publications::unanswered(Id id, ClientTransactions::News news, Instant now) {
  if (!records_[id].alive) return;  // abandoned
  const bool timed_out = news == ClientTransactions::News::timed_out;
  records_[id].cause = timed_out ? Failure::timed_out : Failure::transport;
  PublisherEvent event = timed_out ? PublisherEvent::timed_out() : PublisherEvent::transport_failed();
  event.lost = news != ClientTransactions::News::unheard;
  process(id, event, now);
}

void Publications::advance(Instant now) {
  TimerQueue::Fired fired;
  while (timers_.pop(now, fired)) {
    records_[fired.owner].timer = {};
    PublisherEvent event;
    switch (static_cast<PublisherTimer>(fired.name)) {
      case PublisherTimer::refresh:
        event.kind = PublisherEventKind::refresh_due;
        break;
      case PublisherTimer::retry:
        event.kind = PublisherEventKind::retry_due;
        break;
      case PublisherTimer::expiry:
        event.kind = PublisherEventKind::expiry_due;
        break;
    }
    process(fired.owner, event, now);
  }
}

void Publications::process(Id id, PublisherEvent event, Instant now) {
  Record& record = records_[id];
  event.now = now;
  event.random = static_cast<std::uint32_t>(randomness_.word() & 0xffff);
  Effects effects(*this, id, now);
  record.machine.process(event, machine_config_, effects);
  record.answer_status = 0;
  // What send() could not send has failed, after the machine is through with deciding to send it.
  if (std::exchange(record.unsent, false)) {
    process(id, PublisherEvent::transport_failed(), now);
    return;
  }
  if (const Instant until = std::exchange(record.held_until, Instant{}); until != Instant{}) {
    PublisherEvent held;
    held.kind = PublisherEventKind::pushed_back;
    held.retry_after = static_cast<std::uint32_t>((until - now) / std::chrono::seconds(1) + 1);
    process(id, held, now);
    return;
  }
  release_if_over(id);
}

void Publications::keep(Id id, bool kept) {
  if (!records_[id].alive) return;
  records_[id].kept = kept;
  release_if_over(id);
}

void Publications::release_if_over(Id id) {
  const Record& record = records_[id];
  if (record.machine.at_rest() && !record.kept) release(id);
}

void Publications::send(Id id, PublisherShape shape, std::uint32_t expires_s, std::string_view tag,
                        Instant now) {
  Record& record = records_[id];
  Gate gate;
  machines::PushBackEvent asking;
  asking.kind = machines::PushBackEventKind::request;
  asking.now = now;
  push_back_.process(asking, {}, gate);
  if (!gate.open) {
    // Another publication was told; this one takes it as told to itself.
    record.held_until = gate.until;
    record.cause = Failure::refused;
    return;
  }
  const bool has_body = shape == PublisherShape::initial || shape == PublisherShape::modify;
  PublishRequest request;
  request.presentity = record.presentity;
  request.branch = {randomness_.word(), randomness_.word()};
  ++record.chain.cseq;
  request.chain = record.chain;
  request.expires_s = expires_s;
  if (shape != PublisherShape::initial) request.if_match = tag;
  if (has_body) {
    request.media_type = record.media_type;
    request.body = record.body;
  }
  credentials_.write(method::publish, record.presentity, request.authorization, request.proxy_authorization);
  record.credentials_stamp = credentials_.stamp();

  Peer peer = config_.target;
  request.transport = peer.transport();
  std::string_view bytes = writer_.write(request);
  std::string datagram;
  if (peer.transport() == Transport::udp && bytes.size() > limits::datagram_request_octets_max) {
    // RFC 3261 18.1.1: such a request needs a transport with congestion control, and Via has to name it.
    if (config_.large_requests_by_tcp) {
      datagram.assign(bytes);
      peer = peer.with(Transport::tcp);
      request.transport = peer.transport();
      bytes = writer_.write(request);
    } else {
      bytes = {};
    }
  }
  if (bytes.empty() ||
      transactions_.start(bytes, peer, request.branch, id, now, datagram) == ClientTransactions::none) {
    record.unsent = true;
    record.cause = Failure::too_large;
    return;
  }
  ++counters_.requests_sent;
}

void Publications::tell(Id id, PublisherOutcome outcome, bool by_answer) {
  Record& record = records_[id];
  const auto& context = record.machine.context;
  KeptAgentEvent* kept = events_.push();
  if (kept == nullptr) {
    ++counters_.events_lost;
    return;
  }
  AgentEvent& event = kept->event;
  event = {};
  if (by_answer) event.status = record.answer_status;
  switch (outcome) {
    case PublisherOutcome::published:
      event.kind = AgentEvent::Kind::published;
      break;
    case PublisherOutcome::refreshed:
      event.kind = AgentEvent::Kind::refreshed;
      break;
    case PublisherOutcome::modified:
      event.kind = AgentEvent::Kind::modified;
      break;
    case PublisherOutcome::removed:
      event.kind = AgentEvent::Kind::removed;
      break;
    case PublisherOutcome::failed:
      event.kind = AgentEvent::Kind::failed;
      event.failure = record.cause;
      // There is something left to do: a state to publish, or one to remove.
      event.will_retry = context.wanted || context.has_tag;
      break;
    case PublisherOutcome::expired:
      event.kind = AgentEvent::Kind::failed;
      event.failure = Failure::expired;
      event.will_retry = context.wanted;
      break;
    case PublisherOutcome::left:
      event.kind = AgentEvent::Kind::failed;
      event.failure = Failure::left;
      // Of a request without an answer what was asked for, of one that was granted its grant.
      event.expires_s = std::max(context.asked, context.granted);
      break;
  }
  const bool lives = outcome == PublisherOutcome::published || outcome == PublisherOutcome::refreshed ||
                     outcome == PublisherOutcome::modified;
  if (lives) event.expires_s = context.granted;
  kept->user = record.presentity;
  kept->call = record.call;
  kept->contact.assign(by_answer && event.kind == AgentEvent::Kind::failed ? contact_ : std::string_view());
  kept->etag = lives && context.has_tag ? context.tag : std::string();
}

void Publications::abandon_all() {
  each([&](Id id) {
    tell(id, PublisherOutcome::left, false);
    release(id);
  });
}

void Publications::release(Id id) {
  Record& record = records_[id];
  timers_.stop(record.timer);
  by_presentity_.remove(record.hash, id);
  record = {};
  free_.push_back(id);
}

}  // namespace sipwright::core
