// The heap behind TimerQueue.
#include "core/timer_queue.hpp"

#include <algorithm>

namespace sipwright::core {
namespace {
constexpr std::size_t arity = 4;
constexpr std::uint32_t nobody = 0xffffffff;
}  // namespace

void TimerQueue::place(std::size_t at, const Entry& entry) {
  heap_[at] = entry;
  nodes_[entry.node].place = static_cast<std::uint32_t>(at);
}

void TimerQueue::rise(std::size_t at, Entry entry) {
  while (at > 0) {
    const std::size_t parent = (at - 1) / arity;
    if (!before(entry, heap_[parent])) break;
    place(at, heap_[parent]);
    at = parent;
  }
  place(at, entry);
}

void TimerQueue::sink(std::size_t at, Entry entry) {
  for (;;) {
    const std::size_t first = at * arity + 1;
    if (first >= heap_.size()) break;
    const std::size_t end = std::min(first + arity, heap_.size());
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child) {
      if (before(heap_[child], heap_[least])) least = child;
    }
    if (!before(heap_[least], entry)) break;
    place(at, heap_[least]);
    at = least;
  }
  place(at, entry);
}

void TimerQueue::take_out(std::size_t at) {
  const Entry last = heap_.back();
  heap_.pop_back();
  if (at == heap_.size()) return;
  if (at > 0 && before(last, heap_[(at - 1) / arity])) {
    rise(at, last);
  } else {
    sink(at, last);
  }
}

void TimerQueue::arm(TimerHandle& timer, Instant due, std::uint32_t owner, std::uint8_t name) {
  stop(timer);
  std::uint32_t node = free_;
  if (node == nobody) {
    node = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({});
  } else {
    free_ = nodes_[node].place;
  }
  nodes_[node] = {0, owner, name};
  timer.node = node;
  heap_.push_back({});
  rise(heap_.size() - 1, {due, order_++, node});
}

void TimerQueue::stop(TimerHandle& timer) {
  if (!timer.running()) return;
  take_out(nodes_[timer.node].place);
  nodes_[timer.node].place = free_;
  free_ = timer.node;
  timer.node = nobody;
}

bool TimerQueue::pop(Instant now, Fired& fired) {
  if (heap_.empty() || heap_.front().due > now) return false;
  const std::uint32_t node = heap_.front().node;
  fired = {nodes_[node].owner, nodes_[node].name, heap_.front().due};
  take_out(0);
  nodes_[node].place = free_;
  free_ = node;
  return true;
}

}  // namespace sipwright::core
