// Replays a counterexample of model/proofs/publication.pml on the emitted machine: every event of every publisher, with
// a second for each unit of time, and compares rows, states and requests with what the proof says.
//
// A header, so that a test can build it against the machine with mutants too.
#pragma once

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "kit/proof/counterexample.hpp"
#include "sipwright/machines/publisher.hpp"

namespace sipwright::kit {

struct Replay {
  std::size_t events = 0;
  std::string difference;  // empty: the machine did exactly what the proof says
};

// A tag is its number in the proof.
struct TrailTag {
  int number = 0;
  friend bool operator==(const TrailTag&, const TrailTag&) = default;
};

// The settings of the proof, in seconds.
inline machines::PublisherConfig trail_config() {
  machines::PublisherConfig config;
  config.refresh_margin = std::chrono::seconds(5);
  config.gap_min = std::chrono::seconds(1);
  config.back_off_min = std::chrono::seconds(2);
  config.back_off_max = std::chrono::seconds(4);
  config.amended_max = 2;
  return config;
}

namespace detail {

using TrailMachine = machines::Publisher<TrailTag, TrailTag>;

// Writes the requests down as the proof does.
struct TrailSink {
  std::vector<std::string> requests;
  void send(machines::PublisherShape shape, std::uint32_t expires, const TrailTag& tag) {
    requests.push_back(std::to_string(static_cast<int>(shape)) + " " + std::to_string(expires) + " " +
                       std::to_string(tag.number));
  }
  void authorize(machines::PublisherShape shape, std::uint32_t expires, const TrailTag& tag) {
    send(shape, expires, tag);
  }
  void arm(machines::PublisherTimer, Instant) {}
  void disarm() {}
  void tell(machines::PublisherOutcome, std::uint32_t) {}
};

inline TrailMachine::Event trail_event(const TrailLine& line, Instant now) {
  TrailMachine::Event event;
  event.kind = static_cast<machines::PublisherEventKind>(line.at(1));
  event.now = now;
  event.random = static_cast<std::uint32_t>(line.at(2));
  event.status = static_cast<std::uint32_t>(line.at(3));
  event.has_expires = line.at(4) != 0;
  event.expires = static_cast<std::uint32_t>(line.at(5));
  event.min_expires = static_cast<std::uint32_t>(line.at(6));
  event.retry_after = static_cast<std::uint32_t>(line.at(7));
  event.proxy = line.at(8) != 0;
  event.answerable = line.at(9) != 0;
  event.stale = line.at(10) != 0;
  event.tag = TrailTag{line.at(11)};
  return event;
}

}  // namespace detail

inline Replay replay_publication(const std::vector<std::string>& trail) {
  Replay replay;
  std::map<int, detail::TrailMachine> publishers;
  const machines::PublisherConfig config = trail_config();
  Instant now = std::chrono::hours(1);  // the epoch must be long ago
  std::vector<std::string> expected;    // requests of the event at hand
  detail::TrailSink sink;
  int row = 0;
  bool open = false;  // the event at hand has not ended: what the proof says of it is a beginning
  for (const std::string& text : trail) {
    const TrailLine line = read_trail_line(text);
    if (line.word == "second") now += std::chrono::seconds(1);
    if (line.word == "event") {
      sink.requests.clear();
      expected.clear();
      row = publishers[line.at(0)].process(detail::trail_event(line, now), config, sink);
      ++replay.events;
    }
    if (line.word == "request") {
      expected.push_back(std::to_string(line.at(1)) + " " + std::to_string(line.at(2)) + " " +
                         std::to_string(line.at(3)));
    }
    open = open || line.word == "event";
    if (line.word != "row") continue;
    open = false;
    const int state = static_cast<int>(publishers[line.at(0)].state);
    std::ostringstream out;
    if (row != line.at(1)) out << "row " << row << " instead of " << line.at(1);
    else if (state != line.at(2)) out << "state " << state << " instead of " << line.at(2);
    else if (sink.requests != expected) out << sink.requests.size() << " requests, others than the proof's";
    if (!out.str().empty()) {
      replay.difference = "event " + std::to_string(replay.events) + ": " + out.str();
      return replay;
    }
  }
  const bool begins = expected.size() <= sink.requests.size() &&
                      std::equal(expected.begin(), expected.end(), sink.requests.begin());
  if (open && !begins) replay.difference = "event " + std::to_string(replay.events) + ": another request";
  return replay;
}

}  // namespace sipwright::kit
