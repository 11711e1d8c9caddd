// Challenges and credentials as peers write them, and which of several challenges is taken.
#include <gtest/gtest.h>

#include <random>

#include "openssl_hasher.hpp"

namespace sipwright::digest {
namespace {

const test::OpensslHasher hasher;

Challenge taken(std::string_view value) {
  Challenge out;
  EXPECT_EQ(message(read_challenge(value, out)), message(Error::none)) << value;
  return out;
}

TEST(DigestRead, ChallengeInFull) {
  const Challenge challenge = taken(
      "Digest realm=\"sfb.example\", domain=\"sip:sfb.example\", nonce=\"f84f1cec41e6cbe5aea9c8e88d359\", "
      "opaque=\"op\\\"aque\", stale=TRUE, algorithm=SHA-512-256, qop=\"foo, auth,auth-int\", charset=UTF-8");
  EXPECT_EQ(challenge.realm, "sfb.example");
  EXPECT_EQ(challenge.nonce, "f84f1cec41e6cbe5aea9c8e88d359");
  EXPECT_EQ(challenge.opaque, "op\\\"aque");
  EXPECT_TRUE(challenge.opaque_given);
  EXPECT_TRUE(challenge.stale);
  EXPECT_TRUE(challenge.qop_auth);
  EXPECT_TRUE(challenge.algorithm_given);
  EXPECT_EQ(challenge.algorithm, Algorithm::sha512_256);
}

TEST(DigestRead, ChallengeOfRfc2069) {
  const Challenge challenge = taken("digest REALM=\"\",NONCE=\"n\"");
  EXPECT_EQ(challenge.algorithm, Algorithm::md5);
  EXPECT_FALSE(challenge.algorithm_given);
  EXPECT_FALSE(challenge.qop_auth);
  EXPECT_FALSE(challenge.stale);
  EXPECT_FALSE(challenge.opaque_given);
}

// Receivers meet every mix of quoted and bare (the RFCs bind the sender only).
TEST(DigestRead, QuotingDoesNotMatter) {
  const Challenge challenge = taken("Digest realm=r,nonce=n,algorithm=\"sha-256\",stale=\"true\",qop=auth");
  EXPECT_EQ(challenge.realm, "r");
  EXPECT_EQ(challenge.algorithm, Algorithm::sha256);
  EXPECT_TRUE(challenge.stale);
  EXPECT_TRUE(challenge.qop_auth);
  // Anything but true means false, and is no error (RFC 7616 3.3).
  EXPECT_FALSE(taken("Digest realm=\"r\", nonce=\"n\", stale=yes").stale);
}

TEST(DigestRead, FoldsAreBlanks) {
  const Challenge challenge = taken("Digest realm=\"a\r\n  b\",\r\n\tnonce=\"n\"");
  EXPECT_EQ(challenge.realm, "a b");
  EXPECT_EQ(challenge.nonce, "n");
}

struct Case {
  const char* value;
  Error error;
};

TEST(DigestRead, ChallengesThatCannotBeAnswered) {
  // An empty qop is no list of options: there is at least one in it (RFC 7616 3.3 "one or more tokens").
  static const Case cases[] = {
      {"", Error::syntax},
      {"Digest", Error::syntax},
      {"Digest realm=\"r", Error::syntax},
      {"Digest realm=\"r\" nonce=\"n\"", Error::syntax},
      {"Digest realm=\"r\", nonce=\"n\",", Error::syntax},
      {"Digest realm=\"r\", nonce=\"n\"\r\nX: y", Error::syntax},
      {"Basic realm=\"r\"", Error::unknown_scheme},
      {"NTLM realm=\"r\", nonce=\"n\"", Error::unknown_scheme},
      {"Digest realm=\"r\", nonce=\"n\", algorithm=SHA-1", Error::unknown_algorithm},
      {"Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth\"", Error::unknown_algorithm},
      {"Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5", Error::unknown_algorithm},
      {"Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"", Error::unknown_qop},
      {"Digest realm=\"r\", nonce=\"n\", qop=\"\"", Error::syntax},
      {"Digest realm=\"r\"", Error::missing_parameter},
      {"Digest nonce=\"n\"", Error::missing_parameter},
      {"Digest realm=\"r\", nonce=\"n\", Realm=\"s\"", Error::twice},
      {"Digest realm=\"r\", nonce=\"n\", nonce=\"n\"", Error::twice},
  };
  for (const Case& each : cases) {
    Challenge out;
    EXPECT_EQ(message(read_challenge(each.value, out)), message(each.error)) << each.value;
  }
  Challenge out;
  EXPECT_EQ(read_challenge("Digest realm=\"" + std::string(limits::challenge_octets_max, 'r') + "\"", out),
            Error::too_long);
}

TEST(DigestRead, TheTopmostThatCanBeAnsweredIsTaken) {
  const std::string_view rows[] = {
      "Digest realm=\"r\", nonce=\"0\", algorithm=NOSUCH, qop=\"auth\"",
      "Basic realm=\"r\"",
      "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"",
      "Digest realm=\"r\", nonce=\"3\", algorithm=SHA-512-256, qop=\"auth\"",
      "Digest realm=\"r\", nonce=\"4\", algorithm=MD5, qop=\"auth\"",
  };
  Challenge challenge;
  std::size_t chosen = 99;
  EXPECT_EQ(choose_challenge(rows, hasher, challenge, Algorithm::md5, &chosen), Error::none);
  EXPECT_EQ(chosen, 2u);
  EXPECT_EQ(challenge.nonce, "2");
  // Policy and the library at hand narrow it down.
  EXPECT_EQ(choose_challenge(rows, hasher, challenge, Algorithm::sha512_256, &chosen), Error::none);
  EXPECT_EQ(chosen, 3u);
  test::OpensslHasher poor;
  poor.missing = Algorithm::sha256;
  EXPECT_EQ(choose_challenge(rows, poor, challenge, Algorithm::md5, &chosen), Error::none);
  EXPECT_EQ(chosen, 3u);
}

TEST(DigestRead, NoAnswerHasTheReasonOfTheTopmost) {
  Challenge challenge;
  EXPECT_EQ(choose_challenge({}, hasher, challenge), Error::no_challenge);
  const std::string_view basic[] = {"Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\", algorithm=NOSUCH"};
  EXPECT_EQ(choose_challenge(basic, hasher, challenge), Error::unknown_scheme);
  const std::string_view weak[] = {"Digest realm=\"r\", nonce=\"n\""};
  EXPECT_EQ(choose_challenge(weak, hasher, challenge, Algorithm::sha256), Error::unknown_algorithm);
}

// RFC 3261 20.7 prints this one; the response there is a placeholder.
TEST(DigestRead, Credentials) {
  const std::string value =
      "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
      "uri=\"sip:bob@biloxi.com\", qop=auth, nc=0000001f, cnonce=\"0a4f113b\", "
      "response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
  Credentials out;
  ASSERT_EQ(read_credentials(value, out), Error::none);
  EXPECT_EQ(out.username, "bob");
  EXPECT_EQ(out.realm, "biloxi.com");
  EXPECT_EQ(out.uri, "sip:bob@biloxi.com");
  EXPECT_EQ(out.cnonce, "0a4f113b");
  EXPECT_EQ(out.response, "6629fae49393a05397450978507c4ef1");
  EXPECT_EQ(out.opaque, "5ccc069c403ebaf9f0171e9517f40e41");
  EXPECT_EQ(out.count, 31u);
  EXPECT_EQ(out.count_text, "0000001f");
  EXPECT_TRUE(out.qop_auth);
}

TEST(DigestRead, CredentialsThatCannotBeJudged) {
  const std::string good =
      "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:a@b\", response=\"00\"";
  Credentials out;
  EXPECT_EQ(read_credentials(good, out), Error::none);
  const std::pair<std::string, Error> cases[] = {
      {"Basic dTpw", Error::syntax},
      {"Basic user=\"u\"", Error::unknown_scheme},
      {"Digest realm=\"r\", nonce=\"n\", uri=\"sip:a@b\", response=\"00\"", Error::missing_parameter},
      {good + ", username=\"v\"", Error::twice},
      {good + ", algorithm=NOSUCH", Error::unknown_algorithm},
      {good + ", qop=auth-int, cnonce=\"c\", nc=00000001", Error::unknown_qop},
      {good + ", qop=auth, cnonce=\"c\"", Error::missing_parameter},
      {good + ", qop=auth, nc=00000001", Error::missing_parameter},
      {good + ", qop=auth, cnonce=\"c\", nc=1", Error::syntax},
      {good + ", qop=auth, cnonce=\"c\", nc=0000000g", Error::syntax},
      // nc-value is 8LHEX, small letters (RFC 3261 25.1), and goes into the hash of both sides as it is written.
      {good + ", qop=auth, cnonce=\"c\", nc=0000001F", Error::syntax},
      {good + ", x=\"" + std::string(limits::credentials_octets_max, 'x') + "\"", Error::too_long},
  };
  for (const auto& [value, error] : cases) {
    EXPECT_EQ(message(read_credentials(value, out)), message(error)) << value;
  }
}

// What is written is read again as it was meant, and damage never breaks the reader.
TEST(DigestRead, WrittenAndDamaged) {
  std::mt19937 random(3261);
  Challenge challenge;
  challenge.algorithm_given = challenge.qop_auth = challenge.opaque_given = true;
  challenge.realm = "r\\\"";
  challenge.nonce = "n";
  std::string value;
  ASSERT_EQ(write_credentials(challenge, {"u", "p"}, {"PUBLISH", "sip:a@b"}, {"c", 7}, hasher, value),
            Error::none);
  Credentials out;
  ASSERT_EQ(read_credentials(value, out), Error::none);
  EXPECT_EQ(out.count, 7u);
  EXPECT_EQ(out.realm, challenge.realm);
  const Hex secret = secret_of(Algorithm::md5, {"u", "p"}, "r\"", hasher);
  EXPECT_EQ(expected_response(out, secret.view(), "PUBLISH", hasher).view(), out.response);
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = value;
    for (int n = 0; n < 3; ++n) damaged[random() % damaged.size()] = static_cast<char>(random());
    if (round % 2 == 0) damaged.erase(random() % damaged.size(), random() % 9);
    read_credentials(damaged, out);
    read_challenge(damaged, challenge);
  }
}

}  // namespace
}  // namespace sipwright::digest
