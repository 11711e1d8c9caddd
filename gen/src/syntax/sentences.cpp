// Random derivations and their spoilt copies.
#include "syntax/sentences.hpp"

#include <algorithm>
#include <limits>

#include "syntax/coverage.hpp"

namespace sipwright::gen {
namespace {

constexpr std::size_t endless = std::numeric_limits<std::size_t>::max() / 4;
constexpr int attempts_max = 40;

// Every part of a derivation that a change can be made at, with the rule around it.
struct Spot {
  Derivation* part;
  const Rule* rule;
};

void collect(Derivation& derivation, const Rule* around, std::vector<Spot>& spots) {
  if (derivation.rule != nullptr) around = derivation.rule;
  if (derivation.node != nullptr) spots.push_back({&derivation, around});
  for (Derivation& part : derivation.parts) collect(part, around, spots);
}

// The spots of every part that `within` derives.
void collect_within(Derivation& derivation, const std::string& within, std::vector<Spot>& spots) {
  if (derivation.rule != nullptr && derivation.rule->name == within) {
    if (derivation.node == nullptr) spots.push_back({&derivation, derivation.rule});
    return collect(derivation, nullptr, spots);
  }
  for (Derivation& part : derivation.parts) collect_within(part, within, spots);
}

}  // namespace

std::uint64_t Dice::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::string flatten(const Derivation& derivation) {
  std::string text = derivation.octets;
  for (const Derivation& part : derivation.parts) text += flatten(part);
  return text;
}

ByteSet only_octets(const Grammar& grammar, const Node& node) {
  switch (node.kind) {
    case Node::Kind::bytes:
      return node.bytes;
    case Node::Kind::call: {
      const Rule& rule = grammar.rule(node.rule);
      return rule.notes.except.empty() ? only_octets(grammar, rule.body) : ByteSet{};
    }
    case Node::Kind::choice: {
      ByteSet all;
      for (const Node& part : node.parts) {
        const ByteSet set = only_octets(grammar, part);
        if (set.none()) return {};
        all |= set;
      }
      return all;
    }
    default:
      return {};
  }
}

Sentences::Sentences(const Grammar& grammar, std::uint64_t seed, std::size_t size)
    : grammar_(grammar), dice_(seed), size_(size), recogniser_(grammar) {
  for (const Rule& rule : grammar.rules) shortest_[rule.name] = endless;
  for (bool changed = true; changed;) {
    changed = false;
    for (const Rule& rule : grammar.rules) {
      const std::size_t length = shortest(rule.body);
      if (length < shortest_[rule.name]) shortest_[rule.name] = length, changed = true;
    }
  }
}

std::size_t Sentences::shortest(const Node& node) const {
  switch (node.kind) {
    case Node::Kind::bytes:
      return 1;
    case Node::Kind::call:
      return shortest_.at(node.rule);
    case Node::Kind::repeat:
      return node.at_least == 0 ? 0 : shortest(node.parts[0]);
    case Node::Kind::sequence: {
      std::size_t sum = 0;
      for (const Node& part : node.parts) sum = std::min(endless, sum + shortest(part));
      return sum;
    }
    case Node::Kind::choice: {
      std::size_t least = endless;
      for (const Node& part : node.parts) least = std::min(least, shortest(part));
      return least;
    }
  }
  return endless;
}

// Letters and digits most of the time, and where the set has others, one of those: a uniform draw would make
// every token a string of punctuation.
unsigned char Sentences::octet(const ByteSet& set) {
  std::vector<unsigned char> plain, other;
  for (unsigned b = 0; b < 256; ++b) {
    if (!set.test(b)) continue;
    const bool is_plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    (is_plain ? plain : other).push_back(static_cast<unsigned char>(b));
  }
  const bool take_plain = other.empty() || (!plain.empty() && !dice_.one_in(4));
  const auto& from = take_plain ? plain : other;
  return from[dice_.below(from.size())];
}

std::string Sentences::number(std::uint64_t max) {
  std::uint64_t value = dice_.below(1000);
  switch (dice_.below(8)) {
    case 0:
      value = max;
      break;
    case 1:
      value = max + 1;
      break;
    case 2:
      value = 0;
      break;
    case 3:
      value = dice_.next();
      break;
    default:
      value = std::min(value, max);
  }
  return std::string(dice_.one_in(10) ? dice_.below(4) : 0, '0') + std::to_string(value);
}

Derivation Sentences::draw_rule(const Rule& rule, std::size_t& budget) {
  Derivation result;
  result.rule = &rule;
  const bool by_parts = coverage_ != nullptr && coverage_->wants_parts_of(rule);
  if (rule.notes.max && !by_parts && !dice_.one_in(4)) {
    result.octets = number(*rule.notes.max);
    if (recogniser_.derives(rule.name, result.octets)) return result;
    result.octets.clear();
  }
  for (int attempt = 0;; ++attempt) {
    result.parts = {draw(rule.body, budget)};
    if (rule.notes.except.empty() || !recogniser_.derives(rule.notes.except, flatten(result))) return result;
    if (attempt == attempts_max)
      throw GrammarError(rule.place, "no sentence of '" + rule.name + "' was found that @except leaves");
  }
}

Derivation Sentences::draw(const Node& node, std::size_t& budget) {
  Derivation result;
  if (budget > 0) --budget;
  switch (node.kind) {
    case Node::Kind::bytes:
      result.octets.assign(1, static_cast<char>(octet(node.bytes)));
      break;
    case Node::Kind::call:
      result = draw_rule(grammar_.rule(node.rule), budget);
      break;
    case Node::Kind::sequence:
      for (const Node& part : node.parts) result.parts.push_back(draw(part, budget));
      break;
    case Node::Kind::choice: {
      // One draw over the union: choosing among the alternatives first would make tokens of punctuation.
      if (const ByteSet set = only_octets(grammar_, node); set.any()) {
        result.octets.assign(1, static_cast<char>(octet(set)));
        break;
      }
      const Node* chosen = &node.parts[dice_.below(node.parts.size())];
      if (budget == 0 || shortest(*chosen) >= endless)
        chosen =
            &*std::min_element(node.parts.begin(), node.parts.end(),
                               [this](const Node& a, const Node& b) { return shortest(a) < shortest(b); });
      if (coverage_ != nullptr) chosen = &coverage_->prefer(node, *chosen, dice_);
      result.parts.push_back(draw(*chosen, budget));
      break;
    }
    case Node::Kind::repeat: {
      std::size_t times = static_cast<std::size_t>(node.at_least);
      const std::size_t most = node.unbounded ? 12 : 1;
      while (times < most && budget > 0 && (node.unbounded ? !dice_.one_in(3) : dice_.one_in(2)))
        ++times, --budget;
      if (coverage_ != nullptr) times = coverage_->prefer_times(node, times, budget == 0, dice_);
      for (std::size_t i = 0; i < times; ++i) result.parts.push_back(draw(node.parts[0], budget));
      break;
    }
  }
  result.node = &node;
  return result;
}

Derivation Sentences::derivation(const std::string& rule) {
  std::size_t budget = size_ + dice_.below(size_ * 2 + 1);
  return draw_rule(grammar_.rule(rule), budget);
}

std::string Sentences::sentence(const std::string& rule) {
  return flatten(derivation(rule));
}

NearMiss Sentences::near_miss(const std::string& rule) {
  for (int attempt = 0; attempt < attempts_max; ++attempt)
    if (const NearMiss miss = spoil(rule, ""); !miss.change.empty()) return miss;
  return {sentence(rule), "", ""};
}

NearMiss Sentences::near_miss(const std::string& rule, const std::string& within) {
  return spoil(rule, within);
}

// One change of one sentence; `within` empty: anywhere.
NearMiss Sentences::spoil(const std::string& rule, const std::string& within) {
  Derivation spoilt = derivation(rule);
  std::vector<Spot> spots;
  if (within.empty())
    collect(spoilt, nullptr, spots);
  else
    collect_within(spoilt, within, spots);
  if (spots.empty()) return {};
  const Spot spot = spots[dice_.below(spots.size())];
  Derivation& part = *spot.part;
  NearMiss miss;
  miss.rule = spot.rule != nullptr ? spot.rule->name : rule;
  switch (dice_.below(6)) {
    case 0:
      miss.change = "dropped";
      part = Derivation{};
      break;
    case 1: {
      miss.change = "foreign octet";
      const std::string kept = flatten(part);
      const std::string foreign(1, static_cast<char>(octet(ByteSet().set())));
      part = Derivation{};
      part.octets = dice_.one_in(2) ? foreign + kept : foreign + (kept.empty() ? kept : kept.substr(1));
      break;
    }
    case 2: {
      miss.change = "doubled";
      const std::string kept = flatten(part);
      part = Derivation{};
      part.octets = kept + kept;
      break;
    }
    case 3: {
      if (part.rule == nullptr || part.rule->notes.except.empty()) return {};
      miss.change = "excepted name";
      const Rule& excepted = grammar_.rule(part.rule->notes.except);
      std::size_t budget = size_;
      const std::string name = flatten(draw_rule(excepted, budget));
      part = Derivation{};
      part.octets = name;
      break;
    }
    case 4:
      miss.change = "emptied";
      for (Derivation& inner : part.parts) inner = Derivation{};
      break;
    default:
      miss.change = "cut short";
  }
  miss.octets = flatten(spoilt);
  if (miss.change == "cut short" && !miss.octets.empty())
    miss.octets.resize(dice_.below(miss.octets.size()));
  if (recogniser_.derives(rule, miss.octets)) return {};
  return miss;
}

}  // namespace sipwright::gen
