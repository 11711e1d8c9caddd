// One call of OpenSSL for each digest.
#include "kit/sim/hasher.hpp"

#include <openssl/evp.h>

#include <string>

namespace sipwright::kit {

std::size_t SimHasher::hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                            std::span<char> out) const {
  const EVP_MD* const type = algorithm == HashAlgorithm::md5      ? EVP_md5()
                             : algorithm == HashAlgorithm::sha256 ? EVP_sha256()
                                                                  : EVP_sha512_256();
  std::string data;
  for (const std::string_view piece : pieces) data += piece;
  unsigned char octets[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(data.data(), data.size(), octets, &size, type, nullptr) != 1 || out.size() < 2 * size) return 0;
  for (unsigned i = 0; i < size; ++i) {
    out[2 * i] = "0123456789abcdef"[octets[i] >> 4];
    out[2 * i + 1] = "0123456789abcdef"[octets[i] & 15];
  }
  return 2 * size;
}

}  // namespace sipwright::kit
