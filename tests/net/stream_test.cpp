// What raw octets of a TCP client do to a node: pings, splits, garbage, slowness.
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "ends.hpp"
#include "sipwright/net/net_limits.hpp"

namespace sipwright::net {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

class Streams : public LoopTest {
 protected:
  Streams() : server(loop), target(server.listen(Transport::tcp)) {}

  asio::ip::tcp::socket connect() {
    asio::ip::tcp::socket socket(loop);
    socket.connect({asio::ip::make_address(std::string(target.address())), target.port()});
    socket.non_blocking(true);
    return socket;
  }
  static void write(asio::ip::tcp::socket& socket, const std::string& octets) {
    boost::system::error_code error;
    asio::write(socket, asio::buffer(octets), error);
    ASSERT_FALSE(error) << error.message();
  }
  // What has arrived so far; "(closed)" at the end once the other side has closed.
  static std::string arrived(asio::ip::tcp::socket& socket, std::string& so_far) {
    std::array<char, 4096> buffer;
    boost::system::error_code error;
    for (;;) {
      const std::size_t octets = socket.read_some(asio::buffer(buffer), error);
      so_far.append(buffer.data(), octets);
      if (error == asio::error::would_block) return so_far;
      if (error) return so_far + "(closed)";
    }
  }
  void expect_arrives(asio::ip::tcp::socket& socket, const std::string& expected) {
    std::string so_far;
    EXPECT_TRUE(run_until([&] { return arrived(socket, so_far) == expected; })) << arrived(socket, so_far);
  }

  End server;
  Peer target;
};

TEST_F(Streams, AnswerAPingByOneLineEnd) {
  auto socket = connect();
  write(socket, "\r\n\r\n");
  expect_arrives(socket, "\r\n");
  write(socket, request("x"));
  expect_arrives(socket, "ANSWERS" + request("x").substr(7));
  EXPECT_EQ(server.engine.received.size(), 1u);
}

TEST_F(Streams, TakeTwoMessagesOfOneSegmentAndOneMessageInManySegments) {
  auto socket = connect();
  write(socket, request("one") + request("two"));
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 2; }));
  for (const char octet : request("three")) {
    write(socket, std::string(1, octet));
    run_for(milliseconds(1));
  }
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 3; }));
  EXPECT_EQ(server.engine.received[2].second, request("three"));
}

TEST_F(Streams, GarbageClosesItsOwnConnectionOnly) {
  auto good = connect(), bad = connect();
  write(good, request("before"));
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 1; }));
  write(bad, std::string("\x16\x03\x01\x00\x05hello", 10));
  expect_arrives(bad, "(closed)");
  ASSERT_TRUE(run_until([&] { return server.troubles.size() == 1; }));
  EXPECT_EQ(server.troubles[0].failure.kind, FailureKind::stream_broken);
  EXPECT_FALSE(server.troubles[0].opened_by_us);
  EXPECT_NE(server.troubles[0].failure.reason.find("TLS"), std::string::npos)
      << server.troubles[0].failure.reason;
  write(good, request("after"));
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 2; }));
  EXPECT_EQ(server.node.sockets().connections(), 1u);
}

TEST_F(Streams, NothingIsTakenFromAStreamAfterItBroke) {
  auto socket = connect();
  write(socket, request("good") + "PUBLISH sip:a SIP/2.0\r\nCall-ID: a\r\n\r\n" + request("hidden"));
  expect_arrives(socket, "ANSWERS" + request("good").substr(7) + "(closed)");
  EXPECT_EQ(server.engine.received.size(), 1u);
}

TEST_F(Streams, TellAnEndWithinAMessage) {
  auto socket = connect();
  write(socket, request("cut").substr(0, 30));
  run_for(milliseconds(20));
  socket.close();
  ASSERT_TRUE(run_until([&] { return !server.troubles.empty(); }));
  EXPECT_EQ(server.troubles[0].failure.kind, FailureKind::closed);
  EXPECT_NE(server.troubles[0].failure.reason.find("within a message"), std::string::npos);
}

TEST_F(Streams, ABoundedQueueWaitsForASlowReader) {
  auto slow = connect();
  write(slow, request("x"));
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 1; }));
  const Peer peer = server.engine.received[0].first;
  const std::string large = request(std::string(60'000, 'x'));
  // More than the queue and the socket buffers of loopback hold together.
  for (int i = 0; i < 1000 && server.troubles.empty(); ++i) {
    server.send(peer, large);
    run_for(milliseconds(1));
  }
  ASSERT_FALSE(server.troubles.empty());
  EXPECT_EQ(server.troubles[0].failure.kind, FailureKind::queue_full);
}

// RFC 3261 18.2.2: the connection of the request is gone, so the answer takes a new one to where the Via
// says.
TEST_F(Streams, AnAnswerWhoseConnectionIsGoneGoesToItsVia) {
  End client(loop);
  const std::string port = std::to_string(client.listen(Transport::tcp).port());
  auto socket = connect();
  write(socket, request("x"));
  ASSERT_TRUE(run_until([&] { return server.engine.received.size() == 1; }));
  const Peer gone = server.engine.received[0].first;
  socket.close();
  ASSERT_TRUE(run_until([&] { return server.node.sockets().connections() == 0; }));
  const std::string tail =
      "From: <sip:a@b.example>;tag=1\r\nTo: <sip:a@b.example>;tag=2\r\nCall-ID: c\r\nCSeq: 1 PUBLISH\r\n"
      "Content-Length: 0\r\n\r\n";
  const std::string by_name = "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP client.invalid:" + port +
                              ";branch=z9hG4bK1;received=127.0.0.1\r\n" + tail;
  const std::string by_address =
      "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 127.0.0.1:" + port + ";branch=z9hG4bK2\r\n" + tail;
  server.send(gone, by_name);
  server.send(gone, by_address);
  ASSERT_TRUE(run_until([&] { return client.engine.received.size() == 2; }));
  EXPECT_EQ(client.engine.received[0].second, by_name);
  EXPECT_EQ(client.engine.received[1].second, by_address);
  EXPECT_EQ(server.node.sockets().connections(), 1u);
}

// Nobody may hold connections by silence, by half messages, or by one ping; who has said something may be silent for
// longer, and who keeps pinging stays.
TEST_F(Streams, SilenceAndHalfMessagesEnd) {
  server.node.sockets().limit_message_time(milliseconds(100));
  auto silent = connect(), half = connect(), good = connect(), pinged = connect(), pinging = connect();
  write(half, request("x").substr(0, 30));
  write(good, request("x"));
  write(pinged, "\r\n\r\n");
  for (int i = 0; i < 10; ++i) {
    write(pinging, "\r\n\r\n");
    run_for(milliseconds(30));
  }
  std::string of_silent, of_half, of_pinged;
  EXPECT_EQ(arrived(silent, of_silent), "(closed)");
  EXPECT_EQ(arrived(half, of_half), "(closed)");
  EXPECT_EQ(arrived(pinged, of_pinged), "\r\n(closed)");
  EXPECT_EQ(server.node.sockets().connections(), 2u);
  ASSERT_EQ(server.troubles.size(), 3u);
  EXPECT_EQ(server.troubles[0].failure.kind, FailureKind::timed_out);
}

TEST_F(Streams, LongSilenceAfterAMessageEnds) {
  server.node.sockets().limit_message_time(milliseconds(40));  // how often it is looked
  server.node.sockets().limit_idle_time(milliseconds(300));
  auto socket = connect();
  write(socket, request("x"));
  run_for(milliseconds(150));
  EXPECT_EQ(server.node.sockets().connections(), 1u);
  write(socket, "\r\n\r\n");
  run_for(milliseconds(200));
  EXPECT_EQ(server.node.sockets().connections(), 1u);
  EXPECT_TRUE(run_until([&] { return server.node.sockets().connections() == 0; }));
}

// One port of a client, and two of ours: two connections, that only our own end tells apart.
TEST_F(Streams, OneClientPortMayConnectToEachListener) {
  const Peer other = server.listen(Transport::tcp);
  asio::ip::tcp::socket first(loop), second(loop);
  for (auto* socket : {&first, &second}) {
    socket->open(asio::ip::tcp::v4());
    socket->set_option(asio::socket_base::reuse_address(true));
  }
  first.connect({asio::ip::make_address(std::string(target.address())), target.port()});
  first.non_blocking(true);
  boost::system::error_code error;
  second.bind(first.local_endpoint(), error);
  ASSERT_FALSE(error) << error.message();
  second.connect({asio::ip::make_address(std::string(other.address())), other.port()});
  second.non_blocking(true);
  write(first, request("a"));
  expect_arrives(first, "ANSWERS" + request("a").substr(7));
  write(second, request("b"));
  expect_arrives(second, "ANSWERS" + request("b").substr(7));
  write(first, request("c"));
  expect_arrives(first, "ANSWERS" + request("c").substr(7));
  EXPECT_EQ(server.node.sockets().connections(), 2u);
  second.close();
  EXPECT_TRUE(run_until([&] { return server.node.sockets().connections() == 1; }));
  write(first, request("d"));
  expect_arrives(first, "ANSWERS" + request("d").substr(7));
}

// Out of descriptors: told once, nothing is lost, and all goes on when there are some again.
TEST_F(Streams, WaitForADescriptorAndSaySo) {
  asio::ip::tcp::socket socket(loop);
  socket.open(asio::ip::tcp::v4());
  const int next_free = ::dup(0);
  ::close(next_free);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = static_cast<rlim_t>(next_free);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  socket.connect({asio::ip::make_address(std::string(target.address())), target.port()});
  socket.non_blocking(true);
  write(socket, request("x"));
  run_for(milliseconds(350));
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_EQ(server.troubles.size(), 1u);
  EXPECT_EQ(server.troubles[0].failure.kind, FailureKind::connections_exhausted);
  EXPECT_FALSE(server.troubles[0].opened_by_us);
  EXPECT_NE(server.troubles[0].failure.reason.find("ulimit -n"), std::string::npos);
  expect_arrives(socket, "ANSWERS" + request("x").substr(7));
}

TEST_F(Streams, ManyConnectionsComeAndGo) {
  for (int round = 0; round < 50; ++round) {
    std::vector<asio::ip::tcp::socket> sockets;
    for (int i = 0; i < 10; ++i) sockets.push_back(connect());
    for (auto& socket : sockets) write(socket, request("x").substr(0, static_cast<std::size_t>(round) + 1));
    run_for(milliseconds(2));
  }
  ASSERT_TRUE(run_until([&] { return server.node.sockets().connections() == 0; }));
}

}  // namespace
}  // namespace sipwright::net
