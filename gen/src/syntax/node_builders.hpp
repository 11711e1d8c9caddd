// The few words that the generated meta-grammar is written in.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "syntax/grammar.hpp"

namespace sipwright::gen {

inline Node octets(std::initializer_list<std::pair<unsigned, unsigned>> ranges) {
  Node node;
  node.kind = Node::Kind::bytes;
  for (const auto& [first, last] : ranges)
    for (unsigned b = first; b <= last; ++b) node.bytes.set(b);
  return node;
}

inline Node call(const char* rule) {
  Node node;
  node.kind = Node::Kind::call;
  node.rule = rule;
  return node;
}

inline Node sequence(std::vector<Node> parts) {
  Node node;
  node.parts = std::move(parts);
  return node;
}

inline Node choice(std::vector<Node> parts) {
  Node node = sequence(std::move(parts));
  node.kind = Node::Kind::choice;
  return node;
}

inline Node optional(Node part) {
  Node node = sequence({std::move(part)});
  node.kind = Node::Kind::repeat;
  return node;
}

inline Node any_number(Node part) {
  Node node = optional(std::move(part));
  node.unbounded = true;
  return node;
}

inline Node at_least_one(Node part) {
  Node node = any_number(std::move(part));
  node.at_least = 1;
  return node;
}

inline Node label(const char* name, Node node) {
  node.label = name;
  return node;
}

inline Node labels(const char* name, Node node) {
  node.is_list = true;
  return label(name, std::move(node));
}

inline void add(Grammar& grammar, const char* name, const char* error, Node body) {
  Rule rule;
  rule.name = name;
  if (*error != '\0') rule.notes.errors.push_back({name, error, 0, "", {}});
  rule.body = std::move(body);
  grammar.index[name] = grammar.rules.size();
  grammar.rules.push_back(std::move(rule));
}

}  // namespace sipwright::gen
