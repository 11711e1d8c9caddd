// Writing the request, and running it through the generated client transaction.
#include "one_publish.hpp"

#include <array>
#include <utility>

#include "sipwright/digest.hpp"
#include "sipwright/fields.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/vocabulary.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::cli {
namespace {

using Kind = machines::ClientTransactionEventKind;
using Timer = machines::ClientTransactionTimer;

std::string random_hex(Randomness& randomness) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::uint64_t word = randomness.word(), n = 0; n < 16; ++n, word >>= 4) text += digits[word & 15];
  return text;
}

std::string_view via_name(Transport transport) {
  constexpr std::array names{transport::udp, transport::tcp, transport::tls};
  return names[static_cast<std::size_t>(transport)];
}

}  // namespace

struct OnePublish::Sink {
  OnePublish& self;
  void transmit() { self.transmit_due_ = true; }
  void deliver() {}  // the caller of process() looks at the message
  void arm(Timer timer, Instant at) {
    if (timer == Timer::E) self.e_at_ = at;
    if (timer == Timer::F) self.f_at_ = at;
    // K swallows late copies of the answer; this transaction's user is gone by then.
  }
  void disarm(Timer timer) { arm(timer, never); }
  void timed_out() { self.event_ = Event{Event::Kind::timed_out, {}}; }
  void failed() { self.event_ = Event{Event::Kind::transport_failed, {}}; }
  void unheard() { failed(); }
  void fall_back() {
    self.peer_ = self.request_.target;
    self.write(self.peer_.transport());
    transmit();
  }
};

OnePublish::OnePublish(PublishRequest request, const Hasher& hasher, Randomness& randomness)
    : request_(std::move(request)), hasher_(hasher), randomness_(randomness), peer_(request_.target) {
  config_.t1 = request_.timers.t1;
  config_.t2 = request_.timers.t2;
  config_.t4 = request_.timers.t4;
  call_id_ = random_hex(randomness_) + random_hex(randomness_);
  from_tag_ = random_hex(randomness_);
}

std::optional<std::string> OnePublish::start(Instant now) {
  begin(now);
  std::string fault;
  const Verdict verdict = parse(bytes_, message_);
  if (bytes_.size() > limits::message_octets_max) {
    fault = "larger than a message may be";
  } else if (!verdict.accepted()) {
    fault = verdict.describe();
  } else if (!says_what_was_asked()) {
    fault = "a value would spill into another header field";
  } else {
    return std::nullopt;
  }
  transmit_due_ = false;
  e_at_ = f_at_ = never;
  return fault;
}

// A line end in a value makes header fields that nobody asked for, and a valid message all the same.
bool OnePublish::says_what_was_asked() const {
  return message_.value(Header::event) == request_.package &&
         (request_.if_match.empty() || message_.value(Header::sip_if_match) == request_.if_match) &&
         (!request_.body || message_.value(Header::content_type) == request_.media_type) &&
         message_.count(Header::other) == 0;
}

void OnePublish::begin(Instant now) {
  branch_ = std::string(word::magic_cookie) + random_hex(randomness_) + random_hex(randomness_);
  peer_ = request_.target;
  write(peer_.transport());
  // RFC 3261 18.1.1: what is too large for a datagram of unknown path goes over TCP.
  oversized_ = peer_.transport() == Transport::udp && bytes_.size() > limit::udp_octets_max;
  if (oversized_) {
    peer_ = peer_.with(Transport::tcp);
    write(peer_.transport());
  }
  machine_ = {};
  process(Kind::request, now);
}

void OnePublish::write(Transport transport) {
  std::string buffer(limits::message_octets_max + (request_.body ? request_.body->size() : 0), '\0');
  Writer writer(buffer);
  const std::string& from = request_.from.empty() ? request_.presentity : request_.from;
  const parts::ViaParm hop{.transportName = via_name(transport),
                           .by = {.text = request_.sent_by},
                           .branch = branch_,
                           .rport = true};
  writer.request_line(method::publish, request_.presentity)
      .header(parts::ViaValue{.items = {&hop, 1}})
      .header(parts::MaxForwardsValue{.hops = limit::max_forwards})
      .header(parts::FromValue{.uri = {.text = from}, .tag = from_tag_})
      .header(parts::ToValue{.uri = {.text = request_.presentity}})
      .header(Header::call_id, call_id_)
      .header(parts::CseqValue{.sequence = cseq_, .verb = method::publish})
      .header(Header::event, request_.package)
      .header(Header::user_agent, request_.user_agent);
  if (request_.expires_s) writer.header(Header::expires, std::uint64_t{*request_.expires_s});
  if (!request_.if_match.empty()) writer.header(Header::sip_if_match, request_.if_match);
  if (!authorization_.empty()) {
    writer.header(
        challenge_status_ == status::unauthorized ? Header::authorization : Header::proxy_authorization,
        authorization_);
  }
  if (request_.body) writer.header(Header::content_type, request_.media_type);
  writer.finish(request_.body ? std::string_view(*request_.body) : std::string_view());
  bytes_ = writer.text();
}

void OnePublish::process(Kind kind, Instant now) {
  machines::ClientTransactionEvent event;
  event.kind = kind;
  event.now = now;
  event.reliable = is_reliable(peer_.transport());
  event.oversized = oversized_;
  Sink sink{*this};
  machine_.process(event, config_, sink);
}

void OnePublish::receive(const Peer&, std::string_view bytes, Instant now) {
  if (event_ || !parse(bytes, message_).accepted() || message_.is_request()) return;
  Fields fields;
  fill_fields(message_, fields);
  // RFC 3261 17.1.3 and 18.1.2: branch, method, and our own sent-by.
  if (fields.via_branch != branch_ || fields.cseq_method != method::publish ||
      fields.via_sent_by != request_.sent_by) {
    return;
  }
  const Kind kind = machines::classify_client_transaction(fields).kind;
  process(kind, now);
  if (kind != Kind::final || event_) return;
  const auto status = static_cast<std::uint16_t>(fields.status.value_or(0));
  if (answer_challenge(status)) return begin(now);
  event_ = Event{Event::Kind::answered, std::string(bytes)};
}

// Makes credentials for the challenge at hand. False if it is none, cannot be answered, or was answered
// before.
bool OnePublish::answer_challenge(std::uint16_t status) {
  const bool is_challenge = status == status::unauthorized || status == status::proxy_authentication_required;
  if (!is_challenge || challenge_status_ != 0 || request_.accounts.empty()) return false;
  const Header asked = status == status::unauthorized ? Header::www_authenticate : Header::proxy_authenticate;
  std::vector<std::string_view> rows;
  for (std::size_t i = 1; i < message_.row_count(); ++i) {
    if (message_.row(i).header == asked) rows.push_back(message_.value(message_.row(i)));
  }
  digest::Challenge challenge;
  if (digest::choose_challenge(rows, hasher_, challenge) != digest::Error::none) return false;
  const Account& account = request_.accounts.front();
  std::string credentials;
  const std::string cnonce = random_hex(randomness_);
  if (digest::write_credentials(challenge, {account.user, account.password},
                                {method::publish, request_.presentity}, {cnonce, 1}, hasher_,
                                credentials) != digest::Error::none) {
    return false;
  }
  authorization_ = std::move(credentials);
  challenge_status_ = status;
  ++cseq_;  // RFC 3261 8.1.3.5
  return true;
}

void OnePublish::transport_failed(const Peer& peer, Instant now, bool refused) {
  if (!event_ && peer == peer_) process(refused ? Kind::refused : Kind::transport_failed, now);
}

void OnePublish::advance(Instant now) {
  if (now >= f_at_) process(Kind::timer_F, now);
  if (!event_ && now >= e_at_) process(Kind::timer_E, now);
}

std::optional<Transmit> OnePublish::poll_transmit() {
  if (!std::exchange(transmit_due_, false)) return std::nullopt;
  return Transmit{peer_, bytes_};
}

std::optional<OnePublish::Event> OnePublish::poll_event() {
  return std::exchange(event_, std::nullopt);
}

Instant OnePublish::next_deadline() const {
  return std::min(e_at_, f_at_);
}

}  // namespace sipwright::cli
