// Hash values against published vectors, and that clock and randomness move.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "sipwright/limits.hpp"
#include "sipwright/net/runtime_services.hpp"

namespace sipwright::net {
namespace {

std::string hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces) {
  const OpensslHasher hasher;
  std::array<char, sipwright::limits::digest_hex_octets_max> out{};
  return std::string(out.data(), hasher.hash(algorithm, pieces, out));
}

// RFC 1321 A.5, and the examples of FIPS 180-4 for "abc".
TEST(OpensslHasher, GivesThePublishedValues) {
  EXPECT_EQ(hash(HashAlgorithm::md5, {"message digest"}), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(hash(HashAlgorithm::md5, {}), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hash(HashAlgorithm::sha256, {"abc"}),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash(HashAlgorithm::sha512_256, {"abc"}),
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
}

TEST(OpensslHasher, HashesPiecesAsOneText) {
  EXPECT_EQ(hash(HashAlgorithm::sha256, {"a", "", "bc"}), hash(HashAlgorithm::sha256, {"abc"}));
}

TEST(OpensslHasher, RefusesASmallBuffer) {
  const OpensslHasher hasher;
  std::array<char, 31> small{};
  EXPECT_EQ(hasher.hash(HashAlgorithm::md5, {"a"}, small), 0u);
}

TEST(SystemRandomness, DoesNotRepeat) {
  SystemRandomness randomness;
  std::set<std::uint64_t> words;
  for (int i = 0; i < 1000; ++i) words.insert(randomness.word());
  EXPECT_EQ(words.size(), 1000u);
}

TEST(MonotonicClock, GoesForward) {
  const Instant first = monotonic_now();
  EXPECT_GE(monotonic_now(), first);
  EXPECT_LT(monotonic_now(), never);
}

}  // namespace
}  // namespace sipwright::net
