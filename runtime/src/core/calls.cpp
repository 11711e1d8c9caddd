// The table behind Calls.
#include "core/calls.hpp"

namespace sipwright::core {

std::uint32_t Calls::find(std::string_view call, std::uint32_t publication) const {
  return by_name_.find(hash_.add(call).finish(), [&](std::uint32_t slot) {
    return pairs_[slot].publication == publication && pairs_[slot].call == call;
  });
}

void Calls::add(std::string_view call, std::uint32_t publication) {
  std::uint32_t slot;
  if (free_.empty()) {
    slot = static_cast<std::uint32_t>(pairs_.size());
    pairs_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  if (first_.size() <= publication) first_.resize(publication + 1, none);
  Pair& pair = pairs_[slot];
  pair.call.assign(call);
  pair.machine = {};
  pair.hash = hash_.add(call).finish();
  pair.publication = publication;
  pair.previous = none;
  pair.next = first_[publication];
  if (pair.next != none) pairs_[pair.next].previous = slot;
  first_[publication] = slot;
  by_name_.add(pair.hash, slot);
}

bool Calls::remove(std::string_view call, std::uint32_t publication) {
  const std::uint32_t slot = find(call, publication);
  if (slot == none) return false;
  release(slot);
  return true;
}

void Calls::remove_all(std::uint32_t publication) {
  while (publication < first_.size() && first_[publication] != none) release(first_[publication]);
}

void Calls::release(std::uint32_t slot) {
  Pair& pair = pairs_[slot];
  if (pair.previous == none) {
    first_[pair.publication] = pair.next;
  } else {
    pairs_[pair.previous].next = pair.next;
  }
  if (pair.next != none) pairs_[pair.next].previous = pair.previous;
  by_name_.remove(pair.hash, slot);
  pair.publication = none;
  free_.push_back(slot);
}

}  // namespace sipwright::core
