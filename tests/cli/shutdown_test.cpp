// The end of an agent whose server is gone: bounded, and told.
#include "command_test.hpp"
#include "stub_server.hpp"

namespace sipwright::cli {
namespace {

class Shutdown : public CommandTest {
 protected:
  // Publishes with that lifetime, takes the server away, and ends the agent's input.
  std::unique_ptr<kit::Process> agent_without_server(const std::string& expires) {
    const std::string target = start_server("tcp");
    auto agent =
        std::make_unique<kit::Process>(with_command({"agent", "--target", target, "--expires", expires}));
    agent->write(R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
                 "\n");
    EXPECT_EQ(json_line(*agent).value("event", ""), "published");
    EXPECT_EQ(stop_server(), 0);
    agent->close_input();
    return agent;
  }
};

TEST_F(Shutdown, EndsAfter35SecondsAtTheLatest) {
  const auto agent = agent_without_server("60");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(agent->wait(std::chrono::seconds(45)), 1);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(37));
  EXPECT_NE(agent->errors().find("check host and port"), std::string::npos) << agent->errors();
  EXPECT_NE(agent->errors().find("1 user(s) may still be shown on the phone"), std::string::npos)
      << agent->errors();
  std::string last, line;
  while (!(line = agent->line(std::chrono::milliseconds(20))).empty()) last = line;
  EXPECT_NE(last.find("may stay published until its lifetime has run out"), std::string::npos) << last;
}

// Nobody knows whether a server that never answered has stored what it was sent.
TEST_F(Shutdown, DoesNotCallRemovedWhatMayBePublished) {
  const StubServer silent;
  kit::Process agent(with_command({"agent", "--target", silent.target(), "--t1", "20", "--expires", "77"}));
  agent.write(R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
              "\n"
              R"({"event":"ended","call":"c1"})"
              "\n");
  agent.close_input();
  const Json outcome = json_line(agent);
  EXPECT_EQ(outcome.value("event", ""), "failed") << outcome;
  EXPECT_EQ(outcome.value("expires", 0), 77);
  EXPECT_FALSE(outcome.value("retry", true));
  EXPECT_EQ(agent.wait(std::chrono::seconds(10)), 3);
  EXPECT_EQ(agent.rest(), "") << "one last word";
  EXPECT_NE(agent.errors().find("1 user(s) may still be shown on the phone"), std::string::npos) << agent.errors();
  EXPECT_NE(agent.errors().find("in 77 s at the latest"), std::string::npos) << agent.errors();
}

// What the server makes impossible is not waited for.
TEST_F(Shutdown, EndsAtOnceWhereNothingCanBeRemoved) {
  for (const bool stored : {false, true}) {
    StubServer stub;
    kit::Process agent(with_command({"agent", "--target", stub.target()}));
    agent.write(R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
                "\n");
    if (stored) {
      stub.answer("200 OK", {"Expires: 300"});  // without entity-tag
    } else {
      stub.answer("503 Busy", {"Retry-After: 3600"});
    }
    EXPECT_EQ(json_line(agent).value("event", ""), stored ? "published" : "failed");
    agent.close_input();
    EXPECT_EQ(agent.wait(std::chrono::seconds(5)), 1) << agent.errors();
    const std::string last = agent.rest();
    EXPECT_NE(last.find(stored ? "may stay published" : "\"removed\""), std::string::npos) << last;
    EXPECT_EQ(agent.errors().find("may still be shown") != std::string::npos, stored) << agent.errors();
  }
}

TEST_F(Shutdown, ASecondSignalEndsItAtOnce) {
  const auto agent = agent_without_server("60");
  while (agent->errors().find("check host and port") == std::string::npos)
    agent->line(std::chrono::milliseconds(20));
  agent->signal(SIGTERM);
  EXPECT_EQ(agent->wait(std::chrono::seconds(5)), 1);
}

// What has died at the server need not be removed.
TEST_F(Shutdown, EndsWithTheLifetime) {
  const auto agent = agent_without_server("2");
  EXPECT_EQ(agent->wait(std::chrono::seconds(10)), 1);
}

}  // namespace
}  // namespace sipwright::cli
