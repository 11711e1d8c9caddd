// The end of an agent whose server is gone: bounded, and told.
#include "command_test.hpp"

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
  EXPECT_NE(agent->errors().find("1 user(s) without an answer at the end"), std::string::npos)
      << agent->errors();
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
