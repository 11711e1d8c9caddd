// What the rows that say "ever" remember: tags, branches, Call-IDs, in a window of stated size.
//
// "Never again" cannot be judged with bounded memory. The newest texts are kept and can accuse; a larger number is kept
// as fingerprints and can only raise a doubt: a hash hit alone accuses nobody. Beyond both nothing is known, which is
// why reports state the horizon.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/monitor/flat_table.hpp"
#include "model/monitor/hash.hpp"
#include "model/monitor/short_text.hpp"

namespace sipwright::model {

class EverWindow {
 public:
  enum class Answer : std::uint8_t { fresh, same_owner, repeated, doubtful };
  struct Result {
    Answer answer = Answer::fresh;
    std::uint64_t first_seen = 0;  // number of the observation that showed the text first; with `repeated`
  };

  // `texts_max` >= 1. The fingerprints take 4 octets each, from the moment when the first text leaves.
  EverWindow(std::size_t texts_max, std::size_t hashes_max) : texts_max_(texts_max), hashes_max_(hashes_max) {}

  // Looks `word`, whose digest() is `hashed`, up within `scope` and remembers it. `owner` is whose it may be: the same
  // text of the same owner is no repetition. A repeated text stays with its first owner.
  Result insert(std::uint64_t scope, std::string_view word, std::uint64_t hashed, std::uint64_t owner,
                std::uint64_t observation) {
    const std::uint64_t hash = mixed(scope, hashed);
    const auto same = [&](const Entry& entry) { return entry.scope == scope && entry.text == word; };
    if (const Entry* known = texts_.find(hash, same)) {
      return {known->owner == owner ? Answer::same_owner : Answer::repeated, known->observation};
    }
    Result result;
    if (!prints_.empty() && prints_[hash & (prints_.size() - 1)] == print_of(hash)) result.answer = Answer::doubtful;
    // Places are given in order and taken back in order: the oldest text stands where the newest will.
    if (texts_.size() == texts_max_) forget_oldest();
    Entry& entry = texts_.insert(hash);
    entry.scope = scope;
    entry.text.assign(word);
    entry.owner = owner;
    entry.observation = observation;
    return result;
  }

 private:
  struct Entry : Pooled {
    std::uint64_t scope = 0;
    std::uint64_t owner = 0;
    std::uint64_t observation = 0;
    ShortText<56> text;
    void reuse() {}
  };

  static std::uint32_t print_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32) | 1u; }
  void forget_oldest() {
    if (prints_.empty() && hashes_max_ > 0) {
      std::size_t size = 1;
      while (2 * size <= hashes_max_) size *= 2;
      prints_.resize(size);
    }
    Entry& oldest = texts_.at(oldest_);
    if (++oldest_ == texts_max_) oldest_ = 0;
    if (!prints_.empty()) prints_[oldest.hash & (prints_.size() - 1)] = print_of(oldest.hash);
    texts_.erase(oldest);
  }

  std::size_t texts_max_;
  std::size_t hashes_max_;
  FlatTable<Entry> texts_;
  std::uint32_t oldest_ = 0;
  std::vector<std::uint32_t> prints_;  // one per place; a newer one takes the place
};

}  // namespace sipwright::model
