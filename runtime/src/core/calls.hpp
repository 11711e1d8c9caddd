// Which calls hold which publications.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/flat_index.hpp"
#include "core/keyed_hash.hpp"
#include "sipwright/machines/call.hpp"

namespace sipwright::core {

// Pairs of a call's name and the publication that it holds. A call may hold several (caller and callee), and
// a publication may be held by several calls.
class Calls {
 public:
  static constexpr std::uint32_t none = FlatIndex::none;

  explicit Calls(KeyedHash& hash) : hash_(hash) {}

  std::size_t size() const { return by_name_.size(); }
  bool holds(std::string_view call, std::uint32_t publication) const {
    return find(call, publication) != none;
  }
  void add(std::string_view call, std::uint32_t publication);
  // False if there is no such pair.
  bool remove(std::string_view call, std::uint32_t publication);
  // The state of a pair that is there.
  machines::Call& machine(std::string_view call, std::uint32_t publication) {
    return pairs_[find(call, publication)].machine;
  }
  // The publications that the call holds. `visit` must not change anything here.
  template <class Visit>
  void each_of(std::string_view call, Visit&& visit) const {
    by_name_.find(hash_.add(call).finish(), [&](std::uint32_t slot) {
      if (pairs_[slot].call == call) visit(pairs_[slot].publication);
      return false;
    });
  }
  // Whether any call holds the publication.
  bool any_for(std::uint32_t publication) const {
    return publication < first_.size() && first_[publication] != none;
  }
  // Takes out all pairs of a publication.
  void remove_all(std::uint32_t publication);

 private:
  struct Pair {
    std::string call;
    machines::Call machine;
    std::uint64_t hash = 0;
    std::uint32_t publication = none;
    std::uint32_t next = none;  // of the same publication
    std::uint32_t previous = none;
  };
  std::uint32_t find(std::string_view call, std::uint32_t publication) const;
  void release(std::uint32_t slot);

  KeyedHash& hash_;
  std::deque<Pair> pairs_;
  std::vector<std::uint32_t> free_;
  FlatIndex by_name_;
  std::vector<std::uint32_t> first_;  // per publication
};

}  // namespace sipwright::core
