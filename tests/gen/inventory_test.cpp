// The grammar names every registered header field, as the RFCs have it: header_fields.csv was drawn up from the RFCs
// and not from the grammar, so that a field, a compact form or a "list" that is forgotten there shows here.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "mutations.hpp"

namespace sipwright::test {
namespace {

struct Field {
  std::string compact;
  std::string times;  // "one", "list", "rows"; "... or none" where the value may be empty
  std::string value;  // "typed": its parts are captures; "raw": kept as text
};

std::map<std::string, Field> from_the_rfcs() {
  std::ifstream in(SIPWRIGHT_SOURCE_DIR "/tests/gen/header_fields.csv");
  std::string line;
  std::getline(in, line);
  std::map<std::string, Field> fields;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::string name;
    Field field;
    std::getline(cells, name, ',');
    std::getline(cells, field.compact, ',');
    std::getline(cells, field.times, ',');
    std::getline(cells, field.value, ',');
    fields[name] = field;
  }
  return fields;
}

bool has_label(const gen::Node& node) {
  if (!node.label.empty()) return true;
  if (node.kind == gen::Node::Kind::call && !grammar().rule(node.rule).notes.nested)
    return has_label(grammar().rule(node.rule).body);
  return std::any_of(node.parts.begin(), node.parts.end(), has_label);
}

std::map<std::string, Field> from_the_grammar() {
  std::map<std::string, Field> fields;
  for (const gen::Rule& rule : grammar().rules) {
    const gen::Annotations& notes = rule.notes;
    if (notes.header.empty()) continue;
    const std::string times = notes.single ? "one" : notes.list ? "list" : "rows";
    fields[notes.header] = {notes.compact, times + (notes.empty ? " or none" : ""),
                            has_label(rule.body) ? "typed" : "raw"};
  }
  return fields;
}

TEST(Inventory, every_header_field_is_known_as_the_rfcs_have_it) {
  const std::map<std::string, Field> expected = from_the_rfcs(), known = from_the_grammar();
  EXPECT_EQ(expected.size(), 121u);
  for (const auto& [name, field] : expected) {
    const auto found = known.find(name);
    if (found == known.end()) {
      ADD_FAILURE() << "the grammar does not know " << name;
      continue;
    }
    EXPECT_EQ(found->second.compact, field.compact) << name;
    EXPECT_EQ(found->second.times, field.times) << name;
    EXPECT_EQ(found->second.value, field.value) << name;
  }
  for (const auto& [name, field] : known) EXPECT_TRUE(expected.count(name)) << name << " is in no RFC of the list";
}

}  // namespace
}  // namespace sipwright::test
