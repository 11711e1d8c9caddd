// What is checked in is what the generator makes, byte for byte, wherever it runs.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status;
  std::string output;
};

// Runs the generator in `folder`; both outputs come together.
Outcome run(const fs::path& folder, const std::string& arguments) {
  const std::string command = "cd '" + folder.string() + "' && '" SIPWRIGHT_GEN "' " + arguments + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  Outcome result{-1, ""};
  if (pipe == nullptr) return result;
  char room[4096];
  while (const std::size_t n = fread(room, 1, sizeof room, pipe)) result.output.append(room, n);
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// A copy of what the generator reads, and nothing of what it writes.
class Copy {
 public:
  explicit Copy(const std::string& name)
      : root(fs::path(testing::TempDir()) / ("sipwright-gen-" + name + "-" + std::to_string(getpid()))) {
    fs::remove_all(root);
    fs::create_directories(root);
    fs::copy(fs::path(SIPWRIGHT_SOURCE_DIR) / "grammar", root / "grammar", fs::copy_options::recursive);
    fs::copy(fs::path(SIPWRIGHT_SOURCE_DIR) / "model", root / "model", fs::copy_options::recursive);
    fs::remove_all(root / "model" / "generated");
    fs::create_directories(root / "gen");
    fs::copy(fs::path(SIPWRIGHT_SOURCE_DIR) / "gen" / "meta", root / "gen" / "meta");
  }
  ~Copy() { fs::remove_all(root); }

  std::map<std::string, std::string> generated() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const std::string path = fs::relative(entry.path(), root).string();
      if (entry.is_regular_file() && path.find("generated") != std::string::npos)
        files[path] = read(entry.path());
    }
    return files;
  }

  const fs::path root;
};

TEST(Regenerate, the_tree_is_up_to_date) {
  const Outcome check = run(SIPWRIGHT_SOURCE_DIR, "--check");
  EXPECT_EQ(check.status, 0) << check.output;
}

TEST(Regenerate, the_same_bytes_from_another_folder) {
  const Copy first("first"), second("second");
  ASSERT_EQ(run(first.root, "--fix").status, 0);
  ASSERT_EQ(run("/", "--fix --root '" + second.root.string() + "'").status, 0);
  const auto files = first.generated();
  ASSERT_GE(files.size(), 10u);
  EXPECT_TRUE(files == second.generated());
  for (const auto& [path, text] : files) {
    EXPECT_TRUE(text == read(fs::path(SIPWRIGHT_SOURCE_DIR) / path))
        << path << " differs from what is checked in";
    EXPECT_EQ(text.find(first.root.string()), std::string::npos) << path << " holds the path of the machine";
    EXPECT_EQ(text.find('\r'), std::string::npos) << path;
  }
}

TEST(Regenerate, nothing_else_stands_in_the_generated_folders_of_the_runtime) {
  const Copy copy("own");
  ASSERT_EQ(run(copy.root, "--fix").status, 0);
  const auto files = copy.generated();
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(SIPWRIGHT_SOURCE_DIR) / "runtime" / "generated")) {
    const std::string path = fs::relative(entry.path(), SIPWRIGHT_SOURCE_DIR).string();
    if (entry.is_regular_file()) {
      EXPECT_TRUE(files.count(path)) << path << " is made by nobody: remove it";
    }
  }
}

TEST(Regenerate, a_changed_byte_is_found_and_the_command_that_mends_it_is_told) {
  const Copy copy("changed");
  ASSERT_EQ(run(copy.root, "--fix").status, 0);
  ASSERT_EQ(run(copy.root, "--check").status, 0);
  const std::string changed = copy.generated().begin()->first;
  std::ofstream(copy.root / changed, std::ios::binary | std::ios::app) << "\n";
  const Outcome check = run(copy.root, "--check");
  EXPECT_EQ(check.status, 1);
  EXPECT_NE(check.output.find(changed), std::string::npos) << check.output;
  EXPECT_NE(check.output.find("sipwright-gen --fix"), std::string::npos) << check.output;
  EXPECT_EQ(run(copy.root, "--fix").status, 0);
  EXPECT_EQ(run(copy.root, "--check").status, 0);
}

// The paths that --check names while a comment more stands in a source.
std::set<std::string> stale_after_a_comment_in(const Copy& copy, const std::string& source) {
  const std::string before = read(copy.root / source);
  std::ofstream(copy.root / source, std::ios::app) << "// a remark\n";
  std::istringstream lines(run(copy.root, "--check").output);
  std::set<std::string> paths;
  for (std::string line; std::getline(lines, line);) paths.insert(line.substr(0, line.find(' ')));
  std::ofstream(copy.root / source, std::ios::binary) << before;
  return paths;
}

TEST(Regenerate, an_edit_touches_only_what_follows_from_it) {
  const Copy copy("touched");
  ASSERT_EQ(run(copy.root, "--fix").status, 0);
  const auto of_publisher = stale_after_a_comment_in(copy, "model/publisher_words.hpp");
  EXPECT_EQ(of_publisher,
            (std::set<std::string>{
                "model/COVERAGE.md", "model/generated/publisher.dot", "model/generated/publisher.md",
                "model/generated/publisher.pml", "model/generated/publisher_rows.pml",
                "runtime/generated/sipwright/machines/publisher.hpp",
                "runtime/generated/sipwright/machines/publisher_words.hpp", "tests/mutants/generated/mutants.hpp",
                "tests/mutants/generated/sipwright/machines/publisher.hpp",
                "tests/mutants/generated/sipwright/machines/selected_mutant.hpp"}));
  const auto of_fields = stale_after_a_comment_in(copy, "model/fields.hpp");
  EXPECT_TRUE(of_fields.count("runtime/generated/fields.cpp"));
  EXPECT_TRUE(of_fields.count("model/generated/publisher.md")) << "it includes fields.hpp by way of others";
  EXPECT_FALSE(of_fields.count("runtime/generated/value_parsers.inc"));
  const auto of_grammar = stale_after_a_comment_in(copy, "grammar/SipPublish.g4");
  EXPECT_TRUE(of_grammar.count("runtime/generated/value_parsers.inc"));
  EXPECT_TRUE(of_grammar.count("runtime/generated/fields.cpp"));
  EXPECT_FALSE(of_grammar.count("model/generated/publisher.md"));
}

TEST(Regenerate, wrong_usage_ends_in_2) {
  EXPECT_EQ(run("/", "").status, 2);
  EXPECT_EQ(run("/", "--check --fix").status, 2);
  EXPECT_EQ(run("/", "--what").status, 2);
}

TEST(Regenerate, a_refused_grammar_ends_in_1_and_names_file_and_line) {
  const Copy copy("refused");
  std::ofstream(copy.root / "grammar" / "SipEvents.g4", std::ios::app) << "\nbroken : nothingOfThatName ;\n";
  const Outcome fix = run(copy.root, "--fix");
  EXPECT_EQ(fix.status, 1);
  EXPECT_NE(fix.output.find("grammar/SipEvents.g4:"), std::string::npos) << fix.output;
  EXPECT_TRUE(copy.generated().empty());
}

// The table of header fields stands in a file that people write: without its marks it must not be written over.
TEST(Regenerate, a_readme_without_marks_for_its_table_is_refused) {
  const Copy copy("unmarked");
  std::ofstream(copy.root / "grammar" / "README.md") << "# The grammar\n";
  const Outcome fix = run(copy.root, "--fix");
  EXPECT_EQ(fix.status, 1);
  EXPECT_NE(fix.output.find("grammar/README.md:1: the marks"), std::string::npos) << fix.output;
  EXPECT_EQ(read(copy.root / "grammar" / "README.md"), "# The grammar\n");
}

TEST(Regenerate, a_table_that_was_changed_by_hand_is_found) {
  const Copy copy("table");
  const std::string path = (copy.root / "grammar" / "README.md").string();
  std::string text = read(path);
  const std::size_t row = text.find("| Via | v |");
  ASSERT_NE(row, std::string::npos);
  std::ofstream(path) << text.replace(row, 11, "| Via |  |");
  const Outcome check = run(copy.root, "--check");
  EXPECT_EQ(check.status, 1);
  EXPECT_NE(check.output.find("grammar/README.md"), std::string::npos) << check.output;
}

}  // namespace
