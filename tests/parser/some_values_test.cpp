// A message may be parsed for some header fields only; what is left out and parsed later comes out as if it
// had been parsed at once.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

const std::string message_text =
    "PUBLISH sip:alice@example.com SIP/2.0\r\n"
    "Via: SIP/2.0/TLS pc33.example.com:5061;branch=z9hG4bK776asdhds;rport\r\n"
    "Via: SIP/2.0/UDP [2001:db8::9]:5060;branch=z9hG4bKx\r\n"
    "Max-Forwards: 70\r\nFrom: \"Alice Liddell\" <sip:alice@example.com;user=phone>;tag=19\r\n"
    "To:sip:alice@example.com\r\nCall-ID: a84b@pc33\r\nCSeq: 314\r\n PUBLISH\r\n"
    "Contact: Bob <sip:a%20b:pw@h.example>;q=0.7,\r\n <tel:+1-201-555-0123>\r\n"
    "X-Unknown: anything\r\nExpires: 600\r\nContent-Length: 5\r\n\r\nhello";

std::string captures_of(const Message& message, const Row& row) {
  std::string text;
  for (const Capture* capture = message.begin(row); capture != message.end(row); ++capture)
    text += std::string(name_of(capture->label)) + " '" + std::string(message.text(*capture)) + "' " +
            std::to_string(capture->size) + " " + std::to_string(capture->value) + "\n";
  return text;
}

class SomeValues : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_kernel(GetParam())) << "this machine has no " << GetParam(); }
  void TearDown() override { use_kernel(before_); }

  static ParseOptions options() {
    static const HeaderSet only = transaction_headers();
    ParseOptions options;
    options.only = &only;
    return options;
  }

  const std::string before_{kernel_name()};
  const std::unique_ptr<Message> message_ = std::make_unique<Message>();
};

TEST_P(SomeValues, are_parsed_in_the_first_row_of_their_header_field_alone) {
  ASSERT_TRUE(parse(message_text, *message_, options()).accepted());
  EXPECT_EQ(message_->row_count(), 12u);
  EXPECT_TRUE(Message::is_parsed(message_->row(0)));
  EXPECT_TRUE(Message::is_parsed(*message_->first(Header::via)));
  EXPECT_FALSE(Message::is_parsed(message_->row(2))) << "the second Via";
  EXPECT_TRUE(Message::is_parsed(*message_->first(Header::cseq)));
  EXPECT_FALSE(Message::is_parsed(*message_->first(Header::from)));
  EXPECT_EQ(message_->find(Header::from, {Label::tag}), nullptr);
  EXPECT_EQ(message_->body(), "hello");
}

TEST_P(SomeValues, come_out_alike_when_they_are_parsed_later) {
  const auto whole = std::make_unique<Message>();
  ASSERT_TRUE(parse(message_text, *whole).accepted());
  ASSERT_TRUE(parse(message_text, *message_, options()).accepted());
  ASSERT_EQ(message_->row_count(), whole->row_count());
  for (std::size_t i = message_->row_count(); i-- > 0;) {
    const Verdict verdict = decode(*message_, i);
    EXPECT_TRUE(verdict.accepted()) << verdict.describe();
    EXPECT_EQ(message_->value(message_->row(i)), whole->value(whole->row(i)));
    EXPECT_EQ(captures_of(*message_, message_->row(i)), captures_of(*whole, whole->row(i))) << i;
  }
}

TEST_P(SomeValues, are_told_wrong_at_the_same_octet) {
  std::string bad = message_text;
  const std::size_t at = bad.find("tag=19");
  bad[at + 4] = '@';
  const Verdict at_once = parse(bad, *message_);
  EXPECT_EQ(at_once.offset, at + 4);
  ASSERT_TRUE(parse(bad, *message_, options()).accepted());
  const std::size_t from = 4;
  ASSERT_EQ(message_->row(from).header, Header::from);
  const Verdict later = decode(*message_, from);
  EXPECT_EQ(later.describe(), at_once.describe());
  EXPECT_FALSE(Message::is_parsed(message_->row(from)));
}

TEST_P(SomeValues, are_found_at_the_very_end_of_a_buffer) {
  const std::size_t head = message_text.find("\r\n\r\n") + 4;
  const std::unique_ptr<char[]> exact(new char[head]);
  message_text.copy(exact.get(), head);
  ParseOptions some = options();
  some.head_only = true;  // the five octets of body are not there
  ASSERT_TRUE(parse({exact.get(), head}, *message_, some).accepted());
  for (std::size_t i = 0; i < message_->row_count(); ++i) EXPECT_TRUE(decode(*message_, i).accepted()) << i;
}

TEST(RejectedMessage, has_its_body) {
  const std::string mismatch = [] {
    std::string text = message_text;
    text.replace(text.find("314\r\n PUBLISH"), 13, "314\r\n OPTIONS");
    return text;
  }();
  const auto message = std::make_unique<Message>();
  const Verdict verdict = parse(mismatch, *message);
  EXPECT_EQ(verdict.refusal, Refusal::method_mismatch);
  EXPECT_EQ(message->body(), "hello");
}

std::vector<const char*> kernels_of_this_build() {
#if defined(__x86_64__)
  return {"avx2", "sse2", "scalar"};
#else
  return {"scalar"};
#endif
}

INSTANTIATE_TEST_SUITE_P(kernels, SomeValues, ::testing::ValuesIn(kernels_of_this_build()),
                         [](const auto& named) { return std::string(named.param); });

}  // namespace
}  // namespace sipwright
