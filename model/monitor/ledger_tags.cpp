// Entity-tags: their form, which ones are known, and how long the dead are remembered.
#include <array>

#include "model/monitor/ledger.hpp"

namespace sipwright::model {
namespace {

// RFC 3261 25.1, token: what may stand in an entity-tag.
constexpr std::array<bool, 256> token_octets = [] {
  std::array<bool, 256> set{};
  for (const char c : std::string_view("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.!%*_+`'~"))
    set[static_cast<unsigned char>(c)] = true;
  return set;
}();

char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return low(c) >= 'a' && low(c) <= 'f' ? low(c) - 'a' + 10 : -1;
}

// A tag without what a careless agent might change in it: case, quotes, blanks, escapes.
std::string skeleton(std::string_view tag) {
  std::string out;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    char c = tag[i];
    if (c == '%' && i + 2 < tag.size() && hex(tag[i + 1]) >= 0 && hex(tag[i + 2]) >= 0) {
      c = static_cast<char>(hex(tag[i + 1]) * 16 + hex(tag[i + 2]));
      i += 2;
    }
    if (c != '"' && c != ' ' && c != '\t') out += low(c);
  }
  return out;
}

}  // namespace

bool names_one_tag(const Fields& response) {
  if (response.etag_rows != 1 || response.etag.empty()) return false;
  for (const char c : response.etag)
    if (!token_octets[static_cast<unsigned char>(c)]) return false;
  return true;
}

bool same_but_for_spelling(std::string_view left, std::string_view right) { return skeleton(left) == skeleton(right); }

Tag* Ledger::spelt_otherwise(const Transaction& asked) {
  // Each search reads all tags: who asks without end shall not make the monitor slow.
  constexpr unsigned searches_max = 1'000;
  if (searches_ == searches_max) return nullptr;
  ++searches_;
  const std::string wanted = skeleton(asked.if_match());
  Tag* found = nullptr;
  tags_.each([&](Tag& known) {
    const bool other = known.key == asked.key && known.state == TagState::current && known.text != asked.if_match();
    if (other && skeleton(known.text) == wanted) found = &known;
  });
  return found;
}

Tag* Ledger::tag(std::string_view resource, std::string_view package, std::string_view tag) {
  const Key* known = keys_.find(mixed(digest(resource), digest(package)), [&](const Key& key) {
    return key.resource == resource && key.package == package;
  });
  return known == nullptr ? nullptr : this->tag(known, tag);
}

Tag& Ledger::give_tag(Key& key, std::string_view name, std::uint64_t hash) {
  Tag& given = tags_.insert(hash);
  given.key = &key;
  ++key.references;
  given.text.assign(name);
  return given;
}

// Only a burial of its own is the last one: a tag that is given again lives again.
void Ledger::bury(Tag& tag) {
  tag.burial = ++burials_;
  dead_tags_.push_back({tag.place, tag.burial});
  while (dead_tags_.size() > options_.dead_tags_max) {
    Tag& oldest = tags_.at(dead_tags_.front().place);
    if (oldest.lives && oldest.burial == dead_tags_.front().number) {
      Key* about = oldest.key;
      tags_.erase(oldest);
      release(about);
      forgot_tags_ = true;
    }
    dead_tags_.pop_front();
  }
}

}  // namespace sipwright::model
