// TLS that must not come about, and the words in which it says why. In every case nothing reaches the other
// engine.
#include <openssl/ssl.h>

#include <fstream>

#include "ends.hpp"
#include "kit/certificates.hpp"

namespace sipwright::net {
namespace {

class TlsTest : public LoopTest {
 protected:
  TlsTest()
      : ca(folder.authority("ca")),
        other_ca(folder.authority("other-ca")),
        good(folder.issue(ca, "good", {.sip_domains = {"sfb.example"}, .addresses = {"127.0.0.1"}})),
        client(loop),
        server(loop) {}

  std::shared_ptr<TlsContext> context(TlsRole role, const TlsSettings& settings) {
    auto loaded = TlsContext::load(role, settings);
    if (const Failure* failure = std::get_if<Failure>(&loaded)) {
      ADD_FAILURE() << failure->reason;
      return nullptr;
    }
    return std::get<std::shared_ptr<TlsContext>>(loaded);
  }
  TlsSettings mutual(const kit::Certified& own) const {
    return {own.certificate_file, own.key_file, ca.certificate_file, true};
  }
  // Sends one request from a client with these settings to a server with those.
  void talk(const TlsSettings& of_client, const TlsSettings& of_server,
            const std::string& identity = "127.0.0.1") {
    client.node.sockets().use_tls(context(TlsRole::client, of_client), nullptr);
    server.node.sockets().use_tls(nullptr, context(TlsRole::server, of_server));
    target = server.listen(Transport::tls);
    client.node.sockets().expect_identity(target, identity);
    client.send(target, request("secret"));
  }
  // Both sides have heard of the failure, and nothing was handed on.
  void expect_refused(FailureKind at_client, const std::string& words) {
    ASSERT_TRUE(run_until([&] { return !client.troubles.empty() && !server.troubles.empty(); }));
    EXPECT_EQ(client.troubles[0].failure.kind, at_client) << client.troubles[0].failure.reason;
    EXPECT_NE(client.troubles[0].failure.reason.find(words), std::string::npos)
        << client.troubles[0].failure.reason;
    EXPECT_TRUE(server.engine.received.empty());
    EXPECT_TRUE(client.engine.received.empty());
    EXPECT_EQ(client.engine.failed, std::vector<Peer>{target});
  }
  void expect_server_says(FailureKind kind, const std::string& words) {
    ASSERT_FALSE(server.troubles.empty());
    EXPECT_EQ(server.troubles[0].failure.kind, kind) << server.troubles[0].failure.reason;
    EXPECT_NE(server.troubles[0].failure.reason.find(words), std::string::npos)
        << server.troubles[0].failure.reason;
  }

  kit::CertificateFolder folder;
  kit::Certified ca, other_ca, good;
  End client, server;
  Peer target;
};

TEST_F(TlsTest, MutualAuthenticationWorks) {
  talk(mutual(good), mutual(good), "sfb.example");
  ASSERT_TRUE(run_until([&] { return client.engine.received.size() == 1; }));
  EXPECT_TRUE(client.troubles.empty() && server.troubles.empty());
}

TEST_F(TlsTest, AServerMayDoWithoutClientCertificates) {
  TlsSettings one_way = mutual(good);
  one_way.require_client_certificate = false;
  talk({{}, {}, ca.certificate_file, false}, one_way);
  ASSERT_TRUE(run_until([&] { return client.engine.received.size() == 1; }));
}

TEST_F(TlsTest, ServerOfAnUnknownCa) {
  const auto foreign = folder.issue(other_ca, "foreign", {.addresses = {"127.0.0.1"}});
  talk(mutual(good), mutual(foreign));
  expect_refused(FailureKind::tls_peer_untrusted,
                 "/CN=foreign does not verify against " + ca.certificate_file);
  expect_server_says(FailureKind::tls_refused_by_peer, foreign.certificate_file);
}

TEST_F(TlsTest, ExpiredServer) {
  const auto expired =
      folder.issue(ca, "expired", {.addresses = {"127.0.0.1"}, .begins_in_days = -3, .ends_in_days = -1});
  talk(mutual(good), mutual(expired));
  expect_refused(FailureKind::tls_peer_untrusted, "expired; it has to be renewed");
}

TEST_F(TlsTest, ServerThatIsNotValidYet) {
  const auto early = folder.issue(ca, "early", {.addresses = {"127.0.0.1"}, .begins_in_days = 1});
  talk(mutual(good), mutual(early));
  expect_refused(FailureKind::tls_peer_untrusted, "check the clocks");
}

TEST_F(TlsTest, ServerOfAnotherName) {
  talk(mutual(good), mutual(good), "other.example");
  expect_refused(FailureKind::tls_wrong_identity,
                 "it is for sip:sfb.example, 127.0.0.1 and not for other.example");
}

TEST_F(TlsTest, NoClientCertificate) {
  talk({{}, {}, ca.certificate_file, false}, mutual(good));
  expect_refused(FailureKind::tls_no_certificate, "asks for a client certificate and none was given");
  expect_server_says(FailureKind::tls_no_certificate, "gave no client certificate");
}

TEST_F(TlsTest, NoClientCertificateWithTls12) {
  auto old = context(TlsRole::client, {{}, {}, ca.certificate_file, false});
  SSL_CTX_set_max_proto_version(old->native(), TLS1_2_VERSION);
  client.node.sockets().use_tls(old, nullptr);
  server.node.sockets().use_tls(nullptr, context(TlsRole::server, mutual(good)));
  target = server.listen(Transport::tls);
  client.send(target, request("secret"));
  expect_refused(FailureKind::tls_no_certificate, "client certificate");
}

TEST_F(TlsTest, ClientOfAnUnknownCa) {
  const auto foreign = folder.issue(other_ca, "foreign-client", {});
  talk(mutual(foreign), mutual(good));
  expect_refused(FailureKind::tls_refused_by_peer, foreign.certificate_file + "): it does not know the CA");
  expect_server_says(FailureKind::tls_peer_untrusted, "/CN=foreign-client does not verify");
}

TEST_F(TlsTest, ExpiredClient) {
  const auto expired = folder.issue(ca, "expired", {.begins_in_days = -3, .ends_in_days = -1});
  talk(mutual(expired), mutual(good));
  expect_refused(FailureKind::tls_refused_by_peer, expired.certificate_file + "): expired");
  expect_server_says(FailureKind::tls_peer_untrusted, "certificate has expired");
}

TEST_F(TlsTest, TlsToAPlainPort) {
  client.node.sockets().use_tls(context(TlsRole::client, mutual(good)), nullptr);
  target = server.listen(Transport::tcp).with(Transport::tls);
  client.send(target, request("secret"));
  expect_refused(FailureKind::closed, "");
  expect_server_says(FailureKind::stream_broken, "TLS");
}

TEST_F(TlsTest, PlainToATlsPort) {
  server.node.sockets().use_tls(nullptr, context(TlsRole::server, mutual(good)));
  target = server.listen(Transport::tls).with(Transport::tcp);
  client.send(target, request("open"));
  ASSERT_TRUE(run_until([&] { return !client.troubles.empty() && !server.troubles.empty(); }));
  EXPECT_TRUE(server.engine.received.empty());
}

// A bad file is found when it is loaded, and named.
class TlsFiles : public TlsTest {
 protected:
  std::string refusal(TlsRole role, const TlsSettings& settings, FailureKind kind) {
    const auto loaded = TlsContext::load(role, settings);
    if (!std::holds_alternative<Failure>(loaded)) return "(loaded)";
    EXPECT_EQ(std::get<Failure>(loaded).kind, kind);
    const std::string reason = std::get<Failure>(loaded).reason;
    EXPECT_EQ(reason.find('\n'), std::string::npos);
    return reason;
  }
};

TEST_F(TlsFiles, AreNamedWithTheirReason) {
  const std::string text = folder.write("text.pem", "this is no certificate\n");
  const std::string missing = (folder.path() / "missing.pem").string();
  const auto other = folder.issue(ca, "other", {});
  const auto contains = [](const std::string& whole, const std::string& part) {
    EXPECT_NE(whole.find(part), std::string::npos) << whole;
  };
  contains(refusal(TlsRole::client, {missing, good.key_file, {}, false}, FailureKind::file_unusable),
           "cannot read the certificate file " + missing + ": No such file");
  contains(refusal(TlsRole::client, {good.certificate_file, missing, {}, false}, FailureKind::file_unusable),
           "cannot read the key file " + missing);
  contains(refusal(TlsRole::client, {{}, {}, missing, false}, FailureKind::file_unusable),
           "cannot read the CA file " + missing);
  contains(refusal(TlsRole::client, {text, good.key_file, {}, false}, FailureKind::file_unusable),
           text + " does not hold a usable PEM certificate");
  contains(refusal(TlsRole::client, {good.certificate_file, text, {}, false}, FailureKind::file_unusable),
           text + " does not hold a usable PEM key");
  contains(refusal(TlsRole::client, {{}, {}, text, false}, FailureKind::file_unusable),
           text + " does not hold a usable PEM certificate");
  contains(refusal(TlsRole::client, {{}, {}, folder.path(), false}, FailureKind::file_unusable),
           "is a folder");
  contains(refusal(TlsRole::client, {good.certificate_file, other.key_file, {}, false},
                   FailureKind::file_unusable),
           "does not belong to the certificate");
  contains(refusal(TlsRole::client, {good.certificate_file, {}, {}, false}, FailureKind::tls_not_configured),
           "needs its key");
  contains(refusal(TlsRole::server, {{}, {}, {}, false}, FailureKind::tls_not_configured),
           "needs a certificate");
  contains(refusal(TlsRole::server, {good.certificate_file, good.key_file, {}, true},
                   FailureKind::tls_not_configured),
           "give the CA file");
}

}  // namespace
}  // namespace sipwright::net
