// Published vectors, and values that were computed apart from this project (Python's hashlib over the text
// that RFC 7616 3.4.1 to 3.4.3 and RFC 2069 2.1.2 tell to hash).
#include <gtest/gtest.h>

#include "openssl_hasher.hpp"

namespace sipwright::digest {
namespace {

const test::OpensslHasher hasher;

std::string written(const Challenge& challenge, const Account& account, const Request& request,
                    const Use& use) {
  std::string out;
  EXPECT_EQ(write_credentials(challenge, account, request, use, hasher, out), Error::none);
  return out;
}

std::string response(const Challenge& challenge, const Account& account, const Request& request,
                     const Use& use) {
  return test::parameter(written(challenge, account, request, use), "response");
}

Challenge made(Algorithm algorithm, std::string realm, std::string nonce, bool qop = true) {
  Challenge challenge;
  challenge.algorithm = algorithm;
  challenge.algorithm_given = true;
  challenge.qop_auth = qop;
  challenge.realm = std::move(realm);
  challenge.nonce = std::move(nonce);
  return challenge;
}

TEST(DigestVectors, Rfc7616Section391) {
  const Account account{"Mufasa", "Circle of Life"};
  const Request request{"GET", "/dir/index.html"};
  const Use use{"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", 1};
  Challenge challenge =
      made(Algorithm::md5, "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v");
  challenge.opaque_given = true;
  challenge.opaque = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
  EXPECT_EQ(response(challenge, account, request, use), "8ca523f5e9506fed4657c9700eebdbec");
  challenge.algorithm = Algorithm::sha256;
  EXPECT_EQ(
      written(challenge, account, request, use),
      "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", "
      "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", algorithm=SHA-256, "
      "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", "
      "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, nc=00000001");
}

// The inputs of RFC 7616 3.9.2, user name not hashed. The response printed there is no SHA-512/256 (an
// erratum says so); this one is.
TEST(DigestVectors, Rfc7616Section392Inputs) {
  const Challenge challenge =
      made(Algorithm::sha512_256, "api@example.org", "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK");
  EXPECT_EQ(response(challenge, {"J\xC3\xA4s\xC3\xB8n Doe", "Secret, or not?"}, {"GET", "/doe.json"},
                     {"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", 1}),
            "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
}

TEST(DigestVectors, Rfc2617Section35) {
  const Challenge challenge =
      made(Algorithm::md5, "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093");
  EXPECT_EQ(response(challenge, {"Mufasa", "Circle Of Life"}, {"GET", "/dir/index.html"}, {"0a4f113b", 1}),
            "6629fae49393a05397450978507c4ef1");
}

TEST(DigestVectors, PublishInEveryAlgorithmAndForm) {
  struct Case {
    Algorithm algorithm;
    const char* without_qop;
    const char* with_qop;
  };
  const Case cases[] = {
      {Algorithm::md5, "3c2a4e51871eea139581c60c2e76cc39", "4975c267029347c8a1c9bb6edc378f52"},
      {Algorithm::sha256, "467ed42913b8c27af848cbe1d201a2d076901d211a38bd8ccf0fa8573ae35503",
       "1215e2701a230ff9d8cf9c5b8b9aa0ede6ffde8d19e6495307366defa1883e72"},
      {Algorithm::sha512_256, "e4d47a9d00925cd63640bdad5bedbf4851c9e0576ab92c05ff0d12209f502b21",
       "386624c73b457db60a758e385725f86059c4613959203160b1efb51cabccd83a"},
  };
  const Account account{"john.doe", "s3cret: \"x\""};
  const Request request{"PUBLISH", "sip:john.doe@sfb.example"};
  for (const Case& each : cases) {
    const std::string nonce = "84a4cc6f3082121f32b42a2187831a9e";
    EXPECT_EQ(response(made(each.algorithm, "sfb.example", nonce, false), account, request, {"", 1}),
              each.without_qop);
    EXPECT_EQ(response(made(each.algorithm, "sfb.example", nonce), account, request, {"0a4f113b", 42}),
              each.with_qop);
  }
}

// Escapes are echoed as they came and hashed without their slashes (RFC 7616 3.3, unq).
TEST(DigestVectors, EscapedRealmAndUser) {
  const std::string value =
      written(made(Algorithm::md5, "a\\\"b", "n1"), {"c\"d\\e", "pw"}, {"PUBLISH", "sip:a@b"}, {"cc", 1});
  EXPECT_NE(value.find("username=\"c\\\"d\\\\e\", realm=\"a\\\"b\""), std::string::npos) << value;
  EXPECT_EQ(test::parameter(value, "response"), "64d99f750258a55cfabeb3d0ce1f868e");
}

TEST(DigestVectors, TheFormOfRfc2069HasNothingOfTheLaterOne) {
  Challenge challenge = made(Algorithm::md5, "r", "n", false);
  challenge.algorithm_given = false;
  const std::string value = written(challenge, {"u", "p"}, {"PUBLISH", "sip:a@b"}, {"", 1});
  for (const char* absent : {"qop", "nc=", "cnonce", "algorithm", "opaque"}) {
    EXPECT_EQ(value.find(absent), std::string::npos) << absent << " in " << value;
  }
}

TEST(DigestVectors, CountIsEightLowerCaseHexDigits) {
  const std::string value =
      written(made(Algorithm::md5, "r", "n"), {"u", "p"}, {"PUBLISH", "sip:a@b"}, {"c", 0xDEADBEEF});
  EXPECT_NE(value.find("nc=deadbeef"), std::string::npos) << value;
}

TEST(DigestVectors, NothingIsWrittenThatCannotStandThere) {
  const Challenge challenge = made(Algorithm::md5, "r", "n");
  std::string out = "kept";
  const Request request{"PUBLISH", "sip:a@b"};
  EXPECT_EQ(write_credentials(challenge, {"u\r\nVia: x", "p"}, request, {"c", 1}, hasher, out),
            Error::unwritable);
  EXPECT_EQ(write_credentials(challenge, {"u", "p"}, {"PUBLISH", "sip:a\"@b"}, {"c", 1}, hasher, out),
            Error::unwritable);
  EXPECT_EQ(write_credentials(challenge, {"u", "p"}, request, {"c\"", 1}, hasher, out), Error::unwritable);
  test::OpensslHasher fips;
  fips.missing = Algorithm::md5;
  EXPECT_EQ(write_credentials(challenge, {"u", "p"}, request, {"c", 1}, fips, out), Error::unknown_algorithm);
  EXPECT_EQ(out, "kept");
}

TEST(DigestVectors, EveryErrorTellsWhatToDo) {
  for (int i = 0; i <= static_cast<int>(Error::unwritable); ++i) {
    EXPECT_FALSE(message(static_cast<Error>(i)).empty());
    EXPECT_NE(message(static_cast<Error>(i)), "unknown error");
  }
}

}  // namespace
}  // namespace sipwright::digest
