// Records in a pool, found by hash: one array of slots, one pool that is used again, no allocation in steady state.
//
// The memory is that of the largest number of records that ever lived at once. A record's address never changes while
// it lives, and `reuse()` makes it new: texts and lists that outgrew their place in the record keep their room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sipwright::model {

// First in, first out, in one array that grows by doubling.
template <class Item>
class Ring {
 public:
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  Item& front() { return items_[first_]; }
  void push_back(Item item) {
    if (count_ == items_.size()) grow();
    items_[(first_ + count_++) & (items_.size() - 1)] = item;
  }
  void pop_front() {
    first_ = (first_ + 1) & (items_.size() - 1);
    --count_;
  }

 private:
  void grow() {
    std::vector<Item> larger(items_.empty() ? 64 : 2 * items_.size());
    for (std::size_t i = 0; i < count_; ++i) larger[i] = items_[(first_ + i) & (items_.size() - 1)];
    items_ = std::move(larger);
    first_ = 0;
  }
  std::vector<Item> items_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

// What every record of a FlatTable is derived from.
struct Pooled {
  std::uint64_t hash = 0;
  std::uint32_t place = 0;  // in the pool
  bool lives = false;
};

// Records side by side in blocks that never move.
template <class Record>
class Pool {
 public:
  Record& operator[](std::uint32_t place) { return blocks_[place >> shift][place & (block - 1)]; }
  // The place of one more.
  std::uint32_t grow() {
    if (count_ % block == 0) blocks_.push_back(std::make_unique<Record[]>(block));
    return count_++;
  }
  std::uint32_t size() const { return count_; }

 private:
  static constexpr std::uint32_t shift = 6, block = 1u << shift;
  std::vector<std::unique_ptr<Record[]>> blocks_;
  std::uint32_t count_ = 0;
};

template <class Record>
class FlatTable {
 public:
  FlatTable() : slots_(64) {}

  // The record of that hash for which `same(record)` holds, or nullptr.
  template <class Same>
  Record* find(std::uint64_t hash, Same same) {
    const std::uint32_t mark = mark_of(hash);
    for (std::size_t at = home(hash);; at = next(at)) {
      const Slot& slot = slots_[at];
      if (slot.record == 0) return nullptr;
      if (slot.mark != mark) continue;
      Record& record = pool_[slot.record - 1];
      if (record.hash == hash && same(record)) return &record;
    }
  }

  // A record that find() does not know yet, as `reuse()` left it.
  Record& insert(std::uint64_t hash) {
    if (2 * (live_ + 1) > slots_.size()) grow();
    std::uint32_t place = 0;
    if (free_.empty()) {
      place = pool_.grow();
    } else {
      place = free_.back();
      free_.pop_back();
    }
    Record& record = pool_[place];
    record.reuse();
    record.hash = hash;
    record.place = place;
    record.lives = true;
    put(hash, place + 1);
    ++live_;
    return record;
  }

  void erase(Record& record) {
    std::size_t hole = home(record.hash);
    while (slots_[hole].record != record.place + 1) hole = next(hole);
    // What was pushed past the hole moves back, so that no search stops too early.
    for (std::size_t at = next(hole); slots_[at].record != 0; at = next(at)) {
      const std::size_t wanted = home(pool_[slots_[at].record - 1].hash);
      const bool stays = hole < at ? wanted > hole && wanted <= at : wanted > hole || wanted <= at;
      if (stays) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole] = {};
    record.lives = false;
    free_.push_back(record.place);
    --live_;
  }

  Record& at(std::uint32_t place) { return pool_[place]; }
  std::size_t size() const { return live_; }
  // Every live record, in no particular order; records may be erased meanwhile, not added.
  template <class Do>
  void each(Do action) {
    for (std::uint32_t place = 0; place < pool_.size(); ++place)
      if (pool_[place].lives) action(pool_[place]);
  }

 private:
  struct Slot {
    std::uint32_t record = 0;  // place in the pool + 1; 0: empty
    std::uint32_t mark = 0;    // upper half of the hash
  };

  static std::uint32_t mark_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  std::size_t home(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  void put(std::uint64_t hash, std::uint32_t record) {
    std::size_t at = home(hash);
    while (slots_[at].record != 0) at = next(at);
    slots_[at] = {record, mark_of(hash)};
  }
  void grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.record != 0) put(pool_[slot.record - 1].hash, slot.record);
  }

  std::vector<Slot> slots_;
  Pool<Record> pool_;
  std::vector<std::uint32_t> free_;
  std::size_t live_ = 0;
};

}  // namespace sipwright::model
