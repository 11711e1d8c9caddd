// The compositor's soft state (RFC 3903 3): which tags are alive for which presentity and package, with their
// documents, until when.
//
// The store knows nothing of requests: the compositor's machine judges them, and has at most one of add(),
// renew(), replace() and remove() called for each, so that a refused request has changed nothing. What becomes
// of a publication then is decided by its own machine; this class finds it, keeps it and runs its timer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/flat_index.hpp"
#include "core/keyed_hash.hpp"
#include "core/timer_queue.hpp"
#include "sipwright/machines/publication.hpp"
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
    machines::Publication machine;
    Tag tag;
    std::uint32_t presentity = none;  // index for presentity_of()
    Id next = none;                   // of the same presentity, in order of publication
    TimerHandle expiry;
    std::uint8_t package = 0;  // place in the configuration
    std::string media_type;
    std::string document;

    std::size_t octets() const { return media_type.size() + document.size(); }
    // It is gone at this instant, not before and not after.
    Instant dies_at() const { return machine.context.dies_at; }
  };

  // What a request brings; views are copied.
  struct State {
    std::string_view media_type;
    std::string_view document;
  };

  // `octets_max` bounds all documents and media types together. `on_expired` hears of each publication whose time ran
  // out, while it can still be looked at.
  PublicationStore(Randomness& randomness, KeyedHash& hash, std::size_t octets_max,
                   std::function<void(Id)> on_expired)
      : randomness_(randomness), hash_(hash), octets_max_(octets_max), on_expired_(std::move(on_expired)) {}

  // The live publication of this resource and package that `tag` names, compared octet for octet; `none` if
  // there is none.
  Id find(std::string_view uri, std::uint8_t package, std::string_view tag, Instant now);

  // A new publication; `none` if there is no room for one more of this resource, or for its document.
  Id add(std::string_view uri, std::uint8_t package, const State& state, std::uint32_t granted_s, Instant now);
  // New tag and lifetime for a live one.
  void renew(Id id, std::uint32_t granted_s, Instant now);
  // New tag, lifetime and state. False if there is no room for the state: nothing has changed.
  [[nodiscard]] bool replace(Id id, const State& state, std::uint32_t granted_s, Instant now);
  // The publication ends.
  void remove(Id id);

  // A tag that was never given out before.
  Tag fresh_tag();

  // Ends what is due.
  void expire(Instant now);
  Instant next_expiry() const { return timers_.next(); }
  // Whether it lives at `now`, be it that expire() was called or not.
  bool lives(Id id, Instant now) const;

  const Publication& at(Id id) const { return publications_[id]; }
  std::string_view presentity_of(Id id) const { return presentities_[publications_[id].presentity].uri; }
  std::size_t size() const { return size_; }
  // The first publication of a resource, `none` if there is none; then follow Publication::next.
  Id first_of(std::string_view uri) const;
  // Forgets everything except what makes tags unique.
  void restart();

 private:
  struct Presentity {
    std::string key;
    std::string uri;  // as first seen
    std::uint64_t hash = 0;
    Id first = none;
    Id last = none;
    std::uint32_t publications = 0;
  };

  class Effects;

  // Whether the state has room where `freed` octets go.
  bool fits(const State& state, std::size_t freed) const {
    return stored_octets_ - freed + state.media_type.size() + state.document.size() <= octets_max_;
  }
  std::uint32_t find_presentity(std::string_view uri, std::uint64_t& hash) const;
  Id make(std::string_view uri);
  // Whether a tag named something that lives.
  bool process(Id id, const machines::PublicationEvent& event);
  void release(Id id);

  Randomness& randomness_;
  KeyedHash& hash_;
  std::size_t octets_max_;
  std::size_t stored_octets_ = 0;
  std::function<void(Id)> on_expired_;
  machines::PublicationConfig config_;
  State given_;  // during add() and replace()
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
