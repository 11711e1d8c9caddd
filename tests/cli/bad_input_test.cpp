// Whatever a user can get wrong: one line on stderr that says what to do, and the right exit status.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include "command_test.hpp"

namespace sipwright::cli {
namespace {

constexpr int held = 0, failed = 1, usage = 2, inconclusive = 3;

class BadInput : public CommandTest {
 protected:
  void expect(const Arguments& arguments, int status, const std::string& part,
              const std::string& input = {}) {
    const kit::Ended ended = kit::run(with_command(arguments), input);
    EXPECT_EQ(ended.status, status) << ended.errors;
    expect_one_line(ended.errors, part);
    EXPECT_EQ(ended.output, "");
  }
};

TEST_F(BadInput, WrongCommandLine) {
  expect({}, usage, "a sub-command is missing; see sipwright --help");
  expect({"nonsense"}, usage, "unknown sub-command nonsense; see sipwright --help");
  expect({"--nonsense"}, usage, "unknown option --nonsense");
  expect({"agent", "--nonsense"}, usage, "see sipwright agent --help");
  expect({"agent"}, usage, "--target");
  expect({"agent", "--target", "sip:127.0.0.1", "--expires", "0"}, usage, "--expires");
  expect({"agent", "--target", "sip:127.0.0.1", "--expires", "4294967296"}, usage, "--expires");
  expect({"agent", "--target", "sip:127.0.0.1", "--expires", "soon"}, usage, "--expires");
  expect({"agent", "--target", "sip:127.0.0.1", "--profile", "other"}, usage, "--profile");
  expect({"agent", "--target", "sip:127.0.0.1", "--t1", "0"}, usage, "--t1");
  expect({"publish"}, usage, "URI");
  expect({"publish", "sip:a@127.0.0.1"}, usage, "give --body FILE, or --if-match TAG");
  expect({"server"}, usage, "--listen");
  expect({"server", "--listen", "sip:127.0.0.1:0", "--min-expires", "100", "--max-expires", "50"}, usage,
         "have to rise");
}

TEST_F(BadInput, WrongAddresses) {
  for (const std::string uri :
       {"127.0.0.1", "sip:", "sip:host:port", "sip:a b", "http://127.0.0.1", "pres:a@127.0.0.1", "tel:+1",
        "sip:1.2.3.4>,<sip:x"}) {
    expect({"agent", "--target", uri}, usage, "is no SIP URI; write it like");
    expect({"server", "--listen", uri}, usage, "is no SIP URI");
    expect({"publish", uri, "--if-match", "x"}, usage, "is no SIP URI");
  }
  expect({"agent", "--target", "sip:127.0.0.1:70000"}, usage, "is no SIP URI");
  expect({"agent", "--target", "sip:127.0.0.1;transport=sctp"}, usage,
         "the transport has to be udp, tcp or tls");
  expect({"agent", "--target", "sip:127.0.0.1", "--transport", "pigeon"}, usage, "choose udp, tcp or tls");
  expect({"agent", "--target", "sip:127.0.0.1", "--bind", "here"}, usage, "is no numeric address");
  expect({"agent", "--target", "sip:127.0.0.1", "--bind", "192.0.2.1"}, usage,
         "choose another address or port");
  expect({"agent", "--target", "sip:127.0.0.1", "--bind", "::1"}, usage, "of the same family");
  expect({"publish", "sip:a@[::1]", "--if-match", "x", "--bind", "127.0.0.1"}, usage, "of the same family");
  expect({"agent", "--target", "sip:127.0.0.1", "--from", "nobody"}, usage, "--from");
  expect({"server", "--listen", "sip:192.0.2.1:0"}, usage, "choose another address or port");
  // The name's top level is reserved and never exists (RFC 6761 6.4).
  expect({"publish", "sip:a@nowhere.invalid", "--if-match", "x"}, inconclusive, "nowhere.invalid");
}

TEST_F(BadInput, UnreadableFiles) {
  const std::string missing = (certificates.path() / "missing").string();
  const std::string target = "sip:127.0.0.1:9;transport=tls";
  const std::string text = certificates.write("text", "\n");
  make_certificates();
  expect({"publish", "sip:a@127.0.0.1", "--body", missing}, usage, "cannot read the body file " + missing);
  expect({"publish", "sip:a@127.0.0.1", "--body", certificates.path()}, usage, "Is a directory");
  expect({"agent", "--target", target, "--ca", missing}, usage, "cannot read the CA file " + missing);
  expect({"agent", "--target", target, "--ca", text}, usage, "does not hold a usable PEM certificate");
  expect({"agent", "--target", target, "--cert", both.certificate_file}, usage, "give the key file too");
  expect({"agent", "--target", target, "--cert", both.certificate_file, "--key", ca.key_file}, usage,
         "does not belong to the certificate");
  expect({"agent", "--target", "sip:127.0.0.1", "--user", "john"}, usage, "--password-file");
  expect({"agent", "--target", "sip:127.0.0.1", "--user", "john", "--password-file", missing}, usage,
         "cannot read the password file");
  expect({"agent", "--target", "sip:127.0.0.1", "--user", "john", "--password-file", text}, usage,
         "is empty");
  expect({"server", "--listen", "sip:127.0.0.1:0;transport=tls"}, usage, "a TLS server needs a certificate");
  expect({"server", "--listen", "sip:127.0.0.1:0", "--users", missing}, usage, "cannot read the users file");
  expect({"server", "--listen", "sip:127.0.0.1:0", "--users", text}, usage, "names nobody");
  expect({"server", "--listen", "sip:127.0.0.1:0", "--users", certificates.write("users", "john secret\n")},
         usage, "line 1: write NAME:PASSWORD");
  const std::string users = certificates.write("users", "john:secret\n");
  const auto refuse_rights = [&](const std::string& rights, const std::string& reason) {
    expect({"server", "--listen", "sip:127.0.0.1:0", "--users", users, "--rights",
            certificates.write("rights", rights)},
           usage, reason);
  };
  refuse_rights("# nobody\n", "allows nothing");
  refuse_rights("john\n", "line 1: write NAME SIP-URI");
  refuse_rights("\njane sip:jane@sfb.example\n", "line 2: jane is not in the users file");
  expect({"server", "--listen", "sip:127.0.0.1:0", "--rights", text}, usage, "--users");
}

TEST_F(BadInput, ARequestThatCannotBeWritten) {
  expect({"publish", "sip:a@127.0.0.1", "--if-match", "two words"}, usage, "check --if-match");
  expect({"publish", "sip:a@127.0.0.1", "--if-match", "x\r\nInjected: 1"}, usage, "check --if-match");
  expect({"publish", "sip:a@127.0.0.1", "--if-match", "x", "--event", "pre sence"}, usage,
         "check --if-match, --event");
}

TEST_F(BadInput, AnUnreachableServer) {
  make_certificates();
  for (const std::string transport : {"udp", "tcp", "tls"}) {
    // Where a server was a moment ago, nobody is.
    const std::string gone = start_server(transport, tls_arguments());
    EXPECT_EQ(stop_server(), held);
    const Arguments tls = transport == "tls" ? tls_arguments() : Arguments{};
    const Arguments publish{"publish", "sip:a@sfb.example", "--if-match", "x", "--target", gone};
    expect(publish + tls, inconclusive, "check host and port");

    const Arguments agent{"agent", "--target", gone};
    const kit::Ended ended =
        kit::run(with_command(agent + tls), R"({"event":"connected","call":"c1","user":"sip:a@sfb.example"})"
                                            "\n");
    EXPECT_EQ(ended.status, inconclusive) << ended.errors;
    expect_one_line(ended.errors, "check host and port");
    const Json outcome = Json::parse(ended.output.substr(0, ended.output.find('\n')), nullptr, false);
    EXPECT_EQ(outcome.value("event", ""), "failed") << ended.output;
    EXPECT_EQ(outcome.value("call", ""), "c1");
  }
}

TEST_F(BadInput, AServerThatDoesNotAnswer) {
  // T1 of 2 ms makes timer F 128 ms. The listener takes octets and says nothing: it wants TLS.
  make_certificates();
  const std::string silent = start_server("tls", tls_arguments());
  std::string tcp = silent;
  tcp.replace(tcp.find("tls"), 3, "tcp");
  const kit::Ended ended = kit::run(
      with_command({"publish", "sip:a@sfb.example", "--if-match", "x", "--target", tcp, "--t1", "2"}));
  EXPECT_EQ(ended.status, inconclusive) << ended.errors;
  EXPECT_EQ(std::count(ended.errors.begin(), ended.errors.end(), '\n'), 1) << ended.errors;
}

TEST_F(BadInput, CertificatesThatDoNotVerify) {
  make_certificates();
  const auto other_ca = certificates.authority("other-ca");
  const auto foreign = certificates.issue(other_ca, "foreign", {.addresses = {"127.0.0.1"}});
  const std::string target = start_server("tls", tls_arguments());
  const Arguments publish{"publish", "sip:a@sfb.example", "--if-match", "x", "--target", target};
  expect(publish + Arguments{"--cert", both.certificate_file, "--key", both.key_file, "--ca",
                             other_ca.certificate_file},
         inconclusive, "does not verify against " + other_ca.certificate_file);
  expect(publish + tls_arguments() + Arguments{"--server-name", "sfb.example"}, inconclusive,
         "it is for 127.0.0.1, ::1 and not for sfb.example");
  expect(publish + Arguments{"--ca", ca.certificate_file}, inconclusive, "asks for a client certificate");
  expect(publish + Arguments{"--cert", foreign.certificate_file, "--key", foreign.key_file, "--ca",
                             ca.certificate_file},
         inconclusive, foreign.certificate_file + "): it does not know the CA");
  EXPECT_EQ(stop_server(), held);
  // The server tells each refusal in one line, too.
  const std::string errors = server->errors();
  EXPECT_NE(errors.find("gave no client certificate"), std::string::npos) << errors;
  EXPECT_NE(errors.find("/CN=foreign does not verify"), std::string::npos) << errors;
}

// The agent goes on with the next line.
TEST_F(BadInput, LinesThatAreNoCallEvent) {
  const std::string target = start_server("udp");
  kit::Process agent(with_command({"agent", "--target", target, "--expires", "5"}));
  const std::vector<std::pair<std::string, std::string>> bad{
      {"not json", "not JSON at octet"},
      {"{\"event\":\"connected\"", "not JSON at octet"},
      {"[1]", "no object"},
      {"{}", "\"event\" is missing"},
      {"{\"event\":7}", "\"event\" is no text"},
      {"{\"event\":\"dialing\",\"call\":\"c1\"}", "unknown event \"dialing\""},
      {"{\"event\":\"connected\",\"user\":\"sip:a@b\"}", "\"call\" is missing"},
      {"{\"event\":\"connected\",\"call\":\"c1\"}", "\"user\" is missing"},
      {"{\"event\":\"connected\",\"call\":\"c1\",\"user\":\"nobody\"}", "line 9: "},
      {"{\"event\":\"ended\",\"call\":\"never-began\"}", "line 10: "},
      {"{\"event\":\"changed\",\"call\":\"c1\"}", "\"user\" is missing"},
      {"{\"event\":\"changed\",\"call\":\"c1\",\"user\":\"sip:no.call@sfb.example\"}", "line 12: "},
      {std::string("\"\xff\xfe\""), "not JSON at octet"},
      {std::string(200'000, '['), "longer than 65536 octets"},
      {std::string(60'000, '['), "not JSON at octet"},
      {"{\"event\":\"ended\",\"call\":\"c1\",\"n\":1e999}", "out of range"},
  };
  for (const auto& [line, reason] : bad) agent.write(line + "\n");
  agent.write("\n  \r\n");  // empty lines are nothing
  agent.write(R"({"event":"connected","call":"c1","user":"sip:john.doe@sfb.example"})"
              "\n");
  const Json published = json_line(agent);
  EXPECT_EQ(published.value("event", ""), "published");
  EXPECT_EQ(published.value("call", ""), "c1");
  agent.close_input();
  EXPECT_EQ(json_line(agent).value("event", ""), "removed");
  EXPECT_EQ(agent.wait(), failed);
  std::istringstream errors(agent.errors());
  for (std::size_t i = 0; i < bad.size(); ++i) {
    std::string told;
    ASSERT_TRUE(std::getline(errors, told)) << i;
    EXPECT_TRUE(told.starts_with("sipwright agent: line " + std::to_string(i + 1) + ": ")) << told;
    EXPECT_NE(told.find(bad[i].second), std::string::npos) << told;
  }
  std::string more;
  EXPECT_FALSE(std::getline(errors, more)) << more;
}

TEST_F(BadInput, AnAgentWhoseServerNeverAnswersIsInconclusive) {
  // A server that takes every datagram and says nothing; the input ends before the first answer could have
  // come.
  const int silent = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const kit::Ended ended =
      kit::run(with_command({"agent", "--target", "sip:127.0.0.1:" + std::to_string(ntohs(address.sin_port)),
                             "--t1", "5"}),
               "{\"event\":\"connected\",\"call\":\"c1\",\"user\":\"sip:john.doe@sfb.example\"}\n");
  ::close(silent);
  EXPECT_EQ(ended.status, inconclusive) << ended.output;
  expect_one_line(ended.errors, "the server never answered");
}

TEST_F(BadInput, StandardStreamsThatAreClosedOrFull) {
  const auto shell = [](const std::string& line) {
    return kit::run({"/bin/sh", "-c", line, "sh", with_command({}).front()});
  };
  // Without an input there is nothing to publish; the agent must not take a socket of its own for it.
  EXPECT_EQ(shell("exec \"$1\" agent --target 'sip:127.0.0.1:9;transport=tcp' <&-").status, usage);
  const kit::Ended full = shell("exec \"$1\" verify --list-faults >/dev/full");
  EXPECT_EQ(full.status, failed);
  expect_one_line(full.errors, "standard output could not be written");
}

TEST_F(BadInput, AReaderThatFallsBehindDoesNotStopTheServer) {
  const std::string out = (certificates.path() / "fifo").string();
  ASSERT_EQ(::mkfifo(out.c_str(), 0600), 0);
  const int reader = ::open(out.c_str(), O_RDONLY | O_NONBLOCK);
  kit::Process behind(
      {"/bin/sh", "-c",
       "exec \"$0\" server --listen 'sip:127.0.0.1:0;transport=udp' --print-publications >\"$1\"",
       with_command({}).front(), out});
  std::string listening;
  for (char c = 0; c != '\n';)
    if (::read(reader, &c, 1) == 1) listening += c;
  const int port = Json::parse(listening).value("port", 0);
  // Nobody reads: the pipe fills up (64 KiB), and still every request is answered.
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ASSERT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  timeval patience{5, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  for (int i = 0; i < 1500; ++i) {
    const std::string n = std::to_string(i);
    const std::string request =
        "PUBLISH sip:u" + n + "@x.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK" + n +
        ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: " + n +
        "\r\nCSeq: 1 PUBLISH\r\nEvent: presence\r\nContent-Type: application/pidf+xml\r\nContent-Length: "
        "1\r\n\r\nx";
    ASSERT_EQ(::send(socket, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
    char answer[2048];
    ASSERT_GT(::recv(socket, answer, sizeof answer, 0), 0) << "request " << i << " was not answered";
  }
  ::close(socket);
  ::close(reader);
  behind.signal(SIGTERM);
  EXPECT_EQ(behind.wait(), failed);
  expect_one_line(behind.errors().substr(0, behind.errors().find('\n') + 1), "standard output is not taken");
}

TEST_F(BadInput, AnEmptyTagOrBodyIsNoWish) {
  const std::string empty = certificates.write("empty", "");
  expect({"publish", "sip:a@127.0.0.1", "--if-match", ""}, usage, "the entity-tag is empty");
  expect({"publish", "sip:a@127.0.0.1", "--body", empty, "--if-match", "x"}, usage, "is empty");
}

TEST_F(BadInput, HelpAndVersionAreNoFault) {
  for (const Arguments& asked : {Arguments{"--help"},
                                 {"--version"},
                                 {"agent", "--help"},
                                 {"publish", "--help"},
                                 {"server", "--help"}}) {
    const kit::Ended ended = kit::run(with_command(asked));
    EXPECT_EQ(ended.status, held);
    EXPECT_NE(ended.output, "");
    EXPECT_EQ(ended.errors, "");
  }
}

}  // namespace
}  // namespace sipwright::cli
