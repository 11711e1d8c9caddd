// Options that cannot mean anything: each is refused, and the line names the option and what is expected.
#include "command_test.hpp"

namespace sipwright::cli {
namespace {

constexpr int held = 0, usage = 2;

class Options : public CommandTest {
 protected:
  void refuse(const Arguments& arguments, const std::string& part, const std::string& input = {}) {
    const kit::Ended ended = kit::run(with_command(arguments), input);
    EXPECT_EQ(ended.status, usage) << arguments.back() << ": " << ended.errors;
    expect_one_line(ended.errors, part);
    EXPECT_EQ(ended.output, "");
  }
  const Arguments server_here{"server", "--listen", "sip:127.0.0.1:0"};
  const Arguments agent_here{"agent", "--target", "sip:127.0.0.1:9"};
};

TEST_F(Options, AnEmptyValueIsNoWish) {
  const std::string empty;
  for (const Arguments& arguments : std::vector<Arguments>{
           {"verify", "--fault", empty},
           {"verify", "--seeds", empty},
           {"prove", "--fault", empty},
           {"prove", "--markdown", empty},
           {"prove", "--list", empty},
           {"model", "show", empty},
           {"parse", empty},
           {"publish", empty, "--if-match", "x"},
           {"publish", "sip:a@127.0.0.1", "--body", empty},
           {"publish", "sip:a@127.0.0.1", "--if-match", "x", "--event", empty},
           server_here + Arguments{"--domain", empty},
           server_here + Arguments{"--domain", "sfb.example", "--domain", empty},
           server_here + Arguments{"--realm", empty},
           server_here + Arguments{"--users", empty},
           server_here + Arguments{"--ca", empty},
           agent_here + Arguments{"--from", empty},
           agent_here + Arguments{"--bind", empty},
           agent_here + Arguments{"--transport", empty},
           agent_here + Arguments{"--server-name", empty},
           agent_here + Arguments{"--user", empty}}) {
    refuse(arguments, "the value is empty");
  }
}

TEST_F(Options, NamesAndRealmsAreWhatTheirHeaderFieldsCanHold) {
  refuse(server_here + Arguments{"--realm", "sfb\r\nX: 1"}, "--realm must not hold");
  refuse(server_here + Arguments{"--realm", "sfb\tx"}, "--realm must not hold");
  refuse(server_here + Arguments{"--realm", "a\"b"}, "--realm must not hold");
  for (const char* domain : {"two words", "a@b", "sip:a", "a;b", "a:5060", "a\r\n b"})
    refuse(server_here + Arguments{"--domain", domain}, "is no host; give a name like sfb.example");
  const Arguments password{"--password-file", certificates.write("password", "secret\n")};
  for (const char* name : {"jo\nhn", "jo\thn", "john\x7f", "\x01"})
    refuse(agent_here + password + Arguments{"--user", name}, "--user: a user name must not hold control characters");
}

TEST_F(Options, FilesOfUsersAndRightsAreReadToTheLetter) {
  const auto users = [&](const std::string& text) {
    return Arguments{"--users", certificates.write("users", text)};
  };
  refuse(server_here + users("john:a\njane:b\njohn:c\n"), "line 3: there is a line for john already");
  refuse(server_here + users("jo\thn:a\n"), "line 1: a user name must not hold control characters");
  const auto rights = [&](const std::string& text) {
    return users("john:a\n") + Arguments{"--rights", certificates.write("rights", text)};
  };
  for (const char* uri : {"nobody", "tel:+1", "sip:", "pres:john@sfb.example"})
    refuse(server_here + rights("# whom\njohn " + std::string(uri) + "\n"), "line 2: the presentity \"");
}

// An own address is configuration; the address of somebody else may be unreachable.
TEST_F(Options, AnOwnAddressThatIsNotFoundIsWrongUsage) {
  refuse({"server", "--listen", "sip:example.invalid:0"},
         "--listen sip:example.invalid:0: cannot find an address of example.invalid");
}

TEST_F(Options, StandardInputHasToBeReadable) {
  const std::string message = certificates.write("message", "x");
  const auto shell = [](const std::string& arguments, const std::string& part) {
    const kit::Ended ended = kit::run({"/bin/sh", "-c", "exec \"$0\" " + arguments, command});
    EXPECT_EQ(ended.status, usage) << arguments << ended.output;
    expect_one_line(ended.errors, part);
    EXPECT_EQ(ended.output, "");
  };
  const std::string agent = "agent --target 'sip:127.0.0.1:9;transport=tcp' ";
  shell(agent + "<&-", "standard input is closed; give it a pipe, a file or a terminal with call events");
  shell(agent + "</", "standard input is a directory");
  shell(agent + "0>/dev/null", "standard input is open for writing only");
  shell("parse - <&-", "standard input is closed; give it a pipe, a file or a terminal with the message");
  shell("parse - </", "standard input is a directory");
  shell("publish sip:a@127.0.0.1 --body - <&-", "with the body file");
  // Nothing to do is no fault.
  EXPECT_EQ(kit::run({"/bin/sh", "-c", "exec \"$0\" " + agent + "</dev/null", command}).status, held);
}

TEST_F(Options, ASeedIsAWholeNumber) {
  for (const char* seed : {"-1", "+1", "0x10", "1.5", "18446744073709551616", "one"})
    refuse({"prove", "--list", "--seed", seed}, "is no whole number from 0 to 18446744073709551615");
  for (const char* seed : {"0", "18446744073709551615"})
    EXPECT_EQ(kit::run(with_command({"prove", "--list", "--seed", seed})).status, held);
}

TEST_F(Options, ListsNameWhatIsAskedFor) {
  refuse({"prove", "--list", "wrong"}, "no property is called wrong");
  const Json all = Json::parse(kit::run(with_command({"prove", "--list", "--json"})).output);
  ASSERT_GT(all.size(), 5u);
  const std::string first = all[0].value("name", "");
  EXPECT_NE(all[0].value("says", ""), "");
  const kit::Ended one = kit::run(with_command({"prove", first, "--list"}));
  EXPECT_EQ(one.status, held);
  EXPECT_TRUE(one.output.starts_with(first + " ")) << one.output;
  EXPECT_EQ(std::count(one.output.begin(), one.output.end(), '\n'), 1) << one.output;
  const Json faults = Json::parse(kit::run(with_command({"verify", "--list-faults", "--json"})).output);
  ASSERT_GE(faults.size(), 50u);
  EXPECT_EQ(faults[0].value("caught_as", ""), "INV-01");
}

}  // namespace
}  // namespace sipwright::cli
