// Every kernel that this machine has must give the same verdict and the same captures, on messages and on
// what mutations make of them. Each message stands in a buffer of its own size, so that a sanitizer sees a
// read behind its end.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

const std::vector<std::string>& messages() {
  static const std::vector<std::string> all = {
      "PUBLISH sip:alice@example.com SIP/2.0\r\n"
      "Via: SIP/2.0/TLS pc33.example.com:5061;branch=z9hG4bK776asdhds;rport;x=\"a;b\\\"c\", SIP / 2.0 / UDP "
      "[2001:db8::9]\r\n"
      "Max-Forwards: 70\r\nFrom: \"Alice Liddell\" <sip:alice@example.com;user=phone>;tag=19;other=1\r\n"
      "To:sip:alice@example.com\r\nCall-ID: a84b<\"c>76e@pc33\r\nCSeq: 314\r\n PUBLISH\r\n"
      "Contact: Bob <sip:a%20b:pw@h.example;x=y?a=b&c=>;q=0.7;expires=60, <tel:+1-201-555-0123>\r\n"
      "o: presence;id=7\r\nExpires: 600\r\nSIP-If-Match: 2545777538-1-1\r\nUser-Agent: a/1 (x (y) z) b\r\n"
      "X-Unknown: \xC3\xA4 anything, \"at all\r\nContent-Type: application/pidf+xml;charset=\"utf-8\"\r\n"
      "Content-Length: 5\r\n\r\nhello",
      "SIP/2.0 401 Un\xC3\xA4uthorised\r\nv: SIP/2.0/UDP "
      "192.0.2.1;branch=z9hG4bKx;received=::1;ttl=1;maddr=h\r\n"
      "f: <sip:a@b>;tag=1\r\nt: <sip:a@b>;tag=2\r\ni: x\r\nCSeq: 0001 PUBLISH\r\nRetry-After: 18 (in (a) "
      "while);duration=9\r\n"
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\\\"\", qop=\"auth,auth-int\", stale=FALSE, "
      "algorithm=SHA-256\r\n"
      "Date: Sat, 13 Nov 2010 23:29:00 GMT\r\nAllow: INVITE,ACK\r\nSupported:\r\nSubject: two  words\r\nl: "
      "0\r\n\r\n",
  };
  return all;
}

// All that a parser can say of a message, as text.
std::string said(std::string_view bytes) {
  const auto message = std::make_unique<Message>();
  const std::unique_ptr<char[]> exact(new char[bytes.size()]);
  bytes.copy(exact.get(), bytes.size());
  const Verdict verdict = parse({exact.get(), bytes.size()}, *message);
  std::string text = verdict.describe() + "\n";
  for (std::size_t i = 0; i < message->row_count(); ++i) {
    const Row& row = message->row(i);
    text += std::to_string(static_cast<int>(row.header)) + " " + std::to_string(row.value_begin) + "\n";
    for (const Capture* capture = message->begin(row); capture != message->end(row); ++capture)
      text += " " + std::string(name_of(capture->label)) + " " + std::to_string(capture->begin) + "-" +
              std::to_string(capture->end) + " " + std::to_string(capture->size) + " " +
              std::to_string(capture->value) + "\n";
  }
  return text;
}

class Kernels : public ::testing::TestWithParam<const char*> {
 protected:
  void TearDown() override { use_kernel(before_); }
  const std::string before_{kernel_name()};
};

TEST_P(Kernels, agree_with_the_scalar_one) {
  ASSERT_TRUE(use_kernel(GetParam())) << "this machine has no " << GetParam();
  std::mt19937 random(17);
  std::size_t accepted = 0, refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = messages()[random() % messages().size()];
    for (unsigned changes = random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % bytes.size();
      static const std::string spice(
          "\0\r\n\t ;,<>\"\\@:%[]()=/\x7F\x80\xC3\xFF"
          "aZ09*",
          29);
      switch (random() % 4) {
        case 0:
          bytes[at] = spice[random() % spice.size()];
          break;
        case 1:
          bytes.insert(at, 1, spice[random() % spice.size()]);
          break;
        case 2:
          bytes.erase(at, 1 + random() % 40);
          break;
        default:
          bytes.resize(at);
      }
      if (bytes.empty()) bytes = "x";
    }
    ASSERT_TRUE(use_kernel(GetParam()));
    const std::string here = said(bytes);
    ASSERT_TRUE(use_kernel("scalar"));
    ASSERT_EQ(said(bytes), here) << bytes;
    (here.rfind("valid", 0) == 0 ? accepted : refused) += 1;
  }
  EXPECT_GT(accepted, 3000u);
  EXPECT_GT(refused, 3000u);
}

std::vector<const char*> kernels_of_this_build() {
#if defined(__x86_64__)
  return {"avx2", "sse2", "scalar"};
#else
  return {"scalar"};
#endif
}

INSTANTIATE_TEST_SUITE_P(parser, Kernels, ::testing::ValuesIn(kernels_of_this_build()),
                         [](const auto& named) { return std::string(named.param); });

TEST(Head, ends_at_the_empty_line_even_if_the_body_begins_with_a_blank) {
  const std::string head = messages()[1];
  for (const std::string body : {" ", "\tx", "\r\n"}) {
    const std::string bytes =
        head.substr(0, head.size() - 7) + "l: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    const auto message = std::make_unique<Message>();
    EXPECT_EQ(parse(bytes, *message).describe(), "valid");
    EXPECT_EQ(message->body(), body);
  }
}

TEST(Kernels_by_name, refuse_an_unknown_one) {
  const std::string before(kernel_name());
  EXPECT_FALSE(use_kernel("abacus"));
  EXPECT_EQ(kernel_name(), before);
}

}  // namespace
}  // namespace sipwright
