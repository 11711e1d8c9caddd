#include "syntax/derive.hpp"

#include <algorithm>

namespace sipwright::gen {
namespace {

class Deriver {
 public:
  Deriver(const Grammar& grammar, std::string_view text) : grammar_(grammar), text_(text) {}

  Labelled run(const std::string& rule) {
    Labelled whole;
    if (!enter(grammar_.rule(rule), whole.parts)) throw Underivable(furthest_, around_);
    if (at_ != text_.size()) {
      if (at_ > furthest_) throw Underivable(at_, {{&grammar_.rule(rule), 0}});
      throw Underivable(furthest_, around_);
    }
    whole.end = at_;
    return whole;
  }

 private:
  // No octet fits here: one of the ways to go on that the text does not take.
  bool fail() {
    if (at_ > furthest_ || around_.empty()) {
      furthest_ = at_;
      around_ = open_;
    } else if (at_ == furthest_) {
      const auto differ = std::mismatch(around_.begin(), around_.end(), open_.begin(), open_.end());
      around_.erase(differ.first, around_.end());
    }
    return false;
  }

  bool enter(const Rule& rule, std::vector<Labelled>& found) {
    open_.push_back({&rule, at_});
    const bool fits = node(rule.body, found);
    open_.pop_back();
    return fits;
  }

  bool node(const Node& n, std::vector<Labelled>& found) {
    if (n.label.empty()) return unlabelled(n, found);
    Labelled labelled;
    labelled.label = n.label;
    labelled.begin = at_;
    if (!unlabelled(n, labelled.parts)) return false;
    labelled.end = at_;
    found.push_back(std::move(labelled));
    return true;
  }

  // Where it does not fit, nothing has changed.
  bool unlabelled(const Node& n, std::vector<Labelled>& found) {
    switch (n.kind) {
      case Node::Kind::bytes:
        if (at_ == text_.size() || !n.bytes.test(static_cast<unsigned char>(text_[at_]))) return fail();
        ++at_;
        return true;
      case Node::Kind::call:
        return enter(grammar_.rule(n.rule), found);
      case Node::Kind::sequence: {
        const std::size_t begin = at_, count = found.size();
        for (const Node& part : n.parts) {
          if (node(part, found)) continue;
          at_ = begin;
          found.resize(count);
          return false;
        }
        return true;
      }
      case Node::Kind::choice:
        return std::any_of(n.parts.begin(), n.parts.end(), [&](const Node& part) { return node(part, found); });
      case Node::Kind::repeat: {
        int times = 0;
        for (std::size_t begin = at_; node(n.parts[0], found); begin = at_) {
          ++times;
          if (!n.unbounded || at_ == begin) break;
        }
        return times >= n.at_least;
      }
    }
    return false;
  }

  const Grammar& grammar_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Underivable::Open> open_;
  std::size_t furthest_ = 0;
  std::vector<Underivable::Open> around_;  // at `furthest_`
};

}  // namespace

const Labelled* Labelled::find(std::string_view name) const {
  for (const Labelled& part : parts)
    if (part.label == name) return &part;
  return nullptr;
}

std::vector<const Labelled*> Labelled::all(std::string_view name) const {
  std::vector<const Labelled*> found;
  for (const Labelled& part : parts)
    if (part.label == name) found.push_back(&part);
  return found;
}

Labelled derive(const Grammar& grammar, const std::string& rule, std::string_view text) {
  return Deriver(grammar, text).run(rule);
}

}  // namespace sipwright::gen
