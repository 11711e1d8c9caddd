// Sets of positions: each node maps where it may begin to all the places where it may end.
#include "syntax/recogniser.hpp"

#include <algorithm>
#include <vector>

namespace sipwright::gen {

bool Recogniser::derives(const std::string& rule, std::string_view text) {
  known_.clear();
  furthest_ = 0;
  text_ = text;
  return ends_of_rule(rule, 0).count(text.size()) != 0;
}

std::size_t Recogniser::viable_prefix(const std::string& rule, std::string_view text) {
  derives(rule, text);
  return furthest_;
}

Recogniser::Ends Recogniser::ends_of_rule(const std::string& name, std::size_t begin) {
  const Rule& rule = grammar_.rule(name);
  const std::pair<const void*, std::size_t> key{&rule, begin};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  Ends result = ends(rule.body, begin);
  if (!rule.notes.except.empty())
    for (const std::size_t end : ends_of_rule(rule.notes.except, begin)) result.erase(end);
  return known_[key] = result;
}

Recogniser::Ends Recogniser::ends(const Node& node, std::size_t begin) {
  Ends result;
  switch (node.kind) {
    case Node::Kind::bytes:
      if (begin < text_.size() && node.bytes.test(static_cast<unsigned char>(text_[begin]))) {
        result.insert(begin + 1);
        furthest_ = std::max(furthest_, begin + 1);
      }
      return result;
    case Node::Kind::sequence:
      result.insert(begin);
      for (const Node& part : node.parts) {
        Ends next;
        for (const std::size_t at : result) next.merge(ends(part, at));
        result = std::move(next);
      }
      return result;
    case Node::Kind::choice:
      for (const Node& part : node.parts) result.merge(ends(part, begin));
      return result;
    case Node::Kind::repeat: {
      std::vector<std::size_t> open{begin};
      Ends reached;
      while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        for (const std::size_t end : ends(node.parts[0], at))
          if (reached.insert(end).second && node.unbounded) open.push_back(end);
      }
      if (node.at_least == 0) reached.insert(begin);
      return reached;
    }
    case Node::Kind::call:
      return ends_of_rule(node.rule, begin);
  }
  return result;
}

std::string Recogniser::innermost_rule(const std::string& rule, std::string_view text) {
  const std::size_t viable = viable_prefix(rule, text);
  if (derives(rule, text.substr(0, viable))) return rule;
  text_ = text;
  known_.clear();
  known_ways_.clear();
  furthest_ = viable;
  const Way found = way(grammar_.rule(rule).body, 0);
  return !found || found->empty() ? rule : found->back()->rule;
}

Recogniser::Way Recogniser::common(const Way& a, const Way& b) {
  if (!a || !b) return a ? a : b;
  Way both = a;
  both->resize(static_cast<std::size_t>(std::mismatch(a->begin(), a->end(), b->begin(), b->end()).first - a->begin()));
  return both;
}

Recogniser::Way Recogniser::way(const Node& node, std::size_t begin) {
  if (begin > furthest_) return std::nullopt;
  switch (node.kind) {
    case Node::Kind::bytes:
      return begin == furthest_ ? Way(std::in_place) : std::nullopt;
    case Node::Kind::sequence: {
      Way all;
      Ends reached{begin};
      for (const Node& part : node.parts) {
        Ends next;
        for (const std::size_t at : reached) {
          all = common(all, way(part, at));
          next.merge(ends(part, at));
        }
        reached = std::move(next);
      }
      return all;
    }
    case Node::Kind::choice: {
      Way all;
      for (const Node& part : node.parts) all = common(all, way(part, begin));
      return all;
    }
    case Node::Kind::repeat: {
      Way all = way(node.parts[0], begin);
      if (node.unbounded)
        for (const std::size_t at : ends(node, begin)) all = common(all, way(node.parts[0], at));
      return all;
    }
    case Node::Kind::call: {
      const Rule& rule = grammar_.rule(node.rule);
      if (rule.body.kind == Node::Kind::bytes) return way(rule.body, begin);
      const std::pair<const void*, std::size_t> key{&rule, begin};
      const auto [known, fresh] = known_ways_.emplace(key, std::nullopt);
      if (fresh) known->second = way(rule.body, begin);
      Way inside = known->second;
      if (inside) inside->insert(inside->begin(), &node);
      return inside;
    }
  }
  return std::nullopt;
}

}  // namespace sipwright::gen
