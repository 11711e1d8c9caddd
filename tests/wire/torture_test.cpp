// The torture messages of RFC 4475 and RFC 5118 through the real command, compared literally with
// VERDICTS.csv.
//
// Column parse_strict: `valid`, `invalid` (for `invalid: ...`), `rejected STATUS`, `rejected drop`;
// alternatives that the RFC leaves open are separated by |. A message that is listed in expected_failures.txt
// must still fail.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "kit/process.hpp"

namespace sipwright::test {
namespace {

namespace fs = std::filesystem;

const fs::path torture = fs::path(SIPWRIGHT_WIRE_DIR) / "torture";

struct TortureMessage {
  std::string folder;
  std::string file;
  std::string expected;  // parse_strict

  std::string name() const { return folder + "/" + file; }
};

void PrintTo(const TortureMessage& message, std::ostream* out) {
  *out << message.name();
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) found.push_back(cell);
  return found;
}

std::vector<TortureMessage> messages() {
  std::vector<TortureMessage> all;
  for (const char* folder : {"rfc4475", "rfc5118"}) {
    std::ifstream in(torture / folder / "VERDICTS.csv");
    std::string line;
    std::getline(in, line);
    const auto columns = cells(line);
    const auto column =
        static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "parse_strict") - columns.begin());
    while (std::getline(in, line)) {
      std::string plain;  // quoted commas are taken out
      bool quoted = false;
      for (const char c : line) {
        if (c == '"')
          quoted = !quoted;
        else
          plain += quoted && c == ',' ? ' ' : c;
      }
      const auto row = cells(plain);
      all.push_back({folder, row.at(0), row.at(column)});
    }
  }
  return all;
}

// name -> reason
std::map<std::string, std::string> expected_failures() {
  std::map<std::string, std::string> found;
  std::ifstream in(torture / "expected_failures.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t blank = line.find(' ');
    found[line.substr(0, blank)] = blank == std::string::npos ? "" : line.substr(blank + 1);
  }
  return found;
}

bool matches(const std::string& verdict, const std::string& expected) {
  std::istringstream in(expected);
  for (std::string alternative; std::getline(in, alternative, '|');) {
    if (alternative == "valid" && verdict == "valid") return true;
    if (alternative == "invalid" && verdict.rfind("invalid: ", 0) == 0) return true;
    if (alternative.rfind("rejected ", 0) == 0 &&
        verdict.rfind("rejected: " + alternative.substr(9) + " ", 0) == 0)
      return true;
  }
  return false;
}

class Torture : public testing::TestWithParam<TortureMessage> {};

TEST_P(Torture, is_judged_as_the_table_says) {
  const TortureMessage& message = GetParam();
  const std::string path = (torture / message.folder / message.file).string();
  const kit::Ended parsed = kit::run({SIPWRIGHT_COMMAND, "parse", path});
  const std::string verdict = parsed.output.substr(0, parsed.output.find('\n'));
  const bool accepted = verdict == "valid";
  EXPECT_EQ(parsed.status, accepted ? 0 : 1) << verdict;
  // Only that more stands in the file than its Content-Length says.
  if (!parsed.errors.empty()) {
    EXPECT_NE(parsed.errors.find("stand behind the message"), std::string::npos) << parsed.errors;
  }

  const bool held = matches(verdict, message.expected);
  const auto known = expected_failures();
  if (const auto found = known.find(message.name()); found != known.end())
    EXPECT_FALSE(held) << message.name() << " passes now: take it out of expected_failures.txt";
  else
    EXPECT_TRUE(held) << message.name() << " should be: " << message.expected << ", but is: " << verdict;
}

TEST_P(Torture, is_judged_alike_by_the_reference_parser) {
  const TortureMessage& message = GetParam();
  const std::string path = (torture / message.folder / message.file).string();
  const kit::Ended generated = kit::run({SIPWRIGHT_COMMAND, "parse", path});
  const kit::Ended reference = kit::run({SIPWRIGHT_COMMAND, "parse", "--reference", path});
  const auto beginning = [](const std::string& verdict) {  // "valid", "invalid", "rejected: 400"
    return verdict.substr(
        0, verdict.rfind("rejected: ", 0) == 0 ? verdict.find(' ', 10) : verdict.find_first_of(":\n"));
  };
  EXPECT_EQ(beginning(reference.output), beginning(generated.output));
}

std::string test_name(const testing::TestParamInfo<TortureMessage>& info) {
  std::string name = info.param.name();
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(rfc, Torture, testing::ValuesIn(messages()), test_name);

TEST(TortureTable, has_every_message_and_no_other) {
  std::set<std::string> in_table, in_folder;
  for (const TortureMessage& message : messages()) in_table.insert(message.name());
  for (const char* folder : {"rfc4475", "rfc5118"})
    for (const auto& entry : fs::directory_iterator(torture / folder)) {
      const std::string file = entry.path().filename().string();
      if (file != "PROVENANCE.md" && file != "VERDICTS.csv")
        in_folder.insert(std::string(folder) + "/" + file);
    }
  EXPECT_EQ(in_table, in_folder);
  EXPECT_EQ(in_table.size(), 62u);
}

TEST(TortureTable, expected_failures_name_messages_and_reasons) {
  std::set<std::string> names;
  for (const TortureMessage& message : messages()) names.insert(message.name());
  for (const auto& [name, reason] : expected_failures()) {
    EXPECT_TRUE(names.count(name)) << name << " is no torture message";
    EXPECT_FALSE(reason.empty()) << name << " needs a reason";
  }
}

}  // namespace
}  // namespace sipwright::test
