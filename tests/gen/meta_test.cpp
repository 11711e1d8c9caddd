// The meta-grammar derives every grammar file of the project, itself included, and nothing that the reader
// refuses for its form. So the two agree on what a grammar file is.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"
#include "syntax/recogniser.hpp"

namespace sipwright::gen {
namespace {

const std::filesystem::path root = SIPWRIGHT_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const Grammar& meta() {
  static const Grammar grammar = read_grammar((root / "gen/meta/Meta.g4").string(), "gen/meta");
  return grammar;
}

// The recogniser follows every derivation at once, so a file goes through it rule by rule: parts that an
// empty line separates. The first part begins with the grammar's name.
void expect_derived(const std::filesystem::path& path) {
  const std::string text = read(path);
  ASSERT_FALSE(text.empty()) << path;
  const std::size_t head_end = text.find(";\n", text.find("\ngrammar ")) + 2;
  std::vector<std::string> parts{text.substr(0, head_end)};
  std::istringstream lines(text.substr(head_end));
  std::string part;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() && part.find(" ;\n") != std::string::npos) parts.push_back(std::exchange(part, ""));
    part += line + "\n";
  }
  parts.push_back(part);
  std::string imports;
  for (const std::string& one : parts) {
    // An import list or rules alone are a file as well, once they have a grammar's name before them.
    const std::string whole = &one == &parts.front() ? one : "grammar X;\n" + one;
    Recogniser recogniser(meta());
    EXPECT_TRUE(recogniser.derives("grammarSpec", whole)) << path << ", the part that begins with:\n"
                                                          << one.substr(0, 200);
  }
}

TEST(MetaGrammar, derives_itself) {
  expect_derived(root / "gen/meta/Meta.g4");
}

TEST(MetaGrammar, derives_every_grammar) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root / "grammar")) {
    if (entry.path().extension() != ".g4") continue;
    expect_derived(entry.path());
    ++files;
  }
  EXPECT_GE(files, 4u);
}

TEST(MetaGrammar, does_not_derive_what_is_no_grammar) {
  for (const char* text : {"grammar X\na : B ;", "grammar X;\na : 'b' ;\n", "grammar X;\na : B {act();} ;\n",
                           "grammar X;\na : B | ;;\n", "grammar X;\na : (B ;\n", "grammar X;\nA : B ;\n",
                           "grammar X;\nA : [a ;\n", "grammar X;\na : B** ;\n", "grammar X;\na = B ;\n",
                           "grammar X;\n/* a : B ;\n", "a : B ;\n"}) {
    Recogniser recogniser(meta());
    EXPECT_FALSE(recogniser.derives("grammarSpec", text)) << text;
  }
}

}  // namespace
}  // namespace sipwright::gen
