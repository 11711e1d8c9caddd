// The life of a call between the real agent and the real server, over each transport.
#include <set>

#include "command_test.hpp"
#include "stub_server.hpp"

namespace sipwright::cli {
namespace {

class Life : public CommandTest, public ::testing::WithParamInterface<const char*> {
 protected:
  std::string transport() const { return GetParam(); }
  Arguments tls() const { return transport() == "tls" ? tls_arguments() : Arguments{}; }
  // Starts both ends.
  void start(const std::string& expires, Arguments of_server = {}, Arguments of_agent = {}) {
    make_certificates();
    const std::string target = start_server(transport(), tls() + of_server);
    agent = std::make_unique<kit::Process>(
        with_command(Arguments{"agent", "--target", target, "--expires", expires} + tls() + of_agent));
  }
  void connected(const std::string& call, const std::string& user) {
    agent->write(R"({"event":"connected","call":")" + call + R"(","user":")" + user +
                 R"(","display":"J"})"
                 "\n");
  }
  void ended(const std::string& call) {
    agent->write(R"({"event":"ended","call":")" + call +
                 R"("})"
                 "\n");
  }

  // The next outcome of both sides, which have to agree on user and, where there is one, tag.
  std::string next(const std::string& event, const std::string& user) {
    const Json told = json_line(*agent), seen = json_line(*server);
    EXPECT_EQ(told.value("event", ""), event) << told;
    EXPECT_EQ(seen.value("event", ""), event) << seen;
    EXPECT_EQ(told.value("user", ""), user);
    EXPECT_EQ(seen.value("user", ""), user);
    EXPECT_EQ(told.value("status", 0), 200);
    if (event != "removed") {
      EXPECT_EQ(told.value("etag", ""), seen.value("etag", "-"));
      EXPECT_EQ(told.value("expires", 0), seen.value("expires", -1));
    }
    return told.value("etag", "");
  }

  static constexpr const char* john = "sip:john.doe@sfb.example";
  static constexpr const char* jane = "sip:jane.doe@sfb.example";
  std::unique_ptr<kit::Process> agent;
};

TEST_P(Life, ACallIsPublishedRefreshedAndRemoved) {
  start("2");
  connected("c1", john);
  const std::string first = next("published", john);
  const std::string second = next("refreshed", john);
  EXPECT_NE(first, second);
  ended("c1");
  next("removed", john);
  agent->close_input();
  EXPECT_EQ(agent->wait(), 0);
  EXPECT_EQ(stop_server(), 0);
  EXPECT_EQ(agent->errors(), "");
  EXPECT_EQ(server->errors(), "");
}

TEST_P(Life, EndOfInputRemovesWhatIsPublished) {
  start("60");
  connected("c1", john);
  next("published", john);
  connected("c2", jane);
  next("published", jane);
  agent->close_input();
  std::set<std::string> removed{json_line(*agent).value("user", ""), json_line(*agent).value("user", "")};
  EXPECT_EQ(removed, (std::set<std::string>{john, jane}));
  EXPECT_EQ(agent->wait(), 0);
}

TEST_P(Life, SignalsRemoveWhatIsPublished) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    start("60");
    connected("c1", john);
    next("published", john);
    agent->signal(signal);
    next("removed", john);
    EXPECT_EQ(agent->wait(), 0);
    EXPECT_EQ(agent->errors(), "");
  }
}

TEST_P(Life, TwoCallsOfOneUserAreOnePublication) {
  start("60");
  connected("c1", john);
  next("published", john);
  connected("c2", john);
  ended("c1");
  agent->write("wrong\n");  // its complaint shows that the lines before have been taken
  while (agent->errors().find("line 4") == std::string::npos)
    ASSERT_EQ(agent->line(std::chrono::milliseconds(20)), "");
  ended("c2");
  next("removed", john);
}

TEST_P(Life, DigestIsAnswered) {
  make_certificates();
  const std::string users = certificates.write("users", "# who\njohn:secret\n");
  start("60", {"--users", users, "--realm", "sfb.example"},
        {"--user", "john", "--password-file", certificates.write("password", "secret\n")});
  connected("c1", john);
  // The server tells that it refused the first request, by its challenge.
  EXPECT_EQ(json_line(*agent).value("event", ""), "published");
  agent->close_input();
  EXPECT_EQ(json_line(*agent).value("event", ""), "removed");
  EXPECT_EQ(agent->wait(), 0);
}

// The call is over before its first request is challenged: nothing was published, and nobody was refused.
TEST_P(Life, ACallThatEndsBeforeItsChallengeIsNoFailure) {
  make_certificates();
  const std::string users = certificates.write("users", "john:secret\n");
  start("60", {"--users", users},
        {"--user", "john", "--password-file", certificates.write("password", "secret\n")});
  agent->write(R"({"event":"connected","call":"c1","user":"sip:john.doe@sfb.example"})"
               "\n"
               R"({"event":"ended","call":"c1"})"
               "\n");
  const Json outcome = json_line(*agent);
  EXPECT_EQ(outcome.value("event", ""), "removed") << outcome;
  EXPECT_EQ(outcome.value("status", -1), 0);
  agent->close_input();
  EXPECT_EQ(agent->wait(), 0);
  EXPECT_EQ(agent->errors(), "");
}

TEST_P(Life, AWrongPasswordFailsTheCall) {
  make_certificates();
  const std::string users = certificates.write("users", "john:secret\n");
  start("60", {"--users", users},
        {"--user", "john", "--password-file", certificates.write("password", "guess\n")});
  connected("c1", john);
  const Json outcome = json_line(*agent);
  EXPECT_EQ(outcome.value("event", ""), "failed") << outcome;
  EXPECT_EQ(outcome.value("status", 0), 401);
  EXPECT_NE(outcome.value("reason", "").find("check --user and --password-file"), std::string::npos) << outcome;
  EXPECT_TRUE(outcome.value("retry", false)) << "the accounts may come back while the call lasts";
  agent->close_input();
  EXPECT_EQ(agent->wait(), 1);
  expect_one_line(agent->errors(), "refused the credentials, and nothing is published for 1 user(s)");
}

TEST_P(Life, ARefusalIsToldThoughTheCallIsOver) {
  make_certificates();
  start("60", {"--users", certificates.write("users", "john:secret\n")});
  agent->write(R"({"event":"connected","call":"c1","user":"sip:john.doe@sfb.example"})"
               "\n"
               R"({"event":"ended","call":"c1"})"
               "\n");
  const Json outcome = json_line(*agent);
  EXPECT_EQ(outcome.value("event", ""), "failed") << outcome;
  EXPECT_EQ(outcome.value("status", 0), 401);
  EXPECT_FALSE(outcome.value("retry", true));
  agent->close_input();
  EXPECT_EQ(agent->wait(), 1);
  expect_one_line(agent->errors(), "asks for credentials");
}

// Nobody reads what the agent writes: what it published is removed all the same.
TEST_P(Life, AClosedOutputStillRemoves) {
  make_certificates();
  const std::string target = start_server(transport(), tls());
  Arguments line{"/bin/sh", "-c", "\"$@\" | true", "sh", command, "agent", "--target", target};
  agent = std::make_unique<kit::Process>(line + tls());
  connected("c1", john);
  EXPECT_EQ(json_line(*server).value("event", ""), "published");
  agent->close_input();
  EXPECT_EQ(json_line(*server).value("event", ""), "removed");
}

class Redirection : public CommandTest {};

TEST_F(Redirection, IsToldWithItsContactAndNotFollowed) {
  StubServer stub;
  kit::Process agent(with_command({"agent", "--target", stub.target()}));
  agent.write(R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
              "\n");
  stub.answer("302 Moved Temporarily", {"Contact: <sip:other.example>"});
  const Json outcome = json_line(agent);
  EXPECT_EQ(outcome.value("status", 0), 302) << outcome;
  EXPECT_EQ(outcome.value("contact", ""), "<sip:other.example>");
  EXPECT_NE(outcome.value("reason", "").find("give it to --target"), std::string::npos) << outcome;
  agent.close_input();
  EXPECT_EQ(agent.wait(), 1);
}

INSTANTIATE_TEST_SUITE_P(Over, Life, ::testing::Values("udp", "tcp", "tls"),
                         [](const auto& given) { return std::string(given.param); });

class PlainFile : public CommandTest {};

// Standard input from a file, which cannot be polled: all its events are taken, then all is removed.
TEST_F(PlainFile, IsReadLikeAPipe) {
  const std::string target = start_server("udp");
  const std::string input =
      certificates.write("events", R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
                                   "\n"
                                   R"({"event":"connected","call":"c2","user":"sip:b@sfb.example"})");
  const kit::Ended ended =
      kit::run({"/bin/sh", "-c", "exec \"$0\" agent --target \"$1\" --profile rfc4480 <\"$2\"", command,
                target, input});
  EXPECT_EQ(ended.status, 0) << ended.errors;
  EXPECT_EQ(ended.errors, "");
  EXPECT_NE(ended.output.find("\"call\":\"c1\""), std::string::npos) << ended.output;
  EXPECT_NE(ended.output.find("\"call\":\"c2\""), std::string::npos) << ended.output;
}

class Addresses : public CommandTest {
 protected:
  // Publishes and removes once, at the target.
  void expect_life(const Arguments& arguments) {
    const kit::Ended ended =
        kit::run(with_command(Arguments{"agent"} + arguments),
                 "{\"event\":\"connected\",\"call\":\"c1\",\"user\":\"sip:a@sfb.example\"}\n");
    EXPECT_EQ(ended.status, 0) << ended.errors;
    EXPECT_EQ(ended.errors, "");
  }
};

TEST_F(Addresses, MayBeIPv6) {
  make_certificates();
  for (const std::string transport : {"udp", "tcp", "tls"}) {
    const std::string target = start_server(transport, tls_arguments(), "[::1]");
    expect_life(Arguments{"--target", target} + tls_arguments());
  }
}

// The name is looked up, and the certificate has to be for the name and not for the address that was found.
TEST_F(Addresses, MayBeNames) {
  make_certificates();
  const auto named = certificates.issue(ca, "named", {.sip_domains = {"localhost"}});
  const std::string numeric = start_server(
      "tls", {"--cert", named.certificate_file, "--key", named.key_file, "--ca", ca.certificate_file});
  std::string by_name = numeric;
  by_name.replace(by_name.find("127.0.0.1"), 9, "localhost");
  expect_life(Arguments{"--target", by_name, "--bind", "127.0.0.1"} + tls_arguments());
  const kit::Ended by_address = kit::run(with_command(
      Arguments{"publish", "sip:a@sfb.example", "--if-match", "x", "--target", numeric} + tls_arguments()));
  EXPECT_EQ(by_address.status, 3);
  expect_one_line(by_address.errors, "it is for sip:localhost and not for 127.0.0.1");
}

}  // namespace
}  // namespace sipwright::cli
