// Digest authentication for both sides of a PUBLISH (RFC 3261 22, RFC 7616, RFC 8760; RFC 3903 14.1 obliges
// both).
//
// Sans-I/O: the hash function and the randomness are the embedder's, time is an argument.
//
//   Client, after a 401 or 407 with the challenges `rows` (one string per header field row, top row first):
//
//     digest::Challenge challenge;
//     if (digest::choose_challenge(rows, hasher, challenge) == digest::Error::none) {
//       std::string value;
//       digest::write_credentials(challenge, {user, password}, {method, request_uri}, {cnonce, 1}, hasher,
//       value);
//       // -> value of Authorization (after 401) or Proxy-Authorization (after 407)
//     }
//
//   Keep the challenge: later requests to the same realm carry credentials at once, with the next nonce
//   count, so that a refresh costs no second round trip (RFC 3261 22.2). `challenge.stale` in a later 401
//   says that only the nonce was too old: try again with the new one. Without it the password is wrong: do
//   not try again (22.1).
//
//   Server: see sipwright/authenticator.hpp.
//
// What is not here: auth-int, the -sess algorithms, userhash and username*. A challenge that demands one of
// them is refused by name, never answered wrongly. Basic is never answered nor accepted (RFC 3261 22).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "sipwright/hasher.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::digest {

// Weakest first; the order is what `weakest` of choose_challenge compares (RFC 7616 3.7, RFC 8760 3).
using Algorithm = HashAlgorithm;

// The closed list of reasons why there are no credentials. `message(error)` says what to do.
enum class Error : std::uint8_t {
  none,
  syntax,             // the value is not a challenge or credentials by RFC 3261 25.1
  too_long,           // longer than limits::challenge_octets_max or credentials_octets_max
  unknown_scheme,     // not Digest; Basic in particular
  unknown_algorithm,  // none of Algorithm, or the hasher does not have it
  unknown_qop,        // qop is given and does not hold "auth"
  missing_parameter,  // realm or nonce (challenge); username, realm, nonce, uri, response, cnonce, nc
                      // (credentials)
  twice,              // a parameter stands twice with no way to tell which one counts
  no_challenge,       // choose_challenge was given no row
  unwritable,         // user name, URI or cnonce cannot stand in a quoted-string (control octets, quotes)
};
std::string_view message(Error error);

// A hash in lower-case hex: 32 octets for MD5, 64 for the others. Empty: the hasher does not have this
// algorithm (OpenSSL refuses MD5 under FIPS).
struct Hex {
  std::array<char, limits::digest_hex_octets_max> octets{};
  std::size_t size = 0;
  std::string_view view() const { return {octets.data(), size}; }
};
Hex hex_of(const Hasher& hasher, Algorithm algorithm, std::initializer_list<std::string_view> pieces);

// One usable challenge. Owns its text, so that it outlives the response it came in.
// realm, nonce and opaque are kept as they stood between the quotes, escapes included: they are sent back as
// they came.
struct Challenge {
  Algorithm algorithm = Algorithm::md5;
  bool algorithm_given = false;  // echoed only if it was given: RFC 2069 peers do not know the parameter
  bool qop_auth = false;         // false: the form of RFC 2069, no qop, cnonce and nc
  bool stale = false;
  bool opaque_given = false;
  std::string realm;
  std::string nonce;
  std::string opaque;
};

// Reads one row of WWW-Authenticate or Proxy-Authenticate. On an error `out` is unspecified.
// Errors: syntax, too_long, unknown_scheme, unknown_algorithm, unknown_qop, missing_parameter, twice.
Error read_challenge(std::string_view value, Challenge& out);

// The topmost row that can be answered: the order of the rows is the server's preference, strongest first
// (RFC 8760 2.4; unknown ones are passed over). `weakest` is local policy against a downgrade (RFC 8760 3):
// what is weaker is passed over as if it were unknown. If none can be used, the error of the topmost row is
// returned. `chosen` receives the index of the row (nullptr: not wanted).
Error choose_challenge(std::span<const std::string_view> rows, const Hasher& hasher, Challenge& out,
                       Algorithm weakest = Algorithm::md5, std::size_t* chosen = nullptr);

// The user's name and password in the realm, as octets (UTF-8), unquoted.
struct Account {
  std::string_view user;
  std::string_view password;
};

// The request to authorise. The URI is written exactly as it stands in the request line (RFC 8760 2.6).
struct Request {
  std::string_view method;
  std::string_view uri;
};

// cnonce: at least 64 random bits from the embedder in a form that needs no quoting (hex). count: 1 for the
// first request under a nonce, one more for each further one; a retransmission is not a further one.
struct Use {
  std::string_view cnonce;
  std::uint32_t count = 1;
};

// Appends the value of Authorization or Proxy-Authorization to `out`. On an error `out` is unchanged.
// Errors: unknown_algorithm (the hasher does not have it), unwritable.
Error write_credentials(const Challenge& challenge, const Account& account, const Request& request,
                        const Use& use, const Hasher& hasher, std::string& out);

// Credentials as they arrived: views into the value that was read, as they stood between the quotes.
struct Credentials {
  Algorithm algorithm = Algorithm::md5;
  bool qop_auth = false;
  std::uint32_t count = 0;
  std::string_view count_text;  // the eight hex digits, as hashed
  std::string_view username, realm, nonce, uri, response, cnonce, opaque;
};

// Reads one row of Authorization or Proxy-Authorization. Errors: those of read_challenge.
Error read_credentials(std::string_view value, Credentials& out);

// H(A1), which a server may store instead of the password (RFC 7616 3.4.2). The realm unquoted.
Hex secret_of(Algorithm algorithm, const Account& account, std::string_view realm, const Hasher& hasher);

// The value of `response` that belongs to the credentials (RFC 7616 3.4.1). Empty where the hasher is.
Hex expected_response(const Credentials& credentials, std::string_view secret, std::string_view method,
                      const Hasher& hasher);

}  // namespace sipwright::digest
