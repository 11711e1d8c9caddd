// Whole messages through both parsers: the corpus as it is, and 20,000 mutations of it.
#include <gtest/gtest.h>

#include "kit/oracle/differential.hpp"
#include "mutations.hpp"

namespace sipwright::test {
namespace {

std::string report(const std::string& message, const kit::Comparison& comparison, Message& room) {
  const std::string small = kit::minimise(message, [&](const std::string& bytes) {
    return !kit::compare_message(bytes, room).difference.empty();
  });
  return comparison.difference + "\n  message: \"" + kit::printable(message) + "\"\n  smaller: \"" +
         kit::printable(small) + "\"\n  there: " + kit::compare_message(small, room).difference;
}

TEST(Messages, both_parsers_agree_on_the_corpus) {
  Message message;
  ASSERT_GE(corpus().size(), 60u);
  for (const CorpusMessage& one : corpus()) {
    const kit::Comparison comparison = kit::compare_message(one.octets, message);
    EXPECT_TRUE(comparison.judged) << one.name;
    EXPECT_EQ(comparison.difference, "") << one.name;
  }
}

TEST(Messages, both_parsers_agree_on_every_prefix_of_a_publication) {
  Message message;
  for (const CorpusMessage& one : corpus()) {
    if (one.name != "initial.sip" && one.name != "ok200.sip") continue;
    for (std::size_t n = 0; n <= one.octets.size(); ++n) {
      const std::string prefix = one.octets.substr(0, n);
      ASSERT_EQ(kit::compare_message(prefix, message).difference, "") << one.name << " cut at " << n;
    }
  }
}

// The seed is part of the test's name: a failure is repeated with --gtest_filter alone.
class MutatedMessages : public testing::TestWithParam<int> {};

TEST_P(MutatedMessages, both_parsers_agree) {
  constexpr int messages = 2500;
  Mutator mutator(static_cast<std::uint64_t>(GetParam()));
  Message room;
  int judged = 0;
  int of_kind[3] = {};
  for (int i = 0; i < messages; ++i) {
    const std::string message =
        mutator.mutate(corpus()[static_cast<std::size_t>(i) % corpus().size()].octets);
    const kit::Comparison comparison = kit::compare_message(message, room);
    if (comparison.judged) ++judged, ++of_kind[static_cast<int>(comparison.verdict.kind)];
    ASSERT_EQ(comparison.difference, "") << "message " << i << ": " << report(message, comparison, room);
  }
  // A mutator that only makes rubbish, or only harmless changes, would compare little.
  EXPECT_GT(judged, messages * 9 / 10);
  for (const int count : of_kind)
    EXPECT_GT(count, messages / 10) << of_kind[0] << " valid, " << of_kind[1] << " rejected, " << of_kind[2]
                                    << " invalid";
}

INSTANTIATE_TEST_SUITE_P(seed, MutatedMessages, testing::Range(1, 9));

}  // namespace
}  // namespace sipwright::test
