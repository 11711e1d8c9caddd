// Grammars that the generator must refuse, one for each of its checks.
//
// Each tests/gen/fail/FAIL-*.g4 begins with the refusal that is expected of it, as it stands on the terminal:
//   // refused: FILE:LINE: TEXT
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "mutations.hpp"
#include "syntax/emit.hpp"

namespace sipwright::test {
namespace {

const std::filesystem::path folder = std::filesystem::path(SIPWRIGHT_SOURCE_DIR) / "tests" / "gen" / "fail";

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().rfind("FAIL-", 0) == 0)
      found.push_back(entry.path().stem().string());
  std::sort(found.begin(), found.end());
  return found;
}

// Everything that the generator does with a grammar, as far as it gets.
void generate(const std::filesystem::path& path) {
  const gen::Grammar grammar = gen::read_grammar(path.string(), "fail");
  gen::check_grammar(grammar);
  gen::emit_rules(grammar);
  gen::emit_tolerances(grammar);
  gen::emit_values(grammar);
  gen::emit_parts(grammar);
}

class Refusals : public testing::TestWithParam<std::string> {};

TEST_P(Refusals, are_as_the_file_says) {
  const std::filesystem::path path = folder / (GetParam() + ".g4");
  std::ifstream in(path);
  std::string first;
  std::getline(in, first);
  const std::string mark = "// refused: ";
  ASSERT_EQ(first.rfind(mark, 0), 0u) << path << ": the first line must be: " << mark << "FILE:LINE: TEXT";
  const std::string expected = first.substr(mark.size());
  try {
    generate(path);
    FAIL() << path << ": was not refused";
  } catch (const gen::GrammarError& error) {
    EXPECT_EQ(std::string(error.what()), expected);
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(grammar, Refusals, testing::ValuesIn(names()), test_name);

TEST(Refusals, the_grammar_itself_is_not_refused) {
  EXPECT_NO_THROW(gen::check_grammar(grammar()));
}

}  // namespace
}  // namespace sipwright::test
