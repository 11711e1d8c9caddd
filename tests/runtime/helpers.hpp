// What the tests of the runtime share: repeatable randomness, a toy hash, requests as text, a look into
// answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sipwright/endpoint.hpp"
#include "sipwright/hasher.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"

namespace sipwright::test {

using namespace std::chrono_literals;

// SplitMix64: the same seed gives the same run.
class SeededRandomness : public Randomness {
 public:
  explicit SeededRandomness(std::uint64_t seed) : state_(seed) {}
  std::uint64_t word() override {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  // True in `percent` of all cases.
  bool chance(unsigned percent) { return word() % 100 < percent; }

 private:
  std::uint64_t state_;
};

// Not a cryptographic hash, but both ends use it: what is tested is the exchange, not the algorithm.
class ToyHasher : public Hasher {
 public:
  std::size_t hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                   std::span<char> out) const override {
    const std::size_t digits = algorithm == HashAlgorithm::md5 ? 32 : 64;
    if (out.size() < digits) return 0;
    std::uint64_t state = 1469598103934665603U + static_cast<std::uint64_t>(algorithm);
    for (std::string_view piece : pieces) {
      for (char c : piece) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
    SeededRandomness more(state);
    for (std::size_t i = 0; i < digits; ++i) out[i] = "0123456789abcdef"[more.word() % 16];
    return digits;
  }
};

inline Peer peer(Transport transport = Transport::udp, std::string_view address = "192.0.2.7",
                 std::uint16_t port = 5070) {
  return *Peer::make(transport, address, port);
}

// The value of a header field in a message, without blanks around it; of several rows the `index`-th.
inline std::optional<std::string> value_of(std::string_view message, std::string_view name, int index = 0) {
  const std::string prefix = "\r\n" + std::string(name) + ":";
  std::size_t at = 0;
  for (;; ++at) {
    at = message.find(prefix, at);
    if (at == std::string_view::npos) return std::nullopt;
    if (index-- == 0) break;
  }
  at += prefix.size();
  const std::size_t end = message.find("\r\n", at);
  while (at < end && message[at] == ' ') ++at;
  return std::string(message.substr(at, end - at));
}

// The status code of an answer; 0 if it is none.
inline int status_of(std::string_view message) {
  if (message.substr(0, 8) != "SIP/2.0 " || message.size() < 11) return 0;
  return (message[8] - '0') * 100 + (message[9] - '0') * 10 + (message[10] - '0');
}

inline std::string_view body_of(std::string_view message) {
  const std::size_t at = message.find("\r\n\r\n");
  return at == std::string_view::npos ? std::string_view() : message.substr(at + 4);
}

// A PUBLISH as a tester writes it. Every member can be set to something wrong; an empty one is left out.
struct RequestText {
  std::string method = "PUBLISH";
  std::string uri = "sip:john@example.com";
  std::string via = "SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK-%;rport";  // % becomes a fresh number
  std::string from = "<sip:john@example.com>;tag=f%";
  std::string to = "<sip:john@example.com>";
  std::string call_id = "c%@test";
  std::string cseq = "1";
  std::string event = "presence";
  std::string expires = "600";
  std::string if_match;
  std::string content_type = "application/pidf+xml";
  std::string body = "<presence/>";
  std::vector<std::string> more;  // whole header rows

  std::string text() const {
    static int number = 0;
    const std::string fresh = std::to_string(++number);
    std::string out = method + " " + uri + " SIP/2.0\r\n";
    const auto row = [&](std::string_view name, std::string value) {
      if (value.empty()) return;
      if (const std::size_t at = value.find('%'); at != std::string::npos) value.replace(at, 1, fresh);
      out += std::string(name) + ": " + value + "\r\n";
    };
    row("Via", via);
    row("Max-Forwards", "70");
    row("From", from);
    row("To", to);
    row("Call-ID", call_id);
    row("CSeq", cseq.empty() ? "" : cseq + " " + method);
    row("Event", event);
    row("Expires", expires);
    row("SIP-If-Match", if_match);
    for (const std::string& one : more) out += one + "\r\n";
    if (!body.empty()) row("Content-Type", content_type);
    out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return out;
  }
};

// The shapes of RFC 3903 Table 1.
inline RequestText initial() {
  return {};
}
inline RequestText modify(const std::string& tag, const std::string& body = "<presence>2</presence>") {
  RequestText request;
  request.if_match = tag;
  request.body = body;
  return request;
}
inline RequestText refresh(const std::string& tag) {
  RequestText request;
  request.if_match = tag;
  request.body.clear();
  return request;
}
inline RequestText removal(const std::string& tag) {
  RequestText request = refresh(tag);
  request.expires = "0";
  return request;
}

}  // namespace sipwright::test
