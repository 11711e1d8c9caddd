// Two nodes talk over UDP, TCP and TLS, IPv4 and IPv6; and what they hear when nobody is there.
#include "ends.hpp"
#include "kit/certificates.hpp"

namespace sipwright::net {
namespace {

using std::chrono::milliseconds;

class Transports : public LoopTest, public ::testing::WithParamInterface<std::tuple<Transport, const char*>> {
 protected:
  Transports() : client(loop), server(loop) {
    const kit::Certified ca = folder.authority("ca");
    const kit::Certified both = folder.issue(ca, "both", {.addresses = {"127.0.0.1", "::1"}});
    const TlsSettings settings{both.certificate_file, both.key_file, ca.certificate_file, true};
    const auto context = [&settings](TlsRole role) {
      return std::get<std::shared_ptr<TlsContext>>(TlsContext::load(role, settings));
    };
    client.node.sockets().use_tls(context(TlsRole::client), context(TlsRole::server));
    server.node.sockets().use_tls(context(TlsRole::client), context(TlsRole::server));
  }
  Transport transport() const { return std::get<0>(GetParam()); }
  std::string address() const { return std::get<1>(GetParam()); }

  kit::CertificateFolder folder;
  End client, server;
};

TEST_P(Transports, CarryARequestAndItsAnswer) {
  const Peer target = server.listen(transport(), address());
  client.send(target, request("one"));
  ASSERT_TRUE(run_until([this] { return client.engine.received.size() == 1; }));
  EXPECT_EQ(server.engine.received.at(0).second, request("one"));
  EXPECT_EQ(client.engine.received[0].second, "ANSWERS" + request("one").substr(7));
  EXPECT_EQ(client.engine.received[0].first, target);
  EXPECT_EQ(server.events, std::vector<std::string>{request("one")});
  EXPECT_TRUE(client.troubles.empty() && server.troubles.empty());
}

TEST_P(Transports, ReuseTheConnection) {
  const Peer target = server.listen(transport(), address());
  constexpr std::size_t messages = 200;
  for (std::size_t i = 0; i < messages; ++i) client.send(target, request(std::to_string(i)));
  ASSERT_TRUE(run_until([this] { return client.engine.received.size() == messages; }));
  for (std::size_t i = 0; i < messages; ++i) {
    EXPECT_EQ(server.engine.received[i].second, request(std::to_string(i)));
    EXPECT_EQ(server.engine.received[i].first, server.engine.received[0].first);
  }
  EXPECT_EQ(client.node.sockets().connections(), is_reliable(transport()) ? 1u : 0u);
}

TEST_P(Transports, SendRequestsBackOverTheConnectionThatThePeerOpened) {
  const Peer target = server.listen(transport(), address());
  client.send(target, request("there"));
  ASSERT_TRUE(run_until([this] { return !server.engine.received.empty(); }));
  server.send(server.engine.received[0].first, request("back"));
  ASSERT_TRUE(run_until([this] { return client.engine.received.size() == 2; }));
  EXPECT_EQ(client.engine.received[1].second, request("back"));
}

TEST_P(Transports, CarryTheLargestMessage) {
  const Peer target = server.listen(transport(), address());
  const std::string large = request(std::string(60'000, 'x'));
  client.send(target, large);
  ASSERT_TRUE(run_until([this] { return !client.engine.received.empty(); }));
  EXPECT_EQ(server.engine.received[0].second, large);
}

TEST_P(Transports, TellThatNobodyListens) {
  Peer target;
  {
    End gone(loop);
    gone.node.sockets().use_tls(nullptr, nullptr);
    // A port that was free a moment ago.
    target = gone.listen(transport() == Transport::udp ? Transport::udp : Transport::tcp, address())
                 .with(transport());
  }
  client.send(target, request("one"));
  ASSERT_TRUE(run_until([this] { return !client.engine.failed.empty(); }));
  EXPECT_EQ(client.engine.failed[0], target);
  ASSERT_EQ(client.troubles.size(), 1u);
  EXPECT_EQ(client.troubles[0].failure.kind, FailureKind::refused) << client.troubles[0].failure.reason;
  EXPECT_EQ(client.node.sockets().connections(), 0u);
}

std::string name_of(const ::testing::TestParamInfo<Transports::ParamType>& given) {
  const char* transports[] = {"Udp", "Tcp", "Tls"};
  const bool is_ipv6 = std::string(std::get<1>(given.param)) == "::1";
  return std::string(transports[static_cast<int>(std::get<0>(given.param))]) + (is_ipv6 ? "IPv6" : "IPv4");
}

INSTANTIATE_TEST_SUITE_P(Loopback, Transports,
                         ::testing::Combine(::testing::Values(Transport::udp, Transport::tcp, Transport::tls),
                                            ::testing::Values("127.0.0.1", "::1")),
                         name_of);

using Loop = LoopTest;

TEST_F(Loop, AnswersLeaveFromTheUdpPortThatHeardTheRequest) {
  End client(loop), server(loop);
  const Peer first = server.listen(Transport::udp), second = server.listen(Transport::udp);
  client.send(second, request("two"));
  client.send(first, request("one"));
  ASSERT_TRUE(run_until([&] { return client.engine.received.size() == 2; }));
  for (const auto& [from, answer] : client.engine.received) {
    EXPECT_EQ(from, answer.ends_with("one") ? first : second);
  }
}

TEST_F(Loop, RefusesWhatIsNoAddress) {
  End end(loop);
  const auto bound = end.node.sockets().listen(Transport::udp, "localhost", 0);
  ASSERT_TRUE(std::holds_alternative<Failure>(bound));
  EXPECT_EQ(std::get<Failure>(bound).kind, FailureKind::address_invalid);
  end.send(*Peer::make(Transport::tcp, "sfb.example", 5060), request("x"));
  ASSERT_TRUE(run_until([&] { return !end.troubles.empty(); }));
  EXPECT_EQ(end.troubles[0].failure.kind, FailureKind::address_invalid);
}

TEST_F(Loop, TellsThatAnAddressIsTaken) {
  End first(loop), second(loop);
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const Peer taken = first.listen(transport);
    const auto bound = second.node.sockets().listen(transport, "127.0.0.1", taken.port());
    ASSERT_TRUE(std::holds_alternative<Failure>(bound));
    EXPECT_EQ(std::get<Failure>(bound).kind, FailureKind::bind_failed);
    EXPECT_NE(std::get<Failure>(bound).reason.find("choose another address or port"), std::string::npos);
  }
}

TEST_F(Loop, TlsWithoutContextIsAFailureAndNoCrash) {
  End client(loop);
  client.send(*Peer::make(Transport::tls, "127.0.0.1", 5061), request("x"));
  ASSERT_TRUE(run_until([&] { return !client.troubles.empty(); }));
  EXPECT_EQ(client.troubles[0].failure.kind, FailureKind::tls_not_configured);
  EXPECT_TRUE(std::holds_alternative<Failure>(client.node.sockets().listen(Transport::tls, "127.0.0.1", 0)));
}

TEST_F(Loop, ADatagramThatIsTooLongIsAFailure) {
  End client(loop), server(loop);
  client.send(server.listen(Transport::udp), std::string(70'000, 'x'));
  ASSERT_TRUE(run_until([&] { return !client.troubles.empty(); }));
  EXPECT_EQ(client.troubles[0].failure.kind, FailureKind::message_too_long);
}

TEST_F(Loop, WakesTheEngineAtItsDeadline) {
  End end(loop);
  const Instant start = monotonic_now();
  end.engine.deadline = start + milliseconds(30);
  end.node.pump();
  ASSERT_TRUE(run_until([&] { return end.engine.alarms == 1; }));
  EXPECT_GE(monotonic_now() - start, milliseconds(30));
  end.engine.deadline = monotonic_now();  // due already
  end.node.pump();
  ASSERT_TRUE(run_until([&] { return end.engine.alarms == 2; }));
}

TEST_F(Loop, NothingIsToldAfterClose) {
  End client(loop), server(loop);
  const Peer target = server.listen(Transport::tcp);
  client.send(target, request("one"));
  client.engine.deadline = monotonic_now() + milliseconds(20);
  client.node.pump();
  client.node.close();
  run_for(milliseconds(60));
  EXPECT_TRUE(client.troubles.empty() && client.engine.received.empty() && client.engine.alarms == 0);
}

TEST_F(Loop, FindsTheAddressThatPacketsLeaveFrom) {
  EXPECT_EQ(source_address_for(*Peer::make(Transport::udp, "127.0.0.1", 5060)), "127.0.0.1");
  EXPECT_EQ(source_address_for(*Peer::make(Transport::tls, "[::1]", 5061)), "::1");
  EXPECT_EQ(source_address_for(*Peer::make(Transport::udp, "nobody", 5060)), "");
}

}  // namespace
}  // namespace sipwright::net
