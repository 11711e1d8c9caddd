// Hash functions for digest access authentication (RFC 7616, RFC 8760), given by the embedder, so that the
// core depends on no cryptographic library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace sipwright {

enum class HashAlgorithm : std::uint8_t { md5, sha256, sha512_256 };

// Has to outlive every object that was given it.
class Hasher {
 public:
  virtual ~Hasher() = default;
  // Hashes the pieces as if they were one text and writes the result as lower-case hexadecimal digits.
  // Returns how many digits were written: 32 for MD5, 64 for the others, 0 if the algorithm is not supported
  // or `out` is too small (limits::digest_hex_octets_max always suffices).
  virtual std::size_t hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                           std::span<char> out) const = 0;
};

}  // namespace sipwright
