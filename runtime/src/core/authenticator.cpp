// The server side of digest: nonces that carry their own birth certificate, and a bounded memory of used
// counts.
#include "sipwright/authenticator.hpp"

#include <algorithm>
#include <utility>

#include "core/digest.hpp"
#include "core/text.hpp"
#include "sipwright/parts.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::digest {
namespace {

constexpr std::size_t word_digits = 16;  // 64 bits in hex
constexpr int key_words = 4;             // 256 bits
constexpr std::uint32_t window = 64;

// Takes the same time wherever the difference lies, so that timing does not tell how much was right.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

Authenticator::Authenticator(AuthenticatorSettings settings, const Hasher& hasher, Randomness& randomness,
                             Lookup lookup, void* context)
    : settings_(std::move(settings)),
      hasher_(hasher),
      randomness_(randomness),
      lookup_(lookup),
      context_(context) {
  if (settings_.algorithms.empty()) {
    for (const Algorithm each : {Algorithm::sha256, Algorithm::sha512_256, Algorithm::md5}) {
      settings_.algorithms.push_back(each);
    }
  }
  std::erase_if(settings_.algorithms, [&](Algorithm each) { return hex_of(hasher_, each, {}).size == 0; });
  for (int i = 0; i < key_words; ++i) key_.append(core::Hex(randomness_.word()).text());
}

std::string Authenticator::make_nonce(std::uint64_t random, Instant now) const {
  std::string nonce(core::Hex(static_cast<std::uint64_t>(now.count())).text());
  nonce.append(core::Hex(random).text());
  // Key on both sides: plain H(key, data) can be extended by whoever has seen one.
  const Algorithm algorithm = settings_.algorithms.empty() ? Algorithm::sha256 : settings_.algorithms.front();
  const Hex seal = hex_of(hasher_, algorithm, {key_, nonce, key_});
  return nonce.append(seal.view());
}

std::optional<Instant> Authenticator::birth_of(std::string_view nonce) const {
  if (nonce.size() < 2 * word_digits) return std::nullopt;
  const auto born = core::read_hex(nonce.substr(0, word_digits));
  const auto random = core::read_hex(nonce.substr(word_digits, word_digits));
  if (!born || !random) return std::nullopt;
  const Instant birth{static_cast<Instant::rep>(*born)};
  if (!equal_in_constant_time(make_nonce(*random, birth), nonce)) return std::nullopt;
  return birth;
}

std::vector<std::string> Authenticator::challenge(Instant now, bool stale) {
  const std::string nonce = make_nonce(randomness_.word(), now);
  std::vector<std::string> rows;
  for (const Algorithm each : settings_.algorithms) {
    std::string row(word::digest);
    row.append(spelling::lws);
    const auto add = [&row](std::string_view name, std::string_view value, std::string_view quote) {
      if (row.back() != spelling::lws.back()) row += spelling::comma;
      row.append(name).append(spelling::equal).append(quote).append(value).append(quote);
    };
    add(word::realm, settings_.realm, spelling::quote_open);
    add(word::nonce, nonce, spelling::quote_open);
    add(word::qop, word::auth, spelling::quote_open);
    add(word::algorithm, name_of(each), {});
    if (stale) add(word::stale, word::true_word, {});
    rows.push_back(std::move(row));
  }
  return rows;
}

Verdict Authenticator::check(const Request& request, std::string_view value, Instant now,
                             std::string* who) {
  Credentials credentials;
  if (read_credentials(value, credentials) != Error::none) return Verdict::none;
  const auto& served = settings_.algorithms;
  if (std::find(served.begin(), served.end(), credentials.algorithm) == served.end()) return Verdict::none;
  std::string scratch;
  if (unquoted(credentials.realm, scratch) != settings_.realm) return Verdict::none;

  const std::string user(unquoted(credentials.username, scratch));
  const std::optional<std::string> password = lookup_(context_, user);
  // An unknown user costs the same work as a wrong password, so that names cannot be probed.
  const Hex secret =
      secret_of(credentials.algorithm, {user, password.value_or("")}, settings_.realm, hasher_);
  const Hex response = expected_response(credentials, secret.view(), request.method, hasher_);
  const bool right = equal_in_constant_time(response.view(), credentials.response);
  if (!right || !password || response.size == 0) return Verdict::wrong;
  if (who != nullptr) *who = user;

  if (unquoted(credentials.uri, scratch) != request.uri) return Verdict::wrong_uri;
  std::string nonce_scratch;
  const std::string_view nonce = unquoted(credentials.nonce, nonce_scratch);
  const std::optional<Instant> born = birth_of(nonce);
  if (!born || *born > now || now - *born > settings_.nonce_life) return Verdict::stale;
  if (forgotten_ && *born <= *forgotten_) return Verdict::stale;
  const std::uint32_t count = credentials.qop_auth ? credentials.count : 0;
  return count_use(nonce, *born, count, now) ? Verdict::accepted : Verdict::stale;
}

// Without qop there is no count: such a nonce serves once, which is the only replay protection RFC 2069
// leaves.
bool Authenticator::count_use(std::string_view nonce, Instant born, std::uint32_t count, Instant now) {
  const auto found = seen_.find(std::string(nonce));
  if (found == seen_.end()) {
    if (seen_.size() >= settings_.nonces_max) make_room(now);
    if (forgotten_ && born <= *forgotten_) return false;
    seen_.emplace(nonce, Counts{born, count, 0});
    return true;
  }
  Counts& counts = found->second;
  if (count == 0 || counts.highest == 0) return false;
  if (count > counts.highest) {
    const std::uint32_t step = count - counts.highest;
    // The bit of the old highest lies step-1 places down; beyond the window everything counts as seen.
    counts.below = step < window ? counts.below << step | std::uint64_t{1} << (step - 1) : 0;
    if (step == window) counts.below = std::uint64_t{1} << (window - 1);
    counts.highest = count;
    return true;
  }
  const std::uint32_t back = counts.highest - count;
  if (back == 0 || back > window) return false;
  const std::uint64_t bit = std::uint64_t{1} << (back - 1);
  if ((counts.below & bit) != 0) return false;
  counts.below |= bit;
  return true;
}

void Authenticator::make_room(Instant now) {
  std::erase_if(seen_, [&](const auto& each) { return now - each.second.born > settings_.nonce_life; });
  if (seen_.size() < settings_.nonces_max) return;
  // A quarter at once, so that a full table costs one scan in many requests. What is forgotten becomes stale,
  // else its credentials could be replayed.
  std::vector<Instant> births;
  births.reserve(seen_.size());
  for (const auto& each : seen_) births.push_back(each.second.born);
  const auto cut = births.begin() + static_cast<std::ptrdiff_t>(births.size() / 4);
  std::nth_element(births.begin(), cut, births.end());
  const Instant limit = *cut;
  std::erase_if(seen_, [&](const auto& each) { return each.second.born <= limit; });
  if (!forgotten_ || *forgotten_ < limit) forgotten_ = limit;
}

}  // namespace sipwright::digest
