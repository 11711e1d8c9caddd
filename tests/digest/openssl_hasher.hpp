// The Hasher of these tests, over OpenSSL, and what the cases share.
#pragma once

#include <openssl/evp.h>

#include <string>

#include "sipwright/digest.hpp"
#include "sipwright/randomness.hpp"

namespace sipwright::digest::test {

class OpensslHasher : public Hasher {
 public:
  std::size_t hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                   std::span<char> out) const override {
    if (algorithm == missing) return 0;
    const EVP_MD* const type = algorithm == HashAlgorithm::md5      ? EVP_md5()
                               : algorithm == HashAlgorithm::sha256 ? EVP_sha256()
                                                                    : EVP_sha512_256();
    std::string data;
    for (const std::string_view piece : pieces) data += piece;
    unsigned char octets[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(data.data(), data.size(), octets, &size, type, nullptr);
    for (unsigned i = 0; i < size; ++i) {
      out[2 * i] = "0123456789abcdef"[octets[i] >> 4];
      out[2 * i + 1] = "0123456789abcdef"[octets[i] & 15];
    }
    return 2 * size;
  }
  // An algorithm that this library does not have, as MD5 under FIPS; out of the list: none is missing.
  HashAlgorithm missing = static_cast<HashAlgorithm>(99);
};

// Words that never repeat.
class Counting : public Randomness {
 public:
  std::uint64_t word() override { return next_ += 0x9E3779B97F4A7C15u; }

 private:
  std::uint64_t next_ = 1;
};

// The value of a quoted parameter in credentials or a challenge.
inline std::string parameter(const std::string& value, const std::string& name) {
  const std::string mark = name + "=\"";
  const std::size_t at = value.find(mark);
  if (at == std::string::npos) return {};
  return value.substr(at + mark.size(), value.find('"', at + mark.size()) - at - mark.size());
}

}  // namespace sipwright::digest::test
