// The digests of the simulation, from OpenSSL.
#pragma once

#include "sipwright/hasher.hpp"

namespace sipwright::kit {

class SimHasher final : public Hasher {
 public:
  std::size_t hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                   std::span<char> out) const override;
};

}  // namespace sipwright::kit
