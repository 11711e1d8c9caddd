// The faults of a network path, in one direction: loss, copies, delay, reordering, silence.
//
// It does no I/O: told when a message enters, it says when copies of it come out. The simulation uses it under a
// virtual clock, a relay can use it between real sockets.
#pragma once

#include <vector>

#include "kit/sim/random.hpp"
#include "sipwright/time.hpp"

namespace sipwright::kit {

struct LinkFaults {
  double loss = 0;       // probability that a datagram vanishes
  double duplicate = 0;  // probability that a second copy comes out
  Duration delay_min = std::chrono::milliseconds(5);
  Duration delay_max = std::chrono::milliseconds(5);  // a spread wider than the gap of two datagrams reorders them
};

// Nothing passes from `from` until `to`.
struct Silence {
  Instant from{};
  Instant to{};
};

struct LinkCounters {
  std::uint64_t entered = 0;
  std::uint64_t lost = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t overtaken = 0;  // came out after one that entered later
};

class Link {
 public:
  Link(LinkFaults faults, Random random) : faults_(faults), random_(random) {}

  void silence(Silence silence) { silences_.push_back(silence); }
  // From `now` on the path is without loss and copies.
  void heal(Instant now) { healed_ = now; }

  // When the datagram that enters at `now` comes out: not at all, once, or twice.
  std::vector<Instant> datagram(Instant now) {
    ++counters_.entered;
    std::vector<Instant> out;
    const bool faulty = now < healed_;
    if (silent(now) || (faulty && random_.chance(faults_.loss))) {
      ++counters_.lost;
      return out;
    }
    out.push_back(now + delay());
    if (faulty && random_.chance(faults_.duplicate)) {
      ++counters_.duplicated;
      out.push_back(now + delay());
    }
    for (const Instant at : out) {
      if (at < latest_) ++counters_.overtaken;
      if (at > latest_) latest_ = at;
    }
    return out;
  }

  // When octets written to a stream at `now` are read: never before what was written earlier. A silence only delays.
  Instant stream(Instant now) {
    ++counters_.entered;
    Instant enters = now;
    for (const Silence& silence : silences_)
      if (enters >= silence.from && enters < silence.to) enters = silence.to;
    const Instant at = enters + delay();
    if (at > latest_) latest_ = at;
    return latest_;
  }

  const LinkCounters& counters() const { return counters_; }

 private:
  bool silent(Instant now) const {
    for (const Silence& silence : silences_)
      if (now >= silence.from && now < silence.to) return true;
    return false;
  }
  Duration delay() { return Duration(random_.between(faults_.delay_min.count(), faults_.delay_max.count())); }

  LinkFaults faults_;
  Random random_;
  std::vector<Silence> silences_;
  Instant healed_ = never;
  Instant latest_{};
  LinkCounters counters_;
};

}  // namespace sipwright::kit
