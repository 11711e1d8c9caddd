// Texts and lists that live inside their record as long as they are short: one record, one piece of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/monitor/hash.hpp"

namespace sipwright::model {

// A text of up to `Room` octets in place; a longer one has its own memory, which it keeps for the next.
template <std::size_t Room>
class ShortText {
 public:
  ShortText() = default;
  ShortText(const ShortText&) = delete;
  ShortText& operator=(const ShortText&) = delete;

  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  void assign(std::string_view words) {
    size_ = static_cast<std::uint32_t>(words.size());
    if (words.size() <= Room) {
      if (!words.empty()) std::memcpy(here_, words.data(), words.size());
    } else {
      if (there_ == nullptr) there_ = std::make_unique<std::string>();
      there_->assign(words);
    }
  }
  std::string_view view() const { return {size_ <= Room ? here_ : there_->data(), size_}; }
  operator std::string_view() const { return view(); }
  friend bool operator==(const ShortText& left, std::string_view right) { return same_octets(left, right); }

 private:
  std::uint32_t size_ = 0;
  char here_[Room];
  std::unique_ptr<std::string> there_;
};

// Several texts one after another, each added once.
template <std::size_t Parts, std::size_t Room>
class TextPack {
 public:
  TextPack() = default;
  TextPack(const TextPack&) = delete;
  TextPack& operator=(const TextPack&) = delete;

  void clear() { parts_ = size_ = 0; }
  // Ends the text that add() and append() have written, and begins the next one.
  void add(std::string_view words) {
    append(words);
    ends_[parts_++] = size_;
  }
  void append(std::string_view words) {
    if (words.empty()) return;
    const std::size_t size = size_ + words.size();
    if (size <= Room) {
      std::memcpy(here_ + size_, words.data(), words.size());
    } else {
      if (there_ == nullptr) there_ = std::make_unique<std::string>();
      if (size_ <= Room) there_->assign(here_, size_);
      there_->append(words);
    }
    size_ = static_cast<std::uint32_t>(size);
  }
  std::string_view operator[](std::size_t part) const {
    if (part >= parts_) return {};
    const std::uint32_t begin = part == 0 ? 0 : ends_[part - 1];
    return {(size_ <= Room ? here_ : there_->data()) + begin, ends_[part] - begin};
  }

 private:
  std::uint32_t parts_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t ends_[Parts];
  char here_[Room];
  std::unique_ptr<std::string> there_;
};

// A list of few items, the first `Room` of them in place.
template <class Item, std::size_t Room>
class ShortList {
 public:
  ShortList() = default;
  ShortList(const ShortList&) = delete;
  ShortList& operator=(const ShortList&) = delete;

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  Item* begin() { return items_; }
  Item* end() { return items_ + size_; }
  const Item* begin() const { return items_; }
  const Item* end() const { return items_ + size_; }
  Item& back() { return items_[size_ - 1]; }
  void clear() { size_ = 0; }
  Item& push_back(const Item& item) {
    if (size_ == room_) grow();
    return items_[size_++] = item;
  }
  // The item that follows the erased one.
  Item* erase(Item* item) {
    for (Item* next = item + 1; next != end(); ++next) *(next - 1) = *next;
    --size_;
    return item;
  }

 private:
  void grow() {
    std::vector<Item> larger(2 * room_);
    for (std::size_t i = 0; i < size_; ++i) larger[i] = items_[i];
    there_.swap(larger);
    items_ = there_.data();
    room_ = there_.size();
  }
  Item here_[Room]{};
  Item* items_ = here_;
  std::size_t size_ = 0;
  std::size_t room_ = Room;
  std::vector<Item> there_;
};

}  // namespace sipwright::model
