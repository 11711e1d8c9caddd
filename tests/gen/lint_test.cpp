// What the lint says of grammars with one fault each, and of the project's own.
//
// Each tests/gen/fail/LINT-*.g4 begins with the one complaint that is expected of it:
//   // complaint: KEY: FILE:LINE: TEXT
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mutations.hpp"
#include "syntax/lint.hpp"

namespace sipwright::test {
namespace {

const std::filesystem::path root = SIPWRIGHT_SOURCE_DIR;
const std::filesystem::path folder = root / "tests" / "gen" / "fail";

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().rfind("LINT-", 0) == 0) found.push_back(entry.path().stem().string());
  std::sort(found.begin(), found.end());
  return found;
}

class Lint : public testing::TestWithParam<std::string> {};

TEST_P(Lint, complains_as_the_file_says) {
  const std::filesystem::path path = folder / (GetParam() + ".g4");
  std::ifstream in(path);
  std::string first;
  std::getline(in, first);
  const gen::Grammar grammar = gen::read_grammar(path.string(), "fail");
  gen::check_grammar(grammar);
  const std::vector<gen::Complaint> complaints = gen::lint_grammar(grammar);
  ASSERT_EQ(complaints.size(), 1u);
  const gen::Complaint& one = complaints[0];
  EXPECT_EQ(first, "// complaint: " + one.key + ": " + one.place.file + ":" + std::to_string(one.place.line) + ": " +
                       one.text);
}

std::string test_name(const testing::TestParamInfo<std::string>& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(grammar, Lint, testing::ValuesIn(names()), test_name);

TEST(Lint, the_grammar_itself_has_only_what_is_allowed) {
  std::stringstream allowed;
  allowed << std::ifstream(root / "grammar" / "ambiguities.allow").rdbuf();
  const std::vector<std::string> lines =
      gen::compare_with_allowed(gen::lint_grammar(grammar()), allowed.str(), "grammar/ambiguities.allow");
  for (const std::string& line : lines) ADD_FAILURE() << line;
}

TEST(Lint, a_line_of_the_list_needs_a_reason_and_a_complaint) {
  const std::vector<gen::Complaint> complaints{{{"a.g4", 3}, "ambiguity x", "two ways"}};
  EXPECT_EQ(gen::compare_with_allowed(complaints, "# why\n\nambiguity x: meant\n", "list"), std::vector<std::string>{});
  EXPECT_EQ(gen::compare_with_allowed(complaints, "", "list"),
            std::vector<std::string>{
                "a.g4:3: two ways: separate them, or allow it with a reason in list (ambiguity x)"});
  EXPECT_EQ(gen::compare_with_allowed({}, "ambiguity x: meant\n", "list"),
            std::vector<std::string>{"list:1: 'ambiguity x' is no longer met: remove the line"});
  EXPECT_EQ(gen::compare_with_allowed({}, "ambiguity x\n", "list"),
            std::vector<std::string>{"list:1: no reason given: write KEY: REASON"});
}

}  // namespace
}  // namespace sipwright::test
