// RFC 3903 section 6: which step decides, what it may say, and that it only says it when it is so.
#include <array>

#include "model/monitor/rows.hpp"

namespace sipwright::model {
namespace {

// The steps in their order; see INV-39.
enum Step : int { identity, method, resource, merged, require, event, tag_syntax, tag_live, interval, body, passed };

// 400, 403, 415, 505 and 5xx may come at any step.
bool any_time(std::uint32_t code) { return code == 400 || code == 403 || code == 415 || code >= 500; }

Step step_of(std::uint32_t code) {
  switch (code) {
    case 401: case 407: return identity;
    case 405: case 501: return method;
    case 404: case 416: return resource;
    case 482: return merged;
    case 420: return require;
    case 489: return event;
    case 412: return tag_live;
    case 423: return interval;
    case 413: return body;
    default: return passed;
  }
}

bool scheme_served(std::string_view uri) {
  return uri.substr(0, 4) == "sip:" || uri.substr(0, 5) == "sips:" || uri.substr(0, 5) == "pres:";
}

// Steps that certainly fail for this request, as a set of bits.
unsigned certain_faults(const Answered& seen) {
  const Transaction& asked = seen.transaction;
  unsigned faults = 0;
  if (!scheme_served(asked.key->resource)) faults |= 1u << resource;
  PackageNews* news = seen.ledger.news(asked.key->package);
  if (asked.key->package.empty() || (news != nullptr && news->refused)) faults |= 1u << event;
  if (asked.conditional) {
    const Tag* tag = seen.named;
    const bool unknown = tag == nullptr && seen.ledger.options().from_start && !seen.ledger.forgot_tags();
    const bool dead = tag != nullptr && (tag->state == TagState::superseded || tag->state == TagState::removed) &&
                      tag->ended_by < asked.opened_by;
    if (unknown || dead) faults |= 1u << tag_live;
  } else if (!asked.body) {
    faults |= 1u << body;
  }
  const bool brief = news != nullptr && asked.expires.value_or(0) != 0 && *asked.expires < news->expires_min;
  if (brief) faults |= 1u << interval;
  return faults;
}

// INV-50, of the compositor: RFC 3903 has tags compared, and does not say how; RFC 3261 7.3.1 calls tokens
// case-insensitive. It is a warning.
void judge_spelling(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  if (asked.code == 423) return;
  Tag* meant = seen.ledger.spelt_otherwise(asked);
  if (meant == nullptr) return;
  judge.premise(Invariant::inv_50);
  if (asked.code == 412) return;
  judge.accuse(Invariant::inv_50, {meant->given_by, asked.opened_by},
               "expected tags to be compared octet for octet (a warning), saw " + std::to_string(asked.code) + " to " +
                   quoted(asked.if_match()) + " where " + quoted(meant->text) + " lives");
  meant->doubtful = true;  // this request may have replaced it
}

}  // namespace

void judge_liveness(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  Ledger& ledger = seen.ledger;
  if (!asked.conditional || (asked.code != 412 && asked.code != 423 && !success(asked.code))) return;
  const Tag* tag = seen.named;
  const Nanoseconds slack = ledger.options().life_tolerance;
  const std::string_view history = "the whole history of the tag at the compositor";
  if (tag == nullptr) {
    if (!ledger.options().from_start || ledger.forgot_tags()) return judge.undecided(Invariant::inv_17, history);
    judge.premise(Invariant::inv_17);
    judge_spelling(seen, judge);
    if (asked.code != 412)
      judge.accuse(Invariant::inv_17, {asked.opened_by},
                   "expected 412 to tag " + quoted(asked.if_match()) + ", which was never given for " +
                       std::string(asked.key->resource) + ", saw " + std::to_string(asked.code));
    return;
  }
  if (tag->state != TagState::current) return;  // INV-16
  if (tag->doubtful || asked.crowded || asked.key->waiting > 1) return judge.undecided(Invariant::inv_17, history);
  if (tag->latest != never && asked.first > tag->latest + slack) {
    judge.premise(Invariant::inv_17);
    if (asked.code != 412)
      judge.accuse(Invariant::inv_17, {tag->given_by, asked.opened_by},
                   "expected 412 to tag " + quoted(asked.if_match()) + ", whose state ended at " +
                       seconds_text(tag->latest) + ", saw " + std::to_string(asked.code));
  } else if (seen.time + slack < tag->deadline) {
    const Chain* chain = ledger.chain(asked.chain);
    // The agent's end cannot tell whether a request without an answer was served.
    if (ledger.side() != Side::server && (chain == nullptr || chain->doubtful))
      return judge.undecided(Invariant::inv_17, history);
    judge.premise(Invariant::inv_17);
    if (asked.code == 412)
      judge.accuse(Invariant::inv_17, {tag->given_by, asked.opened_by},
                   "expected tag " + quoted(asked.if_match()) + " to be found, which lives until " +
                       seconds_text(tag->deadline) + ", saw 412");
  }
}

void judge_interval(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  if (asked.code == 423) {
    judge.premise(Invariant::inv_21);
    const number& least = seen.response.min_expires;
    const bool below = least.has_value() && (!asked.expires.has_value() || *asked.expires < *least);
    const bool brief = asked.expires != 0u && below;
    if (!brief)
      judge.accuse(Invariant::inv_21, {asked.opened_by},
                   "expected 423 only with a Min-Expires above what was asked, saw " +
                       (least.has_value() ? "Min-Expires " + std::to_string(*least) : std::string("none")) +
                       (asked.expires.has_value() ? " to Expires " + std::to_string(*asked.expires) : std::string()));
    PackageNews* news = seen.ledger.news(asked.key->package);
    if (brief && news != nullptr) news->expires_min = *least;
  }
  if (asked.expires == 0u) {
    judge.premise(Invariant::inv_22);
    if (asked.code == 423)
      judge.accuse(Invariant::inv_22, {asked.opened_by}, "expected a removal never to be too brief, saw 423");
  }
  if (success(asked.code) && asked.removal() && seen.response.expires.has_value()) {
    judge.premise(Invariant::inv_24);
    if (*seen.response.expires != 0)
      judge.accuse(Invariant::inv_24, {asked.opened_by},
                   "expected a removal to be granted 0 s, saw " + std::to_string(*seen.response.expires) + " s");
  }
}

void judge_order(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  if (asked.code == 489 && !asked.key->package.empty())
    if (PackageNews* news = seen.ledger.news(asked.key->package)) news->refused = true;
  const unsigned known = certain_faults(seen);
  if (known == 0 || any_time(asked.code)) return;
  const Step answered = step_of(asked.code);
  // What the answer itself says of a later step counts as a fault too; nothing is too brief in a removal.
  const bool told = answered != passed && !(answered == interval && asked.expires == 0u);
  const unsigned all = known | (told ? 1u << answered : 0u);
  if ((all & (all - 1)) == 0) return;  // a single fault
  judge.premise(Invariant::inv_39);
  int earliest = 0;
  while ((known >> earliest & 1) == 0) ++earliest;
  if (answered <= earliest) return;
  constexpr std::array<std::string_view, 11> codes = {"401", "405", "416", "482", "420", "489",
                                                      "400", "412", "423", "400", "2xx"};
  judge.accuse(Invariant::inv_39, {asked.opened_by},
               "expected " + std::string(codes[static_cast<std::size_t>(earliest)]) +
                   " from the first of several steps that fail, saw " + std::to_string(asked.code));
}

void judge_replay(const Answered& seen, Judge& judge) {
  const Transaction& asked = seen.transaction;
  if (asked.nonce_count == 0 || !success(asked.code) || !judge.compositors()) return;
  const std::uint64_t use = digest(asked.nonce_use());
  const auto known = seen.ledger.nonce_uses.insert(0, asked.nonce_use(), use, asked.serial, seen.observation);
  if (known.answer == EverWindow::Answer::doubtful)
    return judge.undecided(Invariant::inv_41, "the text of a nonce that left the window; only its hash is left");
  judge.premise(Invariant::inv_41);
  if (known.answer == EverWindow::Answer::repeated)
    judge.accuse(Invariant::inv_41, {known.first_seen, asked.opened_by},
                 "expected nonce and nc to be accepted once, saw both accepted again: " + quoted(asked.nonce_use()));
}

}  // namespace sipwright::model
