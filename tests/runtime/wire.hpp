// An agent and a compositor in one process, with a wire between them that can lose, hold and watch.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "helpers.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/compositor.hpp"

namespace sipwright::test {

// An event of the agent, kept.
struct Happened {
  AgentEvent::Kind kind;
  std::string user, call, etag;
  std::uint32_t expires_s;
  int status;
  Failure failure;
  bool will_retry;
  std::string contact;
};

class Wire {
 public:
  explicit Wire(AgentConfig agent_config = agent_defaults(), CompositorConfig compositor_config = {},
                std::uint64_t seed = 7)
      : randomness(seed),
        agent(std::move(agent_config), randomness),
        esc(std::move(compositor_config), randomness) {}

  static AgentConfig agent_defaults() {
    AgentConfig config;
    config.target = peer(Transport::udp, "198.51.100.1", 5060);
    config.sent_by = "192.0.2.7:5070";
    return config;
  }

  // Moves everything that can move without time passing.
  void settle() {
    for (bool moved = true; moved;) {
      moved = false;
      while (auto out = agent.poll_transmit()) {
        moved = true;
        requests.emplace_back(out->bytes);
        request_times.push_back(now);
        request_peers.push_back(out->peer);
        if (esc_up && (!lose_request || !lose_request())) {
          esc.receive(peer(out->peer.transport(), "192.0.2.7", 5070), out->bytes, now);
        }
      }
      while (auto out = esc.poll_transmit()) {
        moved = true;
        answers.emplace_back(out->bytes);
        if (!lose_answer || !lose_answer()) agent.receive(agent_target(), out->bytes, now);
      }
      while (auto event = agent.poll_event()) {
        happened.push_back({event->kind, std::string(event->user), std::string(event->call),
                            std::string(event->etag), event->expires_s, event->status, event->failure,
                            event->will_retry, std::string(event->contact)});
      }
    }
  }

  // Lets time pass, stopping wherever one of the two has something to do.
  void run_until(Instant end) {
    settle();
    for (;;) {
      const Instant due = std::min(agent.next_deadline(), esc.next_deadline());
      if (due > end) break;
      now = std::max(now, due);
      agent.advance(now);
      esc.advance(now);
      settle();
    }
    now = end;
    agent.advance(now);
    esc.advance(now);
    settle();
  }
  void run_for(Duration span) { run_until(now + span); }

  // Answers the newest request by hand; `more` holds further header rows.
  void answer(int code, std::initializer_list<std::string> more = {}) {
    answer_to(requests.back(), code, more);
  }
  void answer_to(std::string_view request, int code, std::initializer_list<std::string> more = {}) {
    std::string text = "SIP/2.0 " + std::to_string(code) + " Whatever\r\n";
    for (const char* name : {"Via", "From", "Call-ID", "CSeq"}) {
      text += std::string(name) + ": " + value_of(request, name).value_or("") + "\r\n";
    }
    text += "To: " + value_of(request, "To").value_or("") + ";tag=t\r\n";
    for (const std::string& row : more) text += row + "\r\n";
    text += "Content-Length: 0\r\n\r\n";
    agent.receive(agent_target(), text, now);
    settle();
  }

  std::vector<LivePublication> live(std::string_view user = "sip:john@example.com") {
    return esc.live(user, "", now);
  }
  static Peer agent_target() { return peer(Transport::udp, "198.51.100.1", 5060); }
  std::vector<AgentEvent::Kind> kinds() const {
    std::vector<AgentEvent::Kind> out;
    for (const Happened& one : happened) out.push_back(one.kind);
    return out;
  }

  SeededRandomness randomness;
  Agent agent;
  Compositor esc;
  Instant now = 1000s;
  bool esc_up = true;
  std::function<bool()> lose_request, lose_answer;
  std::vector<std::string> requests, answers;
  std::vector<Instant> request_times;
  std::vector<Peer> request_peers;
  std::vector<Happened> happened;
};

inline const Document on_the_phone{"application/pidf+xml", "<presence>on-the-phone</presence>"};
inline const Document available{"application/pidf+xml", "<presence>available</presence>"};
inline constexpr std::string_view john = "sip:john@example.com";
using Kind = AgentEvent::Kind;

}  // namespace sipwright::test
