// Where publications are found and kept, and execution of what their machines decide.
#include "core/publication_store.hpp"

#include <utility>

#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::core {

using machines::PublicationEvent;
using machines::PublicationEventKind;
using machines::PublicationTimer;

class PublicationStore::Effects {
 public:
  Effects(PublicationStore& all, Id id) : all_(all), one_(all.publications_[id]), id_(id) {}

  void assign_tag() {
    all_.by_tag_.remove(one_.tag.random, id_);
    one_.tag = all_.fresh_tag();
    all_.by_tag_.add(one_.tag.random, id_);
  }
  void keep_document() {
    all_.stored_octets_ -= one_.octets();
    one_.media_type.assign(all_.given_.media_type);
    one_.document.assign(all_.given_.document);
    all_.stored_octets_ += one_.octets();
  }
  void found() { found_live = true; }
  void expired() { all_.on_expired_(id_); }
  void forget() { forgotten = true; }
  void arm(PublicationTimer name, Instant at) {
    all_.timers_.arm(one_.expiry, at, id_, static_cast<std::uint8_t>(name));
  }
  void disarm() { all_.timers_.stop(one_.expiry); }

  bool found_live = false;
  bool forgotten = false;

 private:
  PublicationStore& all_;
  Publication& one_;
  Id id_;
};

namespace {

// Hears whether a tag would name something that lives, and lets nothing happen.
struct Probe {
  bool found_live = false;
  void found() { found_live = true; }
  void assign_tag() {}
  void keep_document() {}
  void expired() {}
  void forget() {}
  void arm(PublicationTimer, Instant) {}
  void disarm() {}
};

// Reads what Tag::append_to() wrote, and nothing else: no upper-case digits, no leading zeros.
bool read_tag(std::string_view text, Tag& tag) {
  if (text.size() < 18 || text[16] != '-') return false;
  const auto random = read_hex(text.substr(0, 16));
  if (!random) return false;
  std::uint64_t count = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 17, end, count);
  if (read.ec != std::errc() || read.ptr != end) return false;
  tag = {*random, count};
  return tag.text() == text;
}

}  // namespace

void Tag::append_to(std::string& out) const {
  out += Hex(random).text();
  out += '-';
  out += Decimal(count).text();
}

Tag PublicationStore::fresh_tag() {
  return {randomness_.word(), ++tags_made_};
}

std::uint32_t PublicationStore::find_presentity(std::string_view uri, std::uint64_t& hash) const {
  key_.clear();
  append_uri_key(key_, uri);
  hash = hash_.add(key_).finish();
  return by_presentity_.find(hash, [&](std::uint32_t slot) { return presentities_[slot].key == key_; });
}

bool PublicationStore::process(Id id, const PublicationEvent& event) {
  Effects effects(*this, id);
  publications_[id].machine.process(event, config_, effects);
  if (effects.forgotten) release(id);
  return effects.found_live;
}

PublicationStore::Id PublicationStore::find(std::string_view uri, std::uint8_t package, std::string_view text,
                                            Instant now) {
  Tag tag;
  if (!read_tag(text, tag)) return none;
  const Id id =
      by_tag_.find(tag.random, [&](Id candidate) { return publications_[candidate].tag.count == tag.count; });
  if (id == none || publications_[id].package != package) return none;
  std::uint64_t hash;
  if (find_presentity(uri, hash) != publications_[id].presentity) return none;
  PublicationEvent event;
  event.kind = PublicationEventKind::named;
  event.now = now;
  return process(id, event) ? id : none;
}

bool PublicationStore::lives(Id id, Instant now) const {
  machines::Publication copy = publications_[id].machine;
  Probe probe;
  PublicationEvent event;
  event.kind = PublicationEventKind::named;
  event.now = now;
  copy.process(event, config_, probe);
  return probe.found_live;
}

PublicationStore::Id PublicationStore::first_of(std::string_view uri) const {
  std::uint64_t hash;
  const std::uint32_t presentity = find_presentity(uri, hash);
  return presentity == none ? none : presentities_[presentity].first;
}

// An empty record at the end of the list of its presentity; `none` if there is no room.
PublicationStore::Id PublicationStore::make(std::string_view uri) {
  if (size_ >= limits::publications_max) return none;
  std::uint64_t hash;
  std::uint32_t slot = find_presentity(uri, hash);
  if (slot == none) {
    if (free_presentities_.empty()) {
      slot = static_cast<std::uint32_t>(presentities_.size());
      presentities_.emplace_back();
    } else {
      slot = free_presentities_.back();
      free_presentities_.pop_back();
    }
    presentities_[slot] = {key_, std::string(uri), hash, none, none, 0};
    by_presentity_.add(hash, slot);
  }
  Presentity& presentity = presentities_[slot];
  if (presentity.publications >= limits::publications_per_presentity_max) return none;
  Id id;
  if (free_publications_.empty()) {
    id = static_cast<Id>(publications_.size());
    publications_.emplace_back();
  } else {
    id = free_publications_.back();
    free_publications_.pop_back();
  }
  publications_[id].presentity = slot;
  (presentity.last == none ? presentity.first : publications_[presentity.last].next) = id;
  presentity.last = id;
  ++presentity.publications;
  ++size_;
  return id;
}

PublicationStore::Id PublicationStore::add(std::string_view uri, std::uint8_t package, const State& state,
                                           std::uint32_t granted_s, Instant now) {
  const Id id = fits(state, 0) ? make(uri) : none;
  if (id == none) return none;
  publications_[id].package = package;
  given_ = state;
  PublicationEvent event;
  event.kind = PublicationEventKind::store;
  event.granted = granted_s;
  event.now = now;
  process(id, event);
  return id;
}

void PublicationStore::renew(Id id, std::uint32_t granted_s, Instant now) {
  PublicationEvent event;
  event.kind = PublicationEventKind::renew;
  event.granted = granted_s;
  event.now = now;
  process(id, event);
}

bool PublicationStore::replace(Id id, const State& state, std::uint32_t granted_s, Instant now) {
  if (!fits(state, publications_[id].octets())) return false;
  given_ = state;
  PublicationEvent event;
  event.kind = PublicationEventKind::replace;
  event.granted = granted_s;
  event.now = now;
  process(id, event);
  return true;
}

void PublicationStore::remove(Id id) {
  PublicationEvent event;
  event.kind = PublicationEventKind::remove;
  process(id, event);
}

void PublicationStore::release(Id id) {
  Publication& publication = publications_[id];
  by_tag_.remove(publication.tag.random, id);
  Presentity& presentity = presentities_[publication.presentity];
  Id before = none;
  for (Id at = presentity.first; at != id; at = publications_[at].next) before = at;
  (before == none ? presentity.first : publications_[before].next) = publication.next;
  if (presentity.last == id) presentity.last = before;
  --size_;
  stored_octets_ -= publication.octets();
  if (--presentity.publications == 0) {
    by_presentity_.remove(presentity.hash, publication.presentity);
    free_presentities_.push_back(publication.presentity);
    presentity = {};
  }
  publication = {};
  free_publications_.push_back(id);
}

void PublicationStore::expire(Instant now) {
  TimerQueue::Fired fired;
  while (timers_.pop(now, fired)) {
    publications_[fired.owner].expiry = {};
    PublicationEvent event;
    event.kind = PublicationEventKind::expiry_due;
    event.now = now;
    process(fired.owner, event);
  }
}

// A record that is free has nothing to lose: its machine expects no such event.
void PublicationStore::restart() {
  PublicationEvent event;
  event.kind = PublicationEventKind::restart;
  for (Id id = 0; id < publications_.size(); ++id) process(id, event);
}

}  // namespace sipwright::core
