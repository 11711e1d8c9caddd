// The compositor's soft state (RFC 3903 3): which tags are alive for which presentity and package, with their
// documents, until when.
//
// The store knows nothing of requests: the steps of RFC 3903 6 look up, decide, and then call exactly one of
// add(), renew() and remove(), so that a refused request has changed nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/flat_index.hpp"
#include "core/keyed_hash.hpp"
#include "core/timer_queue.hpp"
#include "sipwright/randomness.hpp"
#include "sipwright/time.hpp"

namespace sipwright::core {

// An entity-tag (RFC 3903 8.3): sixteen random hexadecimal digits, which no other boot of any compositor had,
// and a count, which no other tag of this boot had.
struct Tag {
  std::uint64_t random = 0;
  std::uint64_t count = 0;

  // Appends the text that goes on the wire.
  void append_to(std::string& out) const;
  std::string text() const {
    std::string out;
    append_to(out);
    return out;
  }
};

class PublicationStore {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = 0xffffffff;

  struct Publication {
    Tag tag;
    Instant dies_at{};
    std::uint32_t presentity = none;  // index for presentity_of()
    Id next = none;                   // of the same presentity, in order of publication
    TimerHandle expiry;
    std::uint8_t package = 0;  // place in the configuration
    bool alive = false;
    std::string media_type;
    std::string document;
  };

  PublicationStore(Randomness& randomness, KeyedHash& hash) : randomness_(randomness), hash_(hash) {}

  // The live publication of this resource and package that `tag` names, compared octet for octet; `none` if
  // there is none. A tag whose time has come is dead even before expire() has run.
  Id find(std::string_view uri, std::uint8_t package, std::string_view tag, Instant now) const;

  // Whether add() can take one more for this resource.
  bool has_room(std::string_view uri) const;

  // A new publication. has_room() was asked before.
  Id add(std::string_view uri, std::uint8_t package, std::string_view media_type, std::string_view document,
         Instant dies_at);
  // New tag and lifetime for a live one, and new state if `document` is given.
  void renew(Id id, Instant dies_at);
  void replace(Id id, std::string_view media_type, std::string_view document, Instant dies_at);
  // The publication ends; the tag returned is a fresh one that names nothing (RFC 3903 6 step 6).
  Tag remove(Id id);

  // A tag that was never given out before.
  Tag fresh_tag();

  // The next one whose time has come at `now`, `none` if there is none. The caller reads it and then
  // remove()s it.
  Id expired(Instant now);
  Instant next_expiry() const { return timers_.next(); }

  const Publication& at(Id id) const { return publications_[id]; }
  std::string_view presentity_of(Id id) const { return presentities_[publications_[id].presentity].uri; }
  std::size_t size() const { return size_; }
  // The first publication of a resource, `none` if there is none; then follow Publication::next.
  Id first_of(std::string_view uri) const;
  // Forgets everything except what makes tags unique.
  void clear();

 private:
  struct Presentity {
    std::string key;
    std::string uri;  // as first seen
    std::uint64_t hash = 0;
    Id first = none;
    Id last = none;
    std::uint32_t publications = 0;
  };

  std::uint32_t find_presentity(std::string_view uri, std::uint64_t& hash) const;
  void retag(Id id);

  Randomness& randomness_;
  KeyedHash& hash_;
  std::uint64_t tags_made_ = 0;
  std::size_t size_ = 0;
  std::deque<Publication> publications_;
  std::vector<Id> free_publications_;
  std::deque<Presentity> presentities_;
  std::vector<std::uint32_t> free_presentities_;
  FlatIndex by_tag_;
  FlatIndex by_presentity_;
  TimerQueue timers_;
  mutable std::string key_;  // scratch
};

}  // namespace sipwright::core
