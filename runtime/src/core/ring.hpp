// A queue whose elements are reused, so that strings in them keep their memory.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace sipwright::core {

template <class T>
class Ring {
 public:
  explicit Ring(std::size_t limit) : limit_(limit) {}

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // The new last element, with whatever it held before; nullptr if the limit is reached. May move all
  // elements.
  T* push() {
    if (size_ == cells_.size()) {
      if (size_ >= limit_) return nullptr;
      grow();
    }
    return &cells_[(first_ + size_++) & (cells_.size() - 1)];
  }

  // The first element, taken out. It stays readable until the next push().
  T* pop() {
    if (size_ == 0) return nullptr;
    T* out = &cells_[first_];
    first_ = (first_ + 1) & (cells_.size() - 1);
    --size_;
    return out;
  }

 private:
  void grow() {
    std::vector<T> bigger(cells_.empty() ? 8 : cells_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i) bigger[i] = std::move(cells_[(first_ + i) & (cells_.size() - 1)]);
    cells_ = std::move(bigger);
    first_ = 0;
  }

  std::vector<T> cells_;
  std::size_t limit_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace sipwright::core
