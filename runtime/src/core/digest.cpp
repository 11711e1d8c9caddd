// The arithmetic of digest: what is hashed in which order, and how credentials are written down.
#include "core/digest.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "sipwright/parts.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::digest {
namespace {

constexpr std::string_view colon = ":";
constexpr std::size_t count_digits = 8;  // nc is exactly eight hex digits (RFC 7616 3.4)

std::array<char, count_digits> hex_count(std::uint32_t count) {
  std::array<char, count_digits> out{};
  for (std::size_t i = 0; i < count_digits; ++i) {
    out[count_digits - 1 - i] = "0123456789abcdef"[(count >> (4 * i)) & 0xF];
  }
  return out;
}

// A quoted-string can hold any text but control octets: a line end here would be a header injection.
bool printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7F;
  });
}

bool needs_no_quoting(std::string_view text) {
  return printable(text) && text.find_first_of("\"\\") == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(spelling::comma).append(name).append(spelling::equal).append(value);
}

void add_quoted(std::string& out, std::string_view name, std::string_view value) {
  out.append(spelling::comma).append(name).append(spelling::equal);
  out.append(spelling::quote_open).append(value).append(spelling::quote_close);
}

}  // namespace

std::string_view message(Error error) {
  switch (error) {
    case Error::none:
      return "no error";
    case Error::syntax:
      return "not a challenge or credentials by RFC 3261 section 25.1: compare the header field with the "
             "grammar";
    case Error::too_long:
      return "longer than the runtime keeps: the peer must send shorter parameters";
    case Error::unknown_scheme:
      return "only the Digest scheme is served: configure the peer for Digest";
    case Error::unknown_algorithm:
      return "no common algorithm: configure the peer for SHA-256, SHA-512-256 or MD5";
    case Error::unknown_qop:
      return "qop does not offer \"auth\": configure the peer for qop=\"auth\"";
    case Error::missing_parameter:
      return "an obligatory parameter is missing: see RFC 7616 sections 3.3 and 3.4";
    case Error::twice:
      return "a parameter stands twice: the peer must send it once";
    case Error::no_challenge:
      return "the response holds no challenge: report the server, a 401 or 407 must have one";
    case Error::unwritable:
      return "user name, URI or cnonce holds quotes or control octets: correct the configured name";
  }
  return "unknown error";
}

std::string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::md5:
      return word::md5;
    case Algorithm::sha256:
      return word::sha_256;
    case Algorithm::sha512_256:
      return word::sha_512_256;
  }
  return {};
}

std::optional<Algorithm> algorithm_named(std::string_view name) {
  for (const Algorithm each : {Algorithm::md5, Algorithm::sha256, Algorithm::sha512_256}) {
    if (core::same_caseless(name, name_of(each))) return each;
  }
  return std::nullopt;
}

std::string_view unquoted(std::string_view text, std::string& scratch) {
  if (text.find('\\') == std::string_view::npos) return text;
  scratch.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    scratch += text[i];
  }
  return scratch;
}

Hex hex_of(const Hasher& hasher, Algorithm algorithm, std::initializer_list<std::string_view> pieces) {
  Hex out;
  out.size = hasher.hash(algorithm, pieces, out.octets);
  return out;
}

Hex secret_of(Algorithm algorithm, const Account& account, std::string_view realm, const Hasher& hasher) {
  return hex_of(hasher, algorithm, {account.user, colon, realm, colon, account.password});
}

Hex expected_response(const Credentials& credentials, std::string_view secret, std::string_view method,
                      const Hasher& hasher) {
  std::string nonce_text;
  std::string cnonce_text;
  std::string uri_text;
  const std::string_view nonce = unquoted(credentials.nonce, nonce_text);
  const Algorithm algorithm = credentials.algorithm;
  const Hex request = hex_of(hasher, algorithm, {method, colon, unquoted(credentials.uri, uri_text)});
  if (request.size == 0) return {};
  if (!credentials.qop_auth) {  // RFC 2069
    return hex_of(hasher, algorithm, {secret, colon, nonce, colon, request.view()});
  }
  const std::string_view cnonce = unquoted(credentials.cnonce, cnonce_text);
  return hex_of(hasher, algorithm,
                {secret, colon, nonce, colon, credentials.count_text, colon, cnonce, colon, word::auth, colon,
                 request.view()});
}

Error write_credentials(const Challenge& challenge, const Account& account, const Request& request,
                        const Use& use, const Hasher& hasher, std::string& out) {
  if (!printable(account.user) || !needs_no_quoting(request.uri)) return Error::unwritable;
  if (challenge.qop_auth && !needs_no_quoting(use.cnonce)) return Error::unwritable;

  const std::array<char, count_digits> count = hex_count(use.count);
  Credentials credentials;
  credentials.algorithm = challenge.algorithm;
  credentials.qop_auth = challenge.qop_auth;
  credentials.count_text = {count.data(), count.size()};
  credentials.nonce = challenge.nonce;
  credentials.uri = request.uri;
  credentials.cnonce = use.cnonce;

  std::string realm_text;
  const Hex secret = secret_of(challenge.algorithm, account, unquoted(challenge.realm, realm_text), hasher);
  if (secret.size == 0) return Error::unknown_algorithm;
  const Hex response = expected_response(credentials, secret.view(), request.method, hasher);
  if (response.size == 0) return Error::unknown_algorithm;

  out.append(word::digest).append(" ").append(word::username).append("=\"");
  out.append(quoted(account.user)).append("\"");
  add_quoted(out, word::realm, challenge.realm);
  add_quoted(out, word::nonce, challenge.nonce);
  add_quoted(out, word::uri, request.uri);
  add_quoted(out, word::response, response.view());
  if (challenge.algorithm_given) add(out, word::algorithm, name_of(challenge.algorithm));
  if (challenge.opaque_given) add_quoted(out, word::opaque, challenge.opaque);
  if (challenge.qop_auth) {
    add_quoted(out, word::cnonce, use.cnonce);
    add(out, word::qop, word::auth);
    add(out, word::nc, credentials.count_text);
  }
  return Error::none;
}

Error choose_challenge(std::span<const std::string_view> rows, const Hasher& hasher, Challenge& out,
                       Algorithm weakest, std::size_t* chosen) {
  Error first = Error::no_challenge;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Challenge candidate;
    Error error = read_challenge(rows[i], candidate);
    // The hasher is asked with nothing: it may know the name and yet refuse it.
    if (error == Error::none &&
        (candidate.algorithm < weakest || hex_of(hasher, candidate.algorithm, {}).size == 0)) {
      error = Error::unknown_algorithm;
    }
    if (error == Error::none) {
      out = std::move(candidate);
      if (chosen != nullptr) *chosen = i;
      return Error::none;
    }
    if (i == 0) first = error;
  }
  return first;
}

}  // namespace sipwright::digest
