// Each probe is judged by what the answers promised, and by what changed since the probe before.
#include "model/monitor/live_state.hpp"

#include <algorithm>

#include "model/monitor/rows.hpp"
#include "model/monitor/uri.hpp"

namespace sipwright::model {

void LiveState::Resource::reuse() {
  name.clear();
  held = waiting = 0;
  fresh = unsure = false;
  count_anew();
}

void LiveState::Resource::count_anew() {
  accepted = refused = copies = 0;
  crowded = waiting > 0;
}

LiveState::Resource* LiveState::find(std::string_view name) {
  return resources_.find(digest(name), [&](const Resource& known) { return known.name == name; });
}

LiveState::Resource& LiveState::get(std::string_view name) {
  if (Resource* known = find(name)) return *known;
  Resource& made = resources_.insert(digest(name));
  made.name.assign(name);
  return made;
}

void LiveState::requested(std::string_view resource) {
  if (!told_) return;
  Resource& asked = get(resource);
  if (++asked.waiting > 1) asked.crowded = true;
}

void LiveState::copied(std::string_view resource) {
  if (Resource* asked = told_ ? find(resource) : nullptr) ++asked->copies;
}

void LiveState::abandoned(std::string_view resource) {
  Resource* asked = told_ ? find(resource) : nullptr;
  if (asked == nullptr) return;
  if (asked->waiting > 0) --asked->waiting;
  asked->fresh = false;
}

void LiveState::disturbed() {
  resources_.each([](Resource& known) { known.fresh = false; });
}

void LiveState::answered(const Transaction& asked, std::string_view new_tag, std::uint64_t observation,
                         bool unsure) {
  Resource* resource = told_ ? find(asked.key->resource) : nullptr;
  if (resource == nullptr) return;
  if (resource->waiting > 0) --resource->waiting;
  ++(success(asked.code) ? resource->accepted : resource->refused);
  if (unsure) resource->unsure = true;
  Step& last = resource->last;
  last.package.assign(asked.key->package);
  last.if_match.assign(asked.if_match());
  last.tag.assign(new_tag);
  last.opened_by = asked.opened_by;
  last.closed_by = observation;
  last.removal = asked.removal();
  last.body = asked.body;
}

const LiveEntry* LiveState::entry(const Observation& seen, std::string_view package, std::string_view tag) {
  for (const LiveEntry& one : seen.probe)
    if (one.tag == tag && one.package == package) return &one;
  return nullptr;
}

void LiveState::probe(const Observation& seen, Ledger& server, Ledger* agents, Judge& judge) {
  told_ = true;
  std::string room;
  const std::string_view name = canonical_uri(seen.probed, UriForm::loose, room);
  Resource& was = get(name);
  const bool settled = was.waiting == 0 && !was.crowded && !was.unsure;
  if (settled) {
    judge_entries(seen, was, server, agents, judge);
    judge_missing(seen, was, server, judge);
    if (was.fresh) judge_difference(seen, was, server.options().life_tolerance, judge);
  }
  if (was.entries.size() < seen.probe.size()) was.entries.resize(seen.probe.size());
  was.held = seen.probe.size();
  for (std::size_t i = 0; i < was.held; ++i) {
    was.entries[i].package.assign(seen.probe[i].package);
    was.entries[i].tag.assign(seen.probe[i].tag);
    was.entries[i].document = seen.probe[i].document;
    was.entries[i].dies_at = seen.probe[i].dies_at;
  }
  was.fresh = was.waiting == 0;
  // Once empty, everything in it is known again.
  was.unsure = was.unsure && was.held > 0;
  was.probed = seen.time;
  was.count_anew();
  if (was.held == 0 && was.waiting == 0) resources_.erase(was);
}

// What is live: may it be?
void LiveState::judge_entries(const Observation& seen, Resource& was, Ledger& server, Ledger* agents, Judge& judge) {
  for (const LiveEntry& one : seen.probe) {
    Tag* tag = server.tag(was.name, one.package, one.tag);
    if (tag == nullptr) {
      if (!server.options().from_start || server.forgot_tags()) continue;
      judge.premise(Invariant::inv_45);
      judge.accuse(Invariant::inv_45, {},
                   "expected state only under tags that a 2xx gave, saw state under " + quoted(one.tag) + " for " +
                       was.name);
      continue;
    }
    const Tag* known = agents == nullptr ? tag : agents->tag(was.name, one.package, one.tag);
    const bool orphan = known == nullptr || (agents != nullptr && known->doubtful && !tag->doubtful);
    if (orphan) judge.premise(Invariant::inv_45);
    if (tag->doubtful) continue;
    const std::string saw = ", saw it alive at " + seconds_text(seen.time);
    switch (tag->state) {
      case TagState::removed:
        judge.accuse(Invariant::inv_24, {tag->ended_by},
                     "expected no state under tag " + quoted(one.tag) + " after the removal of " +
                         observation_text(tag->ended_by) + saw);
        tag->doubtful = true;
        break;
      case TagState::superseded:
        judge.premise(Invariant::inv_16);
        judge.accuse(Invariant::inv_16, {tag->ended_by},
                     "expected no state under tag " + quoted(one.tag) + ", superseded in " +
                         observation_text(tag->ended_by) + saw);
        tag->doubtful = true;
        break;
      default:
        judge.premise(Invariant::inv_23);
        if (tag->latest == never || seen.time <= tag->latest + server.options().life_tolerance) break;
        judge.accuse(Invariant::inv_23, {tag->given_by},
                     "expected state under tag " + quoted(one.tag) + " to end at " + seconds_text(tag->latest) + saw);
        if (orphan)
          judge.accuse(Invariant::inv_45, {tag->given_by},
                       "expected state whose tag no agent learned to end with its grant at " +
                           seconds_text(tag->latest) + saw);
        tag->doubtful = true;
        break;
    }
  }
}

// What was live and is not: was that its time?
void LiveState::judge_missing(const Observation& seen, Resource& was, Ledger& server, Judge& judge) {
  const auto missing = [&](std::string_view package, std::string_view name) {
    if (name.empty() || entry(seen, package, name) != nullptr) return;
    Tag* tag = server.tag(was.name, package, name);
    if (tag == nullptr || tag->doubtful || tag->state != TagState::current) return;
    judge.premise(Invariant::inv_23);
    if (seen.time + server.options().life_tolerance >= tag->deadline) return;
    judge.accuse(Invariant::inv_23, {tag->given_by},
                 "expected state under tag " + quoted(name) + " to live until " + seconds_text(tag->deadline) +
                     ", saw it gone at " + seconds_text(seen.time));
    tag->doubtful = true;
  };
  for (std::size_t i = 0; i < was.held; ++i) missing(was.entries[i].package, was.entries[i].tag);
  if (was.accepted > 0) missing(was.last.package, was.last.tag);
}

void LiveState::judge_difference(const Observation& seen, Resource& was, Nanoseconds slack, Judge& judge) {
  const bool one = was.accepted == 1;
  if (was.accepted > 1) return;
  if (was.accepted == 0 && was.refused > 0) judge.premise(Invariant::inv_36);
  if (was.accepted + was.refused == 0 && was.copies > 0) judge.premise(Invariant::inv_27);
  std::string changed;
  bool touched = false;  // something that stays is not what it was
  bool others = false;
  const Entry* named = nullptr;
  for (std::size_t i = 0; i < was.held; ++i) {
    const Entry& old = was.entries[i];
    if (one && old.tag == was.last.if_match) {
      named = &old;
      continue;
    }
    if (old.dies_at <= seen.time) continue;  // its time had come
    others = true;
    const LiveEntry* now = entry(seen, old.package, old.tag);
    if (now == nullptr) {
      changed = "state under tag " + quoted(old.tag) + " gone";
    } else if (now->document != old.document) {
      changed = "the document under tag " + quoted(old.tag) + " changed";
      touched = true;
    } else if (std::max(now->dies_at, old.dies_at) - std::min(now->dies_at, old.dies_at) > slack) {
      changed = "the end of tag " + quoted(old.tag) + " moved";
      touched = true;
    }
  }
  for (const LiveEntry& now : seen.probe) {
    const bool known = std::any_of(was.entries.begin(), was.entries.begin() + static_cast<std::ptrdiff_t>(was.held),
                                   [&](const Entry& old) { return old.tag == now.tag && old.package == now.package; });
    if (!known && !(one && now.tag == was.last.tag)) changed = "new state under tag " + quoted(now.tag);
  }
  if (one && others) judge.premise(Invariant::inv_37);
  if (one && named != nullptr && !was.last.body && !was.last.removal) {
    const LiveEntry* now = entry(seen, named->package, was.last.tag);
    judge.premise(Invariant::inv_38);
    if (now != nullptr && now->document != named->document)
      judge.accuse(Invariant::inv_38, {was.last.opened_by, was.last.closed_by},
                   "expected a refresh to leave the document as it is, saw another one under tag " +
                       quoted(was.last.tag));
  }
  if (changed.empty()) return;
  const std::string saw = " for " + was.name + ", saw " + changed;
  if (one) {
    judge.accuse(Invariant::inv_37, {was.last.opened_by, was.last.closed_by},
                 "expected an accepted PUBLISH to touch only the state that it names" + saw);
  } else if (was.refused > 0) {
    judge.accuse(Invariant::inv_36, {was.last.opened_by, was.last.closed_by},
                 "expected a refused PUBLISH to change nothing" + saw);
  } else if (was.copies > 0) {
    judge.accuse(Invariant::inv_27, {}, "expected a copy of a request to change nothing" + saw);
  } else if (touched) {
    judge.accuse(Invariant::inv_37, {}, "expected no change without a PUBLISH for this resource" + saw);
  }
}

}  // namespace sipwright::model
