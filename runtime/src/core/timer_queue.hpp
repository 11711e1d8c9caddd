// All running timers of one agent or compositor, earliest first.
//
// A four-way heap whose entries know their node, so that a timer can be moved or stopped without a search:
// arming, stopping and firing cost O(log n), the next deadline is exact (no tick), and timers due at the same
// instant fire in the order in which they were armed, which makes a run repeatable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sipwright/time.hpp"

namespace sipwright::core {

// What the owner of a timer keeps of it. Zero-made: not running.
struct TimerHandle {
  std::uint32_t node = 0xffffffff;
  bool running() const { return node != 0xffffffff; }
};

class TimerQueue {
 public:
  struct Fired {
    std::uint32_t owner = 0;
    std::uint8_t name = 0;
    Instant due{};
  };

  // Starts the timer, or moves it if it is running. `owner` and `name` come back when it fires.
  void arm(TimerHandle& timer, Instant due, std::uint32_t owner, std::uint8_t name);
  // Does nothing if the timer is not running.
  void stop(TimerHandle& timer);
  Instant next() const { return heap_.empty() ? never : heap_.front().due; }
  // Takes out the earliest timer that is due; false if there is none. The owner has to reset its handle: no
  // call may name it any more.
  bool pop(Instant now, Fired& fired);
  std::size_t size() const { return heap_.size(); }

 private:
  struct Entry {
    Instant due;
    std::uint32_t order;  // wraps around; only differences count
    std::uint32_t node;
  };
  struct Node {
    std::uint32_t place;  // in the heap; of a free node: the next free one
    std::uint32_t owner;
    std::uint8_t name;
  };

  static bool before(const Entry& a, const Entry& b) {
    if (a.due != b.due) return a.due < b.due;
    return static_cast<std::int32_t>(a.order - b.order) < 0;
  }
  void place(std::size_t at, const Entry& entry);
  void rise(std::size_t at, Entry entry);
  void sink(std::size_t at, Entry entry);
  void take_out(std::size_t at);

  std::vector<Entry> heap_;
  std::vector<Node> nodes_;
  std::uint32_t free_ = 0xffffffff;
  std::uint32_t order_ = 0;
};

}  // namespace sipwright::core
