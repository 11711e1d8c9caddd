// Values alone, drawn from the grammar: sentences and near misses of every header field through three readers
// (generated parser, ANTLR, and the recogniser that follows every derivation at once).
#include <gtest/gtest.h>

#include "kit/oracle/differential.hpp"
#include "mutations.hpp"

namespace sipwright::test {
namespace {

constexpr int draws = 50;

class Values : public testing::TestWithParam<std::size_t> {
 protected:
  Header header() const { return static_cast<Header>(GetParam()); }
  std::string rule() const { return rule_of_header(std::string(name_of(header()))); }

  void agree(const std::string& value) {
    const kit::Comparison comparison = kit::compare_value(header(), value, message_);
    if (comparison.difference.empty()) return;
    const auto fails = [&](const std::string& bytes) {
      return !kit::compare_value(header(), bytes, message_).difference.empty();
    };
    FAIL() << rule() << ": " << comparison.difference << "\n  value: \"" << kit::printable(value)
           << "\"\n  smaller: \"" << kit::printable(kit::minimise(value, fails)) << "\"";
  }

  Message message_;
};

TEST_P(Values, sentences_are_taken_by_all) {
  gen::Sentences sentences(grammar(), 0x5EED);
  gen::Recogniser recogniser(grammar());
  for (int i = 0; i < draws; ++i) {
    const std::string value = sentences.sentence(rule());
    ASSERT_TRUE(recogniser.derives(rule(), value)) << kit::printable(value);
    ASSERT_TRUE(parse_value(header(), value, message_).well_formed()) << kit::printable(value);
    ASSERT_NO_FATAL_FAILURE(agree(value));
  }
}

// The offset must be exact: that of the first octet with which no sentence of the rule goes on. So must the rule in
// which that shows.
TEST_P(Values, near_misses_are_refused_by_all_and_at_the_right_octet) {
  gen::Sentences sentences(grammar(), 0x0DD5);
  gen::Recogniser recogniser(grammar());
  ParseOptions options;
  options.name_rule = true;
  int refused = 0;
  for (int i = 0; i < draws; ++i) {
    const gen::NearMiss miss = sentences.near_miss(rule());
    if (miss.change.empty()) continue;
    const Verdict verdict = parse_value(header(), miss.octets, message_, options);
    ASSERT_EQ(verdict.kind, Verdict::Kind::invalid)
        << miss.change << " in " << miss.rule << ": " << kit::printable(miss.octets);
    ASSERT_NO_FATAL_FAILURE(agree(miss.octets));
    if (verdict.error == SyntaxError::header_value) {
      ASSERT_EQ(verdict.offset, recogniser.viable_prefix(rule(), miss.octets)) << kit::printable(miss.octets);
      ASSERT_EQ(name_of(verdict.rule), recogniser.innermost_rule(rule(), miss.octets))
          << kit::printable(miss.octets) << " at " << verdict.offset;
    }
    ++refused;
  }
  EXPECT_GT(refused, draws / 2);
}

// The same of start lines and of header lines that are none, within a message.
TEST(Lines, near_misses_are_refused_at_the_right_octet_and_rule) {
  const std::string first = "OPTIONS sip:a@b SIP/2.0\r\n", rest = "\r\nVia: SIP/2.0/UDP a\r\n\r\n";
  ParseOptions options;
  options.name_rule = true;
  for (const std::string rule : {"startLine", "messageHeader"}) {
    const bool start = rule == "startLine";
    gen::Sentences sentences(grammar(), 0x11E5);
    gen::Recogniser recogniser(grammar());
    static Message message;
    int refused = 0;
    for (int i = 0; i < 2 * draws; ++i) {
      const std::string line = sentences.near_miss(rule).octets;
      if (line.find_first_of("\r\n") != std::string::npos) continue;  // that is another line
      const Verdict verdict = parse(start ? line + rest : first + line + rest, message, options);
      if (verdict.error != (start ? SyntaxError::start_line : SyntaxError::header_line)) continue;
      const std::size_t begin = start ? 0 : first.size();
      ASSERT_EQ(verdict.offset - begin, recogniser.viable_prefix(rule, line + "\r\n")) << kit::printable(line);
      ASSERT_EQ(name_of(verdict.rule), recogniser.innermost_rule(rule, line + "\r\n")) << kit::printable(line);
      ++refused;
    }
    EXPECT_GT(refused, draws / 10) << rule;
  }
}

std::string header_name(const testing::TestParamInfo<std::size_t>& info) {
  std::string name(name_of(static_cast<Header>(info.param)));
  for (char& c : name)
    if (c == '-') c = '_';
  return name.empty() ? "extension" : name;
}

// Header::none is no header field; Header::other stands for extensions.
INSTANTIATE_TEST_SUITE_P(header, Values, testing::Range(std::size_t{1}, header_count), header_name);

}  // namespace
}  // namespace sipwright::test
