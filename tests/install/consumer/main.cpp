// One call to each layer, so that each library is linked.
#include <cstdio>
#include <sipwright/agent.hpp>
#include <sipwright/net/runtime_services.hpp>
#include <sipwright/presence/document.hpp>
#include <string>

int main() {
  using namespace sipwright;
  const presence::Presence state =
      presence::on_the_phone("sip:john.doe@sfb.example", "John Doe", "2026-01-31T12:00:00.000Z");
  std::string body;
  if (const auto error = presence::build(state, presence::Profile::sfb, body)) {
    std::printf("%s\n", error.text.c_str());
    return 1;
  }
  net::SystemRandomness randomness;
  const net::OpensslHasher hasher;
  AgentConfig config;
  config.target = Peer::make(Transport::udp, "192.0.2.1", 5060).value();
  config.sent_by = "192.0.2.2:5060";
  config.hasher = &hasher;
  Agent agent(config, randomness);
  const Misuse misuse = agent.call_connected("c1", "sip:john.doe@sfb.example", {"application/pidf+xml", body},
                                             net::monotonic_now());
  if (misuse != Misuse::none) {
    std::printf("%s\n", std::string(describe(misuse)).c_str());
    return 1;
  }
  const auto out = agent.poll_transmit();
  if (!out || out->bytes.substr(0, 8) != "PUBLISH ") return 1;
  std::printf("published with %zu octets\n", out->bytes.size());
  return 0;
}
