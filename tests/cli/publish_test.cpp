// `sipwright publish` by hand: initial, refresh, modify, remove, and the refusals in between.
#include <fstream>

#include "command_test.hpp"
#include "stub_server.hpp"

namespace sipwright::cli {
namespace {

class Publish : public CommandTest, public ::testing::WithParamInterface<const char*> {
 protected:
  Publish() {
    make_certificates();
    tls = std::string(GetParam()) == "tls" ? tls_arguments() : Arguments{};
    target = start_server(GetParam(), tls);
    body = certificates.write("body",
                              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                              "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"sip:a@sfb.example\">"
                              "<tuple id=\"t1\"><status><basic>open</basic></status></tuple></presence>\r\n");
  }
  kit::Ended publish(const Arguments& more) {
    return kit::run(with_command(Arguments{"publish", "sip:a@sfb.example", "--target", target} + tls + more));
  }
  // The tag of a 200, which has to be the first line.
  static std::string tag_of(const kit::Ended& ended) {
    EXPECT_EQ(ended.status, 0) << ended.errors << ended.output;
    EXPECT_EQ(ended.errors, "");
    EXPECT_TRUE(ended.output.starts_with("SIP/2.0 200 OK\n")) << ended.output;
    const std::size_t at = ended.output.find("SIP-ETag: ");
    if (at == std::string::npos) return {};
    return ended.output.substr(at + 10, ended.output.find('\n', at) - at - 10);
  }

  Arguments tls;
  std::string target, body;
};

TEST_P(Publish, WalksThroughTheLifeOfAPublication) {
  const kit::Ended initial = publish({"--body", body, "--expires", "30"});
  const std::string first = tag_of(initial);
  EXPECT_NE(initial.output.find("Expires: 30\n"), std::string::npos) << initial.output;
  const std::string second = tag_of(publish({"--if-match", first}));
  const std::string third = tag_of(publish({"--if-match", second, "--body", body}));
  EXPECT_TRUE(!first.empty() && first != second && second != third);
  const kit::Ended stale = publish({"--if-match", first});
  EXPECT_EQ(stale.status, 1);
  EXPECT_TRUE(stale.output.starts_with("SIP/2.0 412 ")) << stale.output;
  EXPECT_EQ(stale.errors, "");
  tag_of(publish({"--if-match", third, "--expires", "0"}));
  EXPECT_EQ(publish({"--if-match", third}).status, 1);
}

TEST_P(Publish, ShowsWhatTheServerAsksFor) {
  const kit::Ended package = publish({"--body", body, "--event", "winfo"});
  EXPECT_EQ(package.status, 1);
  EXPECT_TRUE(package.output.starts_with("SIP/2.0 489 ")) << package.output;
  EXPECT_NE(package.output.find("Allow-Events: presence"), std::string::npos) << package.output;
  const kit::Ended type = publish({"--body", body, "--content-type", "text/plain"});
  EXPECT_EQ(type.status, 1);
  EXPECT_TRUE(type.output.starts_with("SIP/2.0 415 ")) << type.output;
}

// Above 1300 octets a request must not be a datagram (RFC 3261 18.1.1), but where TCP is refused: here the server
// listens on UDP alone.
TEST_P(Publish, LargeRequestsLeaveUdp) {
  std::string large(2000, ' ');
  {
    std::ifstream file(body);
    large.insert(0, std::string(std::istreambuf_iterator<char>(file), {}));
  }
  const kit::Ended ended = publish({"--body", certificates.write("large", large)});
  EXPECT_NE(tag_of(ended), "");
}

INSTANTIATE_TEST_SUITE_P(Over, Publish, ::testing::Values("udp", "tcp", "tls"),
                         [](const auto& given) { return std::string(given.param); });

// Starts `publish` against a server that answers by hand.
class PublishByHand : public CommandTest {
 protected:
  struct Seen {
    int status;
    std::string output, errors;
  };
  Seen publish(const Arguments& more, const std::string& first, const std::vector<std::string>& rows) {
    StubServer stub;
    kit::Process process(with_command(Arguments{"publish", "sip:a@sfb.example", "--target", stub.target()} + more));
    stub.answer(first, rows);
    const int status = process.wait();
    return {status, process.rest(), process.errors()};
  }
};

// What was stored without a tag can be neither refreshed nor removed: that is no success.
TEST_F(PublishByHand, A2xxWithoutTagIsNoSuccess) {
  const std::string body = certificates.write("body", "<presence/>");
  const Seen initial = publish({"--body", body}, "200 OK", {"Expires: 300"});
  EXPECT_EQ(initial.status, 1);
  EXPECT_TRUE(initial.output.starts_with("SIP/2.0 200 OK\n")) << initial.output;
  expect_one_line(initial.errors, "cannot be refreshed, changed or removed");
  EXPECT_EQ(publish({"--if-match", "x"}, "200 OK", {"Expires: 300"}).status, 1);
  EXPECT_EQ(publish({"--if-match", "x"}, "200 OK", {"Expires: 300", "SIP-ETag: y"}).status, 0);
  const Seen removal = publish({"--if-match", "x", "--expires", "0"}, "200 OK", {});
  EXPECT_EQ(removal.status, 0) << "nothing is left that a tag could name";
  EXPECT_EQ(removal.errors, "");
}

TEST_F(PublishByHand, ARedirectionIsToldAndNotFollowed) {
  const Seen moved = publish({"--if-match", "x"}, "302 Moved", {"Contact: <sip:other.example>"});
  EXPECT_EQ(moved.status, 1);
  EXPECT_NE(moved.output.find("Contact: <sip:other.example>\n"), std::string::npos) << moved.output;
  expect_one_line(moved.errors, "give it to --target");
}

class PublishDigest : public CommandTest {};

TEST_F(PublishDigest, AnswersAChallengeOnce) {
  const std::string target = start_server("udp", {"--users", certificates.write("users", "john:secret\n")});
  const auto with_password = [&](const std::string& password) {
    return kit::run(
        with_command({"publish", "sip:a@sfb.example", "--target", target, "--if-match", "x", "--user", "john",
                      "--password-file", certificates.write("password", password)}));
  };
  EXPECT_TRUE(with_password("secret").output.starts_with("SIP/2.0 412 "));
  const kit::Ended wrong = with_password("guess");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_TRUE(wrong.output.starts_with("SIP/2.0 401 ")) << wrong.output;
  EXPECT_NE(wrong.output.find("WWW-Authenticate: Digest"), std::string::npos) << wrong.output;
}

TEST_F(PublishDigest, RightsDecideForWhom) {
  const std::string target =
      start_server("udp", {"--users", certificates.write("users", "john:secret\n"), "--rights",
                           certificates.write("rights", "# whom\njohn sip:a@sfb.example\n")});
  const auto publish = [&](const std::string& presentity) {
    return kit::run(with_command({"publish", presentity, "--target", target, "--if-match", "x", "--user", "john",
                                  "--password-file", certificates.write("password", "secret")}))
        .output;
  };
  EXPECT_TRUE(publish("sip:a@sfb.example").starts_with("SIP/2.0 412 "));
  EXPECT_TRUE(publish("sip:b@sfb.example").starts_with("SIP/2.0 403 "));
}

}  // namespace
}  // namespace sipwright::cli
