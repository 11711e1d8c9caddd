// The meta-grammar derives every grammar file of the project, itself included, and nothing that is no grammar; and the
// reader follows it: it agrees with the recogniser on sentences and near misses, reads the meta-grammar as it was built
// with it, and reads something else where the meta-grammar says something else.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "syntax/derive.hpp"
#include "syntax/emit.hpp"
#include "syntax/grammar.hpp"
#include "syntax/meta_grammar.hpp"
#include "syntax/recogniser.hpp"
#include "syntax/sentences.hpp"

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

// What the generator was built with, what it reads, and what it reads by that are one: the table that it writes down
// from any of them is the one that it was built from.
TEST(MetaGrammar, is_what_the_generator_was_built_with) {
  const std::string path = (root / "gen/meta/Meta.g4").string();
  const Grammar again = read_grammar(path, "gen/meta", meta());
  const std::string built_with = emit_meta(meta_grammar()).text;
  EXPECT_GT(built_with.size(), 5000u);
  EXPECT_EQ(emit_meta(meta()).text, built_with);
  EXPECT_EQ(emit_meta(again).text, built_with);
}

// In a copy of the meta-grammar that writes alternatives another way, and has no groups.
TEST(MetaGrammar, is_all_that_the_reader_knows_of_the_form) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("sipwright-meta-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::string text = read(root / "gen/meta/Meta.g4");
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  replace("(PIPE gap choices", "(EXCLAM gap choices");
  replace("PIPE : '|' ;", "EXCLAM : '!' ;");
  replace("[!#$%&.<>^`{}]", "[#$%&.<>^`{}|]");
  replace("LPAREN gap group=alternatives RPAREN | ", "");
  std::ofstream(folder / "Other.g4") << text;
  std::ofstream(folder / "bars.g4") << "grammar bars;\n/** RFC 1 2. Prose. @single */\na : b | C ;\nb : C* ;\n"
                                    << "C : 'c' ;\n";
  std::ofstream(folder / "marks.g4") << "grammar marks;\na : b ! C ;\nb : C* ;\nC : 'c' ;\n";
  std::ofstream(folder / "groups.g4") << "grammar groups;\na : (C) ;\nC : 'c' ;\n";
  const Grammar other = read_grammar((folder / "Other.g4").string(), "");
  const auto path = [&](const char* name) { return (folder / name).string(); };
  EXPECT_EQ(read_grammar(path("bars.g4"), "").rule("a").body.parts.size(), 2u);
  EXPECT_EQ(read_grammar(path("bars.g4"), "").rule("a").source, "RFC 1 2.");
  EXPECT_TRUE(read_grammar(path("bars.g4"), "").rule("a").notes.single);
  EXPECT_THROW(read_grammar(path("bars.g4"), "", other), GrammarError);
  EXPECT_EQ(read_grammar(path("marks.g4"), "", other).rule("a").body.parts.size(), 2u);
  EXPECT_THROW(read_grammar(path("marks.g4"), ""), GrammarError);
  EXPECT_NO_THROW(read_grammar(path("groups.g4"), ""));
  EXPECT_THROW(read_grammar(path("groups.g4"), "", other), GrammarError);
  std::filesystem::remove_all(folder);
}

// Taking the first alternative that fits is enough for these grammars: nothing that the meta-grammar derives is
// refused, nothing else is taken, and the fault is found at the same octet.
TEST(MetaGrammar, is_followed_to_the_letter) {
  Sentences sentences(meta(), 4, 40);
  Recogniser recogniser(meta());
  int refused = 0;
  for (int draw = 0; draw < 300; ++draw) {
    const std::string text = sentences.sentence("grammarSpec");
    EXPECT_NO_THROW(derive(meta(), "grammarSpec", text)) << text;
    const NearMiss miss = sentences.near_miss("grammarSpec");
    if (miss.change.empty()) continue;
    ++refused;
    try {
      derive(meta(), "grammarSpec", miss.octets);
      ADD_FAILURE() << "taken: " << miss.octets;
    } catch (const Underivable& fault) {
      EXPECT_EQ(fault.offset, recogniser.viable_prefix("grammarSpec", miss.octets)) << miss.octets;
    }
  }
  EXPECT_GT(refused, 150);
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
