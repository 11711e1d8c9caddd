// The tables behind PublicationStore.
#include "core/publication_store.hpp"

#include "core/text.hpp"
#include "core/uri_key.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::core {
namespace {

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

PublicationStore::Id PublicationStore::find(std::string_view uri, std::uint8_t package, std::string_view text,
                                            Instant now) const {
  Tag tag;
  if (!read_tag(text, tag)) return none;
  const Id id =
      by_tag_.find(tag.random, [&](Id candidate) { return publications_[candidate].tag.count == tag.count; });
  if (id == none) return none;
  const Publication& publication = publications_[id];
  if (publication.package != package || publication.dies_at <= now) return none;
  std::uint64_t hash;
  return find_presentity(uri, hash) == publication.presentity ? id : none;
}

bool PublicationStore::has_room(std::string_view uri) const {
  if (size_ >= limits::publications_max) return false;
  std::uint64_t hash;
  const std::uint32_t presentity = find_presentity(uri, hash);
  return presentity == none ||
         presentities_[presentity].publications < limits::publications_per_presentity_max;
}

PublicationStore::Id PublicationStore::first_of(std::string_view uri) const {
  std::uint64_t hash;
  const std::uint32_t presentity = find_presentity(uri, hash);
  return presentity == none ? none : presentities_[presentity].first;
}

PublicationStore::Id PublicationStore::add(std::string_view uri, std::uint8_t package,
                                           std::string_view media_type, std::string_view document,
                                           Instant dies_at) {
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
  Id id;
  if (free_publications_.empty()) {
    id = static_cast<Id>(publications_.size());
    publications_.emplace_back();
  } else {
    id = free_publications_.back();
    free_publications_.pop_back();
  }
  Publication& publication = publications_[id];
  publication.tag = fresh_tag();
  publication.presentity = slot;
  publication.next = none;
  publication.package = package;
  publication.alive = true;
  publication.media_type.assign(media_type);
  publication.document.assign(document);
  publication.dies_at = dies_at;
  timers_.arm(publication.expiry, dies_at, id, 0);
  by_tag_.add(publication.tag.random, id);

  Presentity& presentity = presentities_[slot];
  if (presentity.last == none) {
    presentity.first = id;
  } else {
    publications_[presentity.last].next = id;
  }
  presentity.last = id;
  ++presentity.publications;
  ++size_;
  return id;
}

void PublicationStore::retag(Id id) {
  Publication& publication = publications_[id];
  by_tag_.remove(publication.tag.random, id);
  publication.tag = fresh_tag();
  by_tag_.add(publication.tag.random, id);
}

void PublicationStore::renew(Id id, Instant dies_at) {
  retag(id);
  publications_[id].dies_at = dies_at;
  timers_.arm(publications_[id].expiry, dies_at, id, 0);
}

void PublicationStore::replace(Id id, std::string_view media_type, std::string_view document,
                               Instant dies_at) {
  renew(id, dies_at);
  publications_[id].media_type.assign(media_type);
  publications_[id].document.assign(document);
}

Tag PublicationStore::remove(Id id) {
  Publication& publication = publications_[id];
  timers_.stop(publication.expiry);
  by_tag_.remove(publication.tag.random, id);
  Presentity& presentity = presentities_[publication.presentity];
  Id before = none;
  for (Id at = presentity.first; at != id; at = publications_[at].next) before = at;
  (before == none ? presentity.first : publications_[before].next) = publication.next;
  if (presentity.last == id) presentity.last = before;
  --size_;
  if (--presentity.publications == 0) {
    by_presentity_.remove(presentity.hash, publication.presentity);
    free_presentities_.push_back(publication.presentity);
    presentity = {};
  }
  publication = {};
  free_publications_.push_back(id);
  return fresh_tag();
}

PublicationStore::Id PublicationStore::expired(Instant now) {
  TimerQueue::Fired fired;
  if (!timers_.pop(now, fired)) return none;
  publications_[fired.owner].expiry = {};
  return fired.owner;
}

void PublicationStore::clear() {
  publications_.clear();
  free_publications_.clear();
  presentities_.clear();
  free_presentities_.clear();
  by_tag_.clear();
  by_presentity_.clear();
  timers_ = {};
  size_ = 0;
}

}  // namespace sipwright::core
