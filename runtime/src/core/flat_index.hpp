// From a 64-bit hash to a slot number: the map behind every look-up of the core.
//
// Open addressing in one array, so that adding and removing allocate nothing while the size stays about the
// same. The keys themselves live in the slots: find() asks the caller whether a candidate is the one. Several
// slots may share a hash. Hashes have to come from KeyedHash or from randomness, never from a peer's bytes as
// they are: otherwise a peer could choose them all alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sipwright::core {

class FlatIndex {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  std::size_t size() const { return size_; }

  // The first slot under `hash` for which is_it(slot) holds; `none` if there is none.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt&& is_it) const {
    if (cells_.empty()) return none;
    for (std::size_t at = home(hash); cells_[at].slot != none; at = next(at)) {
      if (cells_[at].hash == hash && is_it(cells_[at].slot)) return cells_[at].slot;
    }
    return none;
  }

  void add(std::uint64_t hash, std::uint32_t slot) {
    if ((size_ + 1) * 4 > cells_.size() * 3) grow();
    put({hash, slot});
    ++size_;
  }

  // The pair has to be there; otherwise nothing happens.
  void remove(std::uint64_t hash, std::uint32_t slot) {
    if (cells_.empty()) return;
    std::size_t at = home(hash);
    while (cells_[at].slot != slot || cells_[at].hash != hash) {
      if (cells_[at].slot == none) return;
      at = next(at);
    }
    // Close the gap: whatever follows and could not sit at its home moves up.
    for (std::size_t from = next(at); cells_[from].slot != none; from = next(from)) {
      const std::size_t wanted = home(cells_[from].hash);
      const bool stays = at < from ? (at < wanted && wanted <= from) : (at < wanted || wanted <= from);
      if (stays) continue;
      cells_[at] = cells_[from];
      at = from;
    }
    cells_[at] = {};
    --size_;
  }

  void clear() {
    cells_.clear();
    size_ = 0;
  }

 private:
  struct Cell {
    std::uint64_t hash = 0;
    std::uint32_t slot = none;
  };

  std::size_t home(std::uint64_t hash) const { return static_cast<std::size_t>(hash) & (cells_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (cells_.size() - 1); }
  void put(const Cell& cell) {
    std::size_t at = home(cell.hash);
    while (cells_[at].slot != none) at = next(at);
    cells_[at] = cell;
  }
  void grow() {
    std::vector<Cell> old = std::exchange(cells_, std::vector<Cell>(cells_.empty() ? 16 : cells_.size() * 2));
    for (const Cell& cell : old) {
      if (cell.slot != none) put(cell);
    }
  }

  std::vector<Cell> cells_;
  std::size_t size_ = 0;
};

}  // namespace sipwright::core
