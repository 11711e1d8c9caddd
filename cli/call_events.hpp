// Call events as JSON lines: what `sipwright agent` reads, and the outcomes that it writes.
//
//   {"event":"connected","call":"c1","user":"sip:john.doe@sfb.example","display":"John Doe"}
//   {"event":"changed","call":"c1","user":"sip:john.doe@sfb.example","display":"John H. Doe"}
//   {"event":"ended","call":"c1"}
//
// and before, between: "ringing" (call, user), "held" and "resumed" (call). Only what counts is published.
//
//   {"event":"published","call":"c1","user":"sip:john.doe@sfb.example","etag":"x1","expires":600,"status":200}
//   {"event":"failed","call":"c1","user":"sip:john.doe@sfb.example","status":403,"reason":"refused","retry":false}
//
// Unknown members are ignored, so that a source can say more than we need.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "sipwright/agent.hpp"

namespace sipwright::cli {

struct CallEvent {
  enum class Kind : std::uint8_t { ringing, connected, changed, held, resumed, ended };
  Kind kind = Kind::connected;
  std::string call;
  std::string
      user;  // required for ringing, connected and changed; for ended: only this user's part, empty: all of the call
  std::string display;  // may be empty
};

// What is wrong with a line and how to write it.
struct BadLine {
  std::string reason;
};

std::variant<CallEvent, BadLine> read_call_event(std::string_view line);

// One line without its end.
std::string outcome_line(const AgentEvent& event);

// Whether an answer of this status says that credentials are missing or wrong (RFC 3261 22).
bool refuses_credentials(std::uint16_t status);

}  // namespace sipwright::cli
