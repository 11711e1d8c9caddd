// The server side: who is let in, who is sent back, and that nothing is let in twice.
#include "sipwright/authenticator.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "openssl_hasher.hpp"

namespace sipwright::digest {
namespace {

using namespace std::chrono_literals;

std::optional<std::string> one_user(void*, std::string_view user) {
  if (user == "john.doe") return "secret";
  if (user == "empty") return "";
  return std::nullopt;
}

class DigestAuthenticator : public ::testing::Test {
 protected:
  AuthenticatorSettings settings() const {
    AuthenticatorSettings out;
    out.realm = "sfb.example";
    return out;
  }

  // A challenge answered by the client side of this library.
  std::string answer(const std::vector<std::string>& rows, Account account, std::uint32_t count,
                     std::string_view uri = "sip:john.doe@sfb.example") const {
    std::vector<std::string_view> views(rows.begin(), rows.end());
    Challenge challenge;
    EXPECT_EQ(choose_challenge(views, hasher_, challenge), Error::none);
    std::string out;
    EXPECT_EQ(write_credentials(challenge, account, {"PUBLISH", uri}, {"c0ffee", count}, hasher_, out),
              Error::none);
    return out;
  }

  test::OpensslHasher hasher_;
  test::Counting randomness_;
  Instant now_ = 1'000'000s;
  const Request request_{"PUBLISH", "sip:john.doe@sfb.example"};
  const Account john_{"john.doe", "secret"};
};

TEST_F(DigestAuthenticator, ChallengesStrongestFirstWithQop) {
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  const auto rows = server.challenge(now_);
  ASSERT_EQ(rows.size(), 3u);
  const Algorithm order[] = {Algorithm::sha256, Algorithm::sha512_256, Algorithm::md5};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Challenge challenge;
    ASSERT_EQ(read_challenge(rows[i], challenge), Error::none) << rows[i];
    EXPECT_EQ(challenge.algorithm, order[i]);
    EXPECT_TRUE(challenge.qop_auth);
    EXPECT_FALSE(challenge.stale);
    EXPECT_EQ(challenge.realm, "sfb.example");
  }
  Challenge challenge;
  ASSERT_EQ(read_challenge(server.challenge(now_, true)[0], challenge), Error::none);
  EXPECT_TRUE(challenge.stale);
  EXPECT_NE(test::parameter(server.challenge(now_)[0], "nonce"),
            test::parameter(server.challenge(now_)[0], "nonce"));
}

TEST_F(DigestAuthenticator, LetsInWithEachAlgorithm) {
  for (const Algorithm each : {Algorithm::md5, Algorithm::sha256, Algorithm::sha512_256}) {
    AuthenticatorSettings one = settings();
    one.algorithms = {each};
    Authenticator server(one, hasher_, randomness_, one_user, nullptr);
    EXPECT_EQ(server.check(request_, answer(server.challenge(now_), john_, 1), now_ + 1s), Verdict::accepted);
  }
}

TEST_F(DigestAuthenticator, TellsWrongFromStaleFromNone) {
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  const auto rows = server.challenge(now_);
  EXPECT_EQ(server.check(request_, answer(rows, {"john.doe", "Secret"}, 1), now_), Verdict::wrong);
  EXPECT_EQ(server.check(request_, answer(rows, {"jane.doe", "secret"}, 1), now_), Verdict::wrong);
  // An unknown user is not one with an empty password.
  EXPECT_EQ(server.check(request_, answer(rows, {"jane.doe", ""}, 1), now_), Verdict::wrong);
  EXPECT_EQ(server.check({"SUBSCRIBE", request_.uri}, answer(rows, john_, 1), now_), Verdict::wrong);
  EXPECT_EQ(server.check(request_, answer(rows, john_, 1, "sip:jane.doe@sfb.example"), now_),
            Verdict::wrong_uri);
  EXPECT_EQ(server.check(request_, "", now_), Verdict::none);
  EXPECT_EQ(server.check(request_, "Basic realm=\"x\"", now_), Verdict::none);
  AuthenticatorSettings other = settings();
  other.realm = "elsewhere.example";
  Authenticator stranger(other, hasher_, randomness_, one_user, nullptr);
  EXPECT_EQ(server.check(request_, answer(stranger.challenge(now_), john_, 1), now_), Verdict::none);
  EXPECT_EQ(server.nonces(), 0u);  // nothing of all this costs memory
  EXPECT_EQ(server.check(request_, answer(rows, john_, 1), now_), Verdict::accepted);
}

TEST_F(DigestAuthenticator, ANonceOfAnotherLifeIsStale) {
  Authenticator before(settings(), hasher_, randomness_, one_user, nullptr);
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  EXPECT_EQ(server.check(request_, answer(before.challenge(now_), john_, 1), now_), Verdict::stale);
}

TEST_F(DigestAuthenticator, NoncesAge) {
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  const auto rows = server.challenge(now_);
  const Duration life = settings().nonce_life;
  EXPECT_EQ(server.check(request_, answer(rows, john_, 1), now_ + life), Verdict::accepted);
  EXPECT_EQ(server.check(request_, answer(rows, john_, 2), now_ + life + 1ns), Verdict::stale);
  EXPECT_EQ(server.check(request_, answer(server.challenge(now_), john_, 1), now_ - 1ns), Verdict::stale);
}

TEST_F(DigestAuthenticator, ACountServesOnceAndMayArriveOutOfOrder) {
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  const auto rows = server.challenge(now_);
  const auto check = [&](std::uint32_t count) {
    return server.check(request_, answer(rows, john_, count), now_);
  };
  EXPECT_EQ(check(1), Verdict::accepted);
  EXPECT_EQ(check(1), Verdict::stale);
  EXPECT_EQ(check(5), Verdict::accepted);
  EXPECT_EQ(check(3), Verdict::accepted);
  EXPECT_EQ(check(3), Verdict::stale);
  EXPECT_EQ(check(1), Verdict::stale);
  EXPECT_EQ(check(4), Verdict::accepted);
  EXPECT_EQ(check(69), Verdict::accepted);
  EXPECT_EQ(check(5), Verdict::stale);     // 64 below the highest and seen
  EXPECT_EQ(check(6), Verdict::accepted);  // 63 below and not
  EXPECT_EQ(check(6), Verdict::stale);
  EXPECT_EQ(check(200), Verdict::accepted);
  EXPECT_EQ(check(135), Verdict::stale);  // out of the window: perhaps seen
  EXPECT_EQ(check(136), Verdict::accepted);
  EXPECT_EQ(check(136), Verdict::stale);
  EXPECT_EQ(check(0xFFFFFFFF), Verdict::accepted);
  EXPECT_EQ(check(0), Verdict::stale);
}

// Every count of a window, forwards and backwards, against a plain set.
TEST_F(DigestAuthenticator, NoCountEverServesTwice) {
  Authenticator server(settings(), hasher_, randomness_, one_user, nullptr);
  const auto rows = server.challenge(now_);
  std::vector<bool> seen(400);
  std::uint32_t seed = 7;
  for (int round = 0; round < 2'000; ++round) {
    seed = seed * 1'103'515'245 + 12'345;
    const std::uint32_t count = 1 + (static_cast<std::uint32_t>(round) / 8 + (seed >> 16) % 100) % 399;
    const Verdict verdict = server.check(request_, answer(rows, john_, count), now_);
    if (seen[count]) {
      ASSERT_EQ(verdict, Verdict::stale) << count;
    }
    if (verdict == Verdict::accepted) seen[count] = true;
  }
  EXPECT_GT(std::count(seen.begin(), seen.end(), true), 50);
}

TEST_F(DigestAuthenticator, WithoutQopANonceServesOnce) {
  AuthenticatorSettings one = settings();
  one.algorithms = {Algorithm::md5};
  Authenticator server(one, hasher_, randomness_, one_user, nullptr);
  Challenge challenge;
  ASSERT_EQ(read_challenge(server.challenge(now_)[0], challenge), Error::none);
  challenge.qop_auth = false;
  std::string value;
  ASSERT_EQ(write_credentials(challenge, john_, request_, {"", 1}, hasher_, value), Error::none);
  EXPECT_EQ(server.check(request_, value, now_), Verdict::accepted);
  EXPECT_EQ(server.check(request_, value, now_), Verdict::stale);
  challenge.qop_auth = true;
  value.clear();
  ASSERT_EQ(write_credentials(challenge, john_, request_, {"c", 1}, hasher_, value), Error::none);
  EXPECT_EQ(server.check(request_, value, now_), Verdict::stale);
}

TEST_F(DigestAuthenticator, MemoryIsBoundedAndForgettingLetsNobodyIn) {
  AuthenticatorSettings small = settings();
  small.nonces_max = 8;
  Authenticator server(small, hasher_, randomness_, one_user, nullptr);
  std::vector<std::string> used;
  for (int i = 0; i < 40; ++i) {
    now_ += 1s;
    used.push_back(answer(server.challenge(now_), john_, 1));
    ASSERT_EQ(server.check(request_, used.back(), now_), Verdict::accepted) << i;
    ASSERT_LE(server.nonces(), 8u);
  }
  for (const std::string& each : used) EXPECT_EQ(server.check(request_, each, now_), Verdict::stale);
}

TEST_F(DigestAuthenticator, WithoutAlgorithmsThereIsNoChallenge) {
  AuthenticatorSettings one = settings();
  one.algorithms = {Algorithm::md5};
  hasher_.missing = Algorithm::md5;
  Authenticator server(one, hasher_, randomness_, one_user, nullptr);
  EXPECT_TRUE(server.challenge(now_).empty());
}

}  // namespace
}  // namespace sipwright::digest
