#include "syntax/coverage.hpp"

#include <algorithm>

namespace sipwright::gen {
namespace {

bool has_decisions(const Grammar& grammar, const Node& node) {
  return node.kind == Node::Kind::repeat ||
         (node.kind == Node::Kind::choice && only_octets(grammar, node).none());
}

bool common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  for (std::size_t word = 0; word < std::min(a.size(), b.size()); ++word)
    if ((a[word] & b[word]) != 0) return true;
  return false;
}

bool holds(const std::vector<std::uint64_t>& set, std::size_t number) {
  return number / 64 < set.size() && (set[number / 64] >> (number % 64) & 1) != 0;
}

}  // namespace

Coverage::Coverage(const Grammar& grammar, std::size_t goal) : grammar_(grammar), goal_(goal) {
  for (const Rule& rule : grammar.rules) {
    if (only_octets(grammar, rule.body).any() && rule.notes.except.empty()) continue;
    entry_[rule.name] = all_.size();
    add(rule, rule.body, "the rule itself");
    enumerate(rule, rule.body);
  }
  lacking_.assign((all_.size() + 63) / 64, 0);
  for (std::size_t i = 0; i < all_.size(); ++i) lacking_[i / 64] |= std::uint64_t{1} << (i % 64);
  lacking_count_ = all_.size();
  for (const Rule& rule : grammar.rules) of_rule_[rule.name].assign(lacking_.size(), 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Rule& rule : grammar.rules) changed |= add_reach(rule.body, of_rule_[rule.name]);
  }
  for (const auto& [name, number] : entry_) of_rule_[name][number / 64] |= std::uint64_t{1} << (number % 64);
  // Once more, for the rules themselves.
  for (bool changed = true; changed;) {
    changed = false;
    for (const Rule& rule : grammar.rules) changed |= add_reach(rule.body, of_rule_[rule.name]);
  }
}

void Coverage::add(const Rule& rule, const Node& node, const std::string& what) {
  all_.push_back({&rule, node.place.line != 0 ? node.place : rule.place, what});
}

void Coverage::enumerate(const Rule& rule, const Node& node) {
  if (has_decisions(grammar_, node)) {
    first_[&node] = all_.size();
    if (rule.notes.nested) nests_.insert(&node);
    if (node.kind == Node::Kind::choice) {
      for (std::size_t i = 0; i < node.parts.size(); ++i)
        add(rule, node.parts[i],
            "alternative " + std::to_string(i + 1) + " of " + std::to_string(node.parts.size()));
    } else {
      if (node.at_least == 0) add(rule, node, "nothing of what may be left out");
      add(rule, node, "one of what may be there");
      if (node.unbounded) add(rule, node, "several of what may repeat");
    }
  } else if (node.kind == Node::Kind::choice) {
    return;  // single octets
  }
  for (const Node& part : node.parts) enumerate(rule, part);
}

// Adds what `node` leads to; true where something came in.
bool Coverage::add_reach(const Node& node, Set& set) const {
  bool changed = false;
  const auto merge = [&](std::size_t word, std::uint64_t bits) {
    changed |= (bits & ~set[word]) != 0;
    set[word] |= bits;
  };
  if (const auto found = first_.find(&node); found != first_.end()) {
    const std::size_t count = node.kind == Node::Kind::choice
                                  ? node.parts.size()
                                  : 1 + (node.at_least == 0 ? 1u : 0u) + (node.unbounded ? 1u : 0u);
    for (std::size_t i = found->second; i < found->second + count; ++i)
      merge(i / 64, std::uint64_t{1} << (i % 64));
  } else if (node.kind == Node::Kind::choice) {
    return false;
  }
  if (node.kind == Node::Kind::call) {
    const Set& inner = of_rule_.at(node.rule);
    for (std::size_t word = 0; word < inner.size(); ++word) merge(word, inner[word]);
  }
  for (const Node& part : node.parts) changed |= add_reach(part, set);
  return changed;
}

const Coverage::Set& Coverage::reach(const Node& node) const {
  Set& set = of_node_[&node];
  if (set.empty()) {
    set.assign(lacking_.size(), 0);
    add_reach(node, set);
  }
  return set;
}

bool Coverage::can_help(const std::string& rule) const { return common(of_rule_.at(rule), lacking_); }

bool Coverage::leads_to(const std::string& rule, const std::string& inner) const {
  const std::size_t number = entry_.at(inner);
  return (of_rule_.at(rule)[number / 64] >> (number % 64) & 1) != 0;
}

void Coverage::aim_at(const std::string& target) {
  aim_.clear();
  if (target.empty()) return;
  aim_.assign(lacking_.size(), 0);
  const std::size_t number = entry_.at(target);
  aim_[number / 64] |= std::uint64_t{1} << (number % 64);
}

void Coverage::aim_at_lacking(Dice& dice) {
  aim_.clear();
  if (lacking_count_ == 0) return;
  std::size_t number = dice.below(all_.size());
  while ((lacking_[number / 64] >> (number % 64) & 1) == 0) number = (number + 1) % all_.size();
  aim_.assign(lacking_.size(), 0);
  aim_[number / 64] |= std::uint64_t{1} << (number % 64);
}

bool Coverage::can_hit(const std::string& rule) const { return !aim_.empty() && common(of_rule_.at(rule), aim_); }

void Coverage::take(std::size_t number) {
  if (++all_[number].taken != goal_) return;
  lacking_[number / 64] &= ~(std::uint64_t{1} << (number % 64));
  --lacking_count_;
}

void Coverage::count(const Derivation& derivation) {
  if (derivation.rule != nullptr)
    if (const auto found = entry_.find(derivation.rule->name); found != entry_.end()) take(found->second);
  const Node* node = derivation.node;
  const auto found = node == nullptr ? first_.end() : first_.find(node);
  if (found != first_.end() && node->kind == Node::Kind::choice) {
    for (std::size_t i = 0; i < node->parts.size(); ++i)
      if (!derivation.parts.empty() && derivation.parts[0].node == &node->parts[i]) take(found->second + i);
  } else if (found != first_.end()) {
    const std::size_t times = derivation.parts.size(), one = found->second + (node->at_least == 0 ? 1 : 0);
    if (times == 0) take(found->second);
    if (times >= 1) take(one);
    if (times >= 2 && node->unbounded) take(one + 1);
  }
  for (const Derivation& part : derivation.parts) count(part);
}

std::size_t Coverage::taken(const std::string& rule) const {
  const auto found = entry_.find(rule);
  return found == entry_.end() ? 0 : all_[found->second].taken;
}

std::vector<std::string> Coverage::lacking() const {
  std::vector<std::string> lines;
  for (const Alternative& one : all_)
    if (one.taken < goal_)
      lines.push_back(one.rule->name + " (" + one.place.file + ":" + std::to_string(one.place.line) + "): " + one.what +
                      ", " + std::to_string(one.taken) + " times");
  return lines;
}

const Node& Coverage::prefer(const Node& choice, const Node& drawn, Dice& dice) const {
  const auto found = first_.find(&choice);
  if (found == first_.end() || dice.one_in(8)) return drawn;
  for (const Set* wanted : {&aim_, &lacking_}) {
    std::vector<const Node*> useful;
    for (std::size_t i = 0; i < choice.parts.size(); ++i)
      if (holds(*wanted, found->second + i) || common(reach(choice.parts[i]), *wanted))
        useful.push_back(&choice.parts[i]);
    if (!useful.empty()) return *useful[dice.below(useful.size())];
  }
  return drawn;
}

std::size_t Coverage::prefer_times(const Node& repeat, std::size_t drawn, bool hurry, Dice& dice) const {
  const auto found = first_.find(&repeat);
  if (found == first_.end() || (hurry && nests_.count(&repeat) != 0)) return drawn;
  const std::size_t one = found->second + (repeat.at_least == 0 ? 1 : 0);
  for (const Set* wanted : {&aim_, &lacking_}) {
    std::vector<std::size_t> times;
    if (repeat.at_least == 0 && holds(*wanted, found->second)) times.push_back(0);
    if (holds(*wanted, one) || common(reach(repeat.parts[0]), *wanted)) times.push_back(1);
    if (repeat.unbounded && holds(*wanted, one + 1)) times.push_back(2 + dice.below(2));
    if (!times.empty()) return times[dice.below(times.size())];
  }
  return drawn;
}

bool Coverage::wants_parts_of(const Rule& rule) const {
  return common(reach(rule.body), aim_) || common(reach(rule.body), lacking_);
}

}  // namespace sipwright::gen
