// How a product embeds the runtime: the whole loop, with nothing but a C++20 compiler.
//
// A gateway has an Agent and a socket. Here the other end of the wire is a Compositor in the same process and
// time is a number, so that the example needs no network and ends at once: a call is connected, published,
// refreshed while it lasts, cleared and removed. The part that a product writes is `Gateway`; it has one
// function for each thing that the outside world does (a call event, a datagram, a timer), and each ends in
// drain().
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <random>
#include <sipwright/agent.hpp>
#include <sipwright/compositor.hpp>
#include <string>

using namespace std::chrono_literals;

namespace {

// The core asks for random words; a product gives it those of a generator that nobody can predict.
class SystemRandomness : public sipwright::Randomness {
 public:
  std::uint64_t word() override { return std::uint64_t{device_()} << 32 | device_(); }

 private:
  std::random_device device_;
};

int count_published = 0;
int count_refreshed = 0;
int count_removed = 0;

class Gateway {
 public:
  Gateway(sipwright::Randomness& randomness, sipwright::Compositor& server)
      : agent_(settings(), randomness), server_(server) {}

  void call_connected(sipwright::Instant now) {
    const sipwright::Document document{"application/pidf+xml", on_the_phone};
    const auto misuse = agent_.call_connected("call-1", "sip:john.doe@sfb.example", document, now);
    if (misuse != sipwright::Misuse::none)
      std::printf("%s\n", std::string(sipwright::describe(misuse)).c_str());
    drain(now);
  }
  void call_ended(sipwright::Instant now) {
    agent_.call_ended("call-1", now);
    drain(now);
  }
  void timer(sipwright::Instant now) {
    agent_.advance(now);
    drain(now);
  }
  sipwright::Instant next_deadline() const { return agent_.next_deadline(); }
  bool idle() const { return agent_.idle(); }

 private:
  static constexpr const char* on_the_phone =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"sip:john.doe@sfb.example\">\n"
      "<tuple id=\"t0\"><status><basic>open</basic></status></tuple>\n"
      "</presence>\n";

  static sipwright::AgentConfig settings() {
    sipwright::AgentConfig config;
    config.target = *sipwright::Peer::make(sipwright::Transport::udp, "198.51.100.1", 5060);
    config.sent_by = "192.0.2.7:5060";
    config.user_agent = "example/1.0";
    config.expires_s = 600;
    return config;
  }

  // After each call that takes a time: send what is to be sent, tell what happened.
  void drain(sipwright::Instant now) {
    const auto self = *sipwright::Peer::make(sipwright::Transport::udp, "192.0.2.7", 5060);
    while (auto out = agent_.poll_transmit()) {
      server_.receive(self, out->bytes, now);  // a product: sendto(out->peer, out->bytes)
      while (auto answer = server_.poll_transmit()) agent_.receive(settings().target, answer->bytes, now);
    }
    while (auto event = agent_.poll_event()) {
      using Kind = sipwright::AgentEvent::Kind;
      count_published += event->kind == Kind::published;
      count_refreshed += event->kind == Kind::refreshed;
      count_removed += event->kind == Kind::removed;
      std::printf("%6lld s  %-9s %s call %s status %u expires %u\n", static_cast<long long>(now / 1s),
                  std::string(sipwright::describe(event->kind)).c_str(), std::string(event->user).c_str(),
                  std::string(event->call).c_str(), unsigned{event->status}, unsigned{event->expires_s});
    }
  }

  sipwright::Agent agent_;
  sipwright::Compositor& server_;
};

}  // namespace

int main() {
  SystemRandomness randomness;
  sipwright::CompositorConfig settings;
  settings.domains = {"sfb.example"};
  sipwright::Compositor server(settings, randomness);
  Gateway gateway(randomness, server);

  sipwright::Instant now = 0s;  // a product: std::chrono::steady_clock::now().time_since_epoch()
  gateway.call_connected(now);
  // A product sleeps until next_deadline(), or until bytes or a call event come.
  const sipwright::Instant hang_up = 1500s;
  while (gateway.next_deadline() < hang_up) {
    now = std::max(now, gateway.next_deadline());
    gateway.timer(now);
  }
  gateway.call_ended(hang_up);

  const bool as_told = count_published == 1 && count_refreshed == 2 && count_removed == 1 && gateway.idle() &&
                       server.publications() == 0;
  std::printf("%s\n",
              as_told ? "published, refreshed twice, removed" : "this is not what the comment promises");
  return as_told ? 0 : 1;
}
