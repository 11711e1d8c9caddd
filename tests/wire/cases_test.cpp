// Each case of tests/wire/*.md is a test of its own.
//
// With SIPWRIGHT_WRITE_CASES=1 in the environment a case that fails is written anew into its file, and still
// fails: the change is to be read and judged before it is kept.
#include "cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "kit/oracle/differential.hpp"
#include "sipwright/framer.hpp"
#include "sipwright/headers.hpp"
#include "sipwright/tolerance.hpp"

namespace sipwright::test {
namespace {

const std::string folder = SIPWRIGHT_WIRE_DIR;

const std::vector<WireCase>& cases() {
  static const std::vector<WireCase> all = read_cases(folder);
  return all;
}

std::string where(const WireCase& wire_case) {
  return folder + "/" + wire_case.file;
}

class WireCases : public testing::TestWithParam<WireCase> {
 protected:
  Message message_;
};

TEST_P(WireCases, hold) {
  const WireCase& wire_case = GetParam();
  const std::string said = answer(wire_case, message_);
  if (said != wire_case.expected) {
    ADD_FAILURE_AT(where(wire_case).c_str(), wire_case.line) << wire_case.title << "\nexpected:\n"
                                                             << wire_case.expected << "said:\n"
                                                             << said;
    if (std::getenv("SIPWRIGHT_WRITE_CASES") != nullptr) rewrite(folder, {{wire_case, said}});
  }
}

TEST_P(WireCases, hold_for_the_reference_parser) {
  const WireCase& wire_case = GetParam();
  const std::string difference = disagreement(wire_case, message_);
  if (!difference.empty())
    ADD_FAILURE_AT(where(wire_case).c_str(), wire_case.line) << wire_case.title << "\n" << difference;
}

// A stream may break anywhere: the framer must cut the same message out of it (RFC 3261 18.3).
TEST_P(WireCases, survive_every_split_of_a_stream) {
  const WireCase& wire_case = GetParam();
  if (wire_case.kind != "sip") return;
  const std::string& bytes = wire_case.inputs[0];
  if (!parse(bytes, message_).accepted() || message_.count(Header::content_length) == 0) return;
  const std::string whole = bytes.substr(0, message_.head_octets() + message_.body().size());
  for (std::size_t split = 1; split < whole.size(); ++split) {
    Framer framer;
    framer.append(std::string_view(whole).substr(0, split));
    ASSERT_EQ(framer.next().kind, FrameKind::need_more)
        << where(wire_case) << ":" << wire_case.line << " split at " << split;
    framer.append(std::string_view(whole).substr(split));
    const Frame frame = framer.next();
    ASSERT_EQ(frame.kind, FrameKind::message)
        << where(wire_case) << ":" << wire_case.line << " split at " << split;
    ASSERT_EQ(frame.bytes, whole) << where(wire_case) << ":" << wire_case.line << " split at " << split;
  }
}

std::string test_name(const testing::TestParamInfo<WireCase>& info) {
  std::string name = info.param.file.substr(0, info.param.file.find('.')) + "_" + info.param.title;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(wire, WireCases, testing::ValuesIn(cases()), test_name);

TEST(Tolerances, have_a_case_each_in_which_they_are_met_and_one_in_which_they_do_not_help) {
  for (std::size_t i = 0; i < tolerance_count; ++i) {
    const std::string name(name_of(static_cast<Tolerance>(i)));
    std::size_t met = 0, no_help = 0;
    for (const WireCase& wire_case : cases()) {
      if (wire_case.kind != "sip tolerant " + name) continue;
      met += wire_case.expected.find("\ntolerated: " + name + "\n") != std::string::npos;
      no_help += wire_case.expected.find("\nnot tolerated\n") != std::string::npos;
    }
    EXPECT_GT(met, 0u) << name;
    EXPECT_GT(no_help, 0u) << name;
  }
}

std::string read_file(const std::string& name) {
  std::ifstream in(folder + "/" + name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The repaired messages stand in seed/ for programs that read files, and in seed.md for people.
TEST(WireFolder, has_the_same_seed_messages_as_files_and_as_cases) {
  for (const char* name : {"seed/initial.sip", "seed/ok200.sip", "seed/remove.sip"}) {
    const std::string bytes = read_file(name);
    ASSERT_FALSE(bytes.empty()) << name;
    const bool found = std::any_of(cases().begin(), cases().end(), [&](const WireCase& one) {
      return one.file == "seed.md" && one.inputs[0] == bytes;
    });
    EXPECT_TRUE(found) << name << " is not among the cases of seed.md";
  }
}

TEST(WireFolder, holds_cases_with_titles_of_their_own) {
  EXPECT_GT(cases().size(), 80u);
  std::set<std::string> seen;
  for (const WireCase& wire_case : cases())
    EXPECT_TRUE(seen.insert(wire_case.file + wire_case.title).second)
        << wire_case.file << ": " << wire_case.title;
}

// grammar/README.md links each header field to the case under its name.
TEST(WireFolder, has_a_good_and_a_bad_value_of_every_header_field) {
  std::map<std::string, std::string> answers;
  for (const WireCase& wire_case : cases())
    if (wire_case.file.starts_with("headers-") && wire_case.kind == "value " + wire_case.title)
      answers[wire_case.title] += "\n" + wire_case.expected;
  for (auto i = static_cast<std::size_t>(Header::other) + 1; i < header_count; ++i) {
    const std::string name(name_of(static_cast<Header>(i)));
    EXPECT_NE(answers[name].find("\nvalid\n"), std::string::npos) << name << " has no case with a good value";
    EXPECT_NE(answers[name].find("\ninvalid at "), std::string::npos) << name << " has no case with a bad value";
  }
}

}  // namespace

// What a failure prints of its parameter.
void PrintTo(const WireCase& wire_case, std::ostream* out) {
  *out << wire_case.file << ":" << wire_case.line;
}

}  // namespace sipwright::test
