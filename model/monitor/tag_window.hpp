// The tags that a compositor handed out, remembered in a window of stated size.
//
// "Unique over history" cannot be judged with bounded memory. So the newest tags are kept as text and can accuse; a
// larger number is kept as 64-bit hashes and can only raise a doubt: a hash hit alone accuses nobody.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/monitor/observation.hpp"

namespace sipwright::model {

class TagWindow {
 public:
  enum class Answer : std::uint8_t { fresh, same_transaction, repeated, doubtful };
  struct Result {
    Answer answer = Answer::fresh;
    std::uint64_t first_seen = 0;  // number of the observation that gave the tag first; with `repeated`
  };

  TagWindow(std::size_t texts_max, std::size_t hashes_max) : texts_max_(texts_max), hashes_max_(hashes_max) {}

  // Looks `tag` up under `resource` and remembers it. `transaction` is a hash of the transaction's identity, so that
  // a repeated answer of one transaction, however late, is no repeated tag.
  Result insert(std::string_view resource, std::string_view tag, std::uint64_t transaction, std::uint64_t observation) {
    std::string key(resource);
    key += '\n';
    key += tag;
    if (const auto known = texts_.find(key); known != texts_.end()) {
      if (known->second.transaction == transaction) return {Answer::same_transaction, known->second.observation};
      return {Answer::repeated, known->second.observation};
    }
    const std::uint64_t hash = digest(key);
    Result result;
    if (const auto known = hashes_.find(hash); known != hashes_.end())
      result.answer = known->second == transaction ? Answer::same_transaction : Answer::doubtful;
    const auto placed = texts_.emplace(std::move(key), Entry{transaction, observation}).first;
    text_order_.push_back(&placed->first);
    if (text_order_.size() > texts_max_) {
      remember_hash(digest(*text_order_.front()), texts_.at(*text_order_.front()).transaction);
      texts_.erase(texts_.find(*text_order_.front()));
      text_order_.pop_front();
    }
    return result;
  }

 private:
  struct Entry {
    std::uint64_t transaction;
    std::uint64_t observation;
  };

  void remember_hash(std::uint64_t hash, std::uint64_t transaction) {
    if (!hashes_.emplace(hash, transaction).second) return;
    hash_order_.push_back(hash);
    if (hash_order_.size() <= hashes_max_) return;
    hashes_.erase(hash_order_.front());
    hash_order_.pop_front();
  }

  std::size_t texts_max_;
  std::size_t hashes_max_;
  std::unordered_map<std::string, Entry> texts_;
  std::deque<const std::string*> text_order_;  // nodes of an unordered_map stay where they are
  std::unordered_map<std::uint64_t, std::uint64_t> hashes_;
  std::deque<std::uint64_t> hash_order_;
};

}  // namespace sipwright::model
