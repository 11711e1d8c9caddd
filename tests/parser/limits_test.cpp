// A message for which a Message has no room is not called invalid: up to each limit it is judged, beyond it it is not.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

const std::string start =
    "OPTIONS sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
    "From: <sip:a@a.example>;tag=1\r\nTo: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n";
constexpr std::size_t rows_of_start = 7;

class Limits : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_kernel(GetParam())) << "this machine has no " << GetParam(); }
  void TearDown() override { use_kernel(before_); }

  void expect_unjudged(const std::string& bytes, SyntaxError limit, std::size_t offset) {
    const Verdict verdict = parse(bytes, *message_);
    EXPECT_EQ(verdict.kind, Verdict::Kind::unjudged) << verdict.describe();
    EXPECT_FALSE(verdict.accepted());
    EXPECT_FALSE(verdict.well_formed());
    EXPECT_EQ(verdict.error, limit);
    EXPECT_EQ(verdict.offset, offset);
    EXPECT_TRUE(verdict.describe().starts_with("unjudged: ")) << verdict.describe();
    // For people the rule is looked for as well; here there is none.
    ParseOptions options;
    options.name_rule = true;
    EXPECT_EQ(parse(bytes, *message_, options).rule, Rule::none);
  }
  Verdict judged(const std::string& bytes) { return parse(bytes, *message_); }

 private:
  const std::string before_{kernel_name()};
  const std::unique_ptr<Message> message_ = std::make_unique<Message>();
};

TEST_P(Limits, rows) {
  std::string bytes = start;
  for (std::size_t i = rows_of_start; i < limits::rows_max; ++i) bytes += "X-A: 1\r\n";
  EXPECT_TRUE(judged(bytes + "\r\n").accepted()) << judged(bytes + "\r\n").describe();
  expect_unjudged(bytes + "X-A: 1\r\n\r\n", SyntaxError::too_many_fields, bytes.size());
}

TEST_P(Limits, captures) {
  std::string allow = "Allow: A";
  for (std::size_t i = 0; i < limits::captures_max / 4; ++i) allow += ",A";
  EXPECT_TRUE(judged(start + allow + "\r\n\r\n").accepted());
  for (std::size_t i = 0; i < limits::captures_max; ++i) allow += ",A";
  expect_unjudged(start + allow + "\r\n\r\n", SyntaxError::too_many_fields, start.size());
}

TEST_P(Limits, octets_of_the_head) {
  const std::string row = "X-A: ";
  const std::string fill(limits::head_octets_max - start.size() - row.size() - 4, 'x');
  EXPECT_TRUE(judged(start + row + fill + "\r\n\r\n").accepted());
  expect_unjudged(start + row + fill + "x\r\n\r\n", SyntaxError::head_too_long, limits::head_octets_max);
  // What has no end at all within them may be a head that is still coming.
  EXPECT_EQ(judged(start + row + fill).error, SyntaxError::head_unfinished);
}

TEST_P(Limits, a_value_alone) {
  Message message;
  const std::string value(limits::value_octets_max, 'x');
  EXPECT_TRUE(parse_value(Header::call_id, value, message).accepted());
  const Verdict verdict = parse_value(Header::call_id, value + "x", message);
  EXPECT_EQ(verdict.kind, Verdict::Kind::unjudged);
  EXPECT_EQ(parse_value(Header::call_id, "a b", message).kind, Verdict::Kind::invalid);
}

INSTANTIATE_TEST_SUITE_P(Kernels, Limits, ::testing::Values("avx2", "sse2", "scalar"),
                         [](const auto& given) { return std::string(given.param); });

}  // namespace
}  // namespace sipwright
