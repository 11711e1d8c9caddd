// Traces written by hand: what two ends of a hop would have told the monitor.
//
//   Trace trace;
//   trace.want("doc one");
//   auto first = trace.publish({.body = "doc one", .expires = 600});
//   trace.answer(first, {.etag = "A", .expires = 600});
//   trace.judge();
//
// A request is sent by the agent and received by the compositor at once; lose_answer() is an answer that the
// compositor sent and the agent never got. Each step takes a millisecond unless wait() says more.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "model/monitor/monitor.hpp"

namespace sipwright::model {

inline constexpr char default_agent[] = "gateway";
inline constexpr char default_resource[] = "sip:john.doe@sfb.example";

struct Publish {
  std::string if_match{};            // empty: none
  std::string body{};                // empty: none
  std::optional<std::uint32_t> expires = 600;
  bool typed = true;                 // Content-Type, where there is a body
  bool typed_without_body = false;
  std::string agent = default_agent;
  std::string resource = default_resource;
  std::string package = "presence";
  std::string branch{};              // empty: a fresh one
  std::string call_id{};             // empty: one per agent
  std::optional<std::uint32_t> cseq{};  // none: one higher than the request before
  std::string route{};
  std::string to_tag{};
  std::string authorization{};
  std::optional<std::uint32_t> content_length{};  // none: that of the body
  std::size_t padding = 0;           // octets that the message has more
};

struct Answer {
  std::uint16_t code = 200;
  std::string etag{};
  std::optional<std::uint32_t> expires{};
  std::uint32_t etag_rows = 1;       // where `etag` is not empty
  std::optional<std::uint32_t> min_expires{};
  std::optional<std::uint32_t> retry_after{};
  std::string challenge{};           // WWW-Authenticate
  std::string to_tag = "esc";
  std::string call_id{};             // empty: that of the request
  std::string reason{};              // makes the octets of two answers differ
};

// One entry of the compositor's live state.
struct Live {
  std::string tag;
  std::string document = "doc";
  double dies_in = 600;              // seconds
};

class Trace {
 public:
  // Which ends tell: the three ways in which the monitor is used.
  enum class Watch { both_ends, agent_only, compositor_only, capture };
  explicit Trace(MonitorOptions options = {}, Watch watch = Watch::both_ends);

  void wait(double seconds) { now_ += Nanoseconds(static_cast<std::int64_t>(seconds * 1e9)); }
  Nanoseconds now() const { return now_; }

  void want(const std::string& document, const std::string& agent = default_agent,
            const std::string& resource = default_resource);
  void want_nothing(const std::string& agent = default_agent, const std::string& resource = default_resource);
  void restart(const std::string& agent = default_agent);
  void transport_error(std::size_t request);
  void timeout(std::size_t request);
  // What the compositor holds for one resource.
  void probe(const std::vector<Live>& live, const std::string& resource = default_resource);

  std::size_t publish(const Publish& what);          // a new transaction; its number is returned
  void repeat(std::size_t request);                  // a retransmission
  void duplicate(std::size_t request);               // the network doubles it: only the compositor sees that
  void answer(std::size_t request, const Answer& answer);
  void lose_answer(std::size_t request, const Answer& answer);

  // A request that only the compositor's end sees.
  std::size_t arrive(const Publish& what);

  // The ids of all findings, in order, separated by blanks; an empty text means none.
  std::string breaches();
  // All findings as text, for the message of a failed test.
  std::string findings() const;

  Monitor monitor;
  Transport transport = Transport::tls;

 private:
  struct Sent {
    Fields fields;
    std::string agent;
    bool alone = false;  // seen by the compositor only
  };

  std::string_view keep(std::string value) { return text_.emplace_back(std::move(value)); }
  void tell(const Fields& message, Direction direction, std::string_view agent);
  std::size_t make(const Publish& what, bool alone);
  void at_agent(const Sent& request, const Fields& message);
  void at_compositor(const Sent& request, const Fields& message);
  Fields response_to(const Sent& request, const Answer& answer);

  Watch watch_;
  Nanoseconds now_ = std::chrono::seconds(1000);
  std::deque<std::string> text_;
  std::deque<Sent> requests_;
  int restarts_ = 0;
};

}  // namespace sipwright::model
