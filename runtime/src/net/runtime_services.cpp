// Clock, randomness and hashing for the core, from the system and OpenSSL.
#include "sipwright/net/runtime_services.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>

namespace sipwright::net {

Instant monotonic_now() {
  return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

std::uint64_t SystemRandomness::word() {
  if (used_ == block_.size()) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(block_.data()), static_cast<int>(sizeof block_)) != 1) {
      std::fputs("sipwright: the system gives no random numbers; cannot go on safely\n", stderr);
      std::abort();
    }
    used_ = 0;
  }
  const std::uint64_t result = block_[used_];
  block_[used_++] = 0;  // what was given out is not kept
  return result;
}

struct OpensslHasher::State {
  // In the order of HashAlgorithm. Fetched once: fetching by name costs as much as a hash.
  std::array<EVP_MD*, 3> algorithms{};
  EVP_MD_CTX* context = nullptr;
};

OpensslHasher::OpensslHasher() : state_(std::make_unique<State>()) {
  constexpr std::array<const char*, 3> names{"MD5", "SHA2-256", "SHA2-512/256"};
  for (std::size_t i = 0; i < names.size(); ++i)
    state_->algorithms[i] = EVP_MD_fetch(nullptr, names[i], nullptr);
  state_->context = EVP_MD_CTX_new();
}

OpensslHasher::~OpensslHasher() {
  EVP_MD_CTX_free(state_->context);
  for (EVP_MD* algorithm : state_->algorithms) EVP_MD_free(algorithm);
}

std::size_t OpensslHasher::hash(HashAlgorithm algorithm, std::initializer_list<std::string_view> pieces,
                                std::span<char> out) const {
  constexpr char digits[] = "0123456789abcdef";
  const EVP_MD* md = state_->algorithms[static_cast<std::size_t>(algorithm)];
  if (md == nullptr || state_->context == nullptr) return 0;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (EVP_DigestInit_ex2(state_->context, md, nullptr) != 1) return 0;
  for (const std::string_view piece : pieces) {
    if (EVP_DigestUpdate(state_->context, piece.data(), piece.size()) != 1) return 0;
  }
  if (EVP_DigestFinal_ex(state_->context, digest.data(), &size) != 1 || out.size() < 2 * std::size_t{size})
    return 0;
  for (unsigned int i = 0; i < size; ++i) {
    out[2 * i] = digits[digest[i] >> 4];
    out[2 * i + 1] = digits[digest[i] & 15];
  }
  return 2 * std::size_t{size};
}

}  // namespace sipwright::net
