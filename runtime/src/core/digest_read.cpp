// From the captures of the generated parser to a challenge or credentials that can be used, or the reason why
// not.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "core/text.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::digest {
namespace {

// One parameter that is looked for. Its text is what stood between the quotes, or the token.
struct Wanted {
  Label label;
  std::optional<std::string_view> text;
};

std::string_view without_quotes(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

// Parses the value into `message` and fills `wanted` from it. Whether a parameter is quoted does not matter:
// peers mix it (RFC 7616 3.3 and 3.4 bind the sender only). Parameters that are not wanted are passed over.
Error read(Header header, std::string_view value, std::size_t octets_max, Message& message,
           std::span<Wanted> wanted) {
  if (value.size() > octets_max) return Error::too_long;
  if (!parse_value(header, value, message).accepted()) return Error::syntax;
  const Row& row = message.row(1);
  const Capture* const scheme = Message::find(message.begin(row), message.end(row), Label::authScheme);
  if (scheme == nullptr) return Error::syntax;
  if (!core::same_caseless(message.text(*scheme), word::digest)) return Error::unknown_scheme;

  for (const Capture* each = message.begin(row); each != message.end(row); each += each->size) {
    const auto found =
        std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& one) { return one.label == each->label; });
    if (found == wanted.end()) continue;
    if (found->text) return Error::twice;
    found->text = without_quotes(message.text(*each));
  }
  return Error::none;
}

// The qop of a challenge is a list; options that are not known do not count (RFC 7616 3.3).
struct Options {
  bool given = false;
  bool auth = false;
};

Options read_options(const Message& message) {
  Options options;
  const Row& row = message.row(1);
  for (const Capture* each = message.begin(row); each != message.end(row); each += each->size) {
    if (each->label != Label::qops) continue;
    options.given = true;
    options.auth = options.auth || core::same_caseless(message.text(*each), word::auth);
  }
  return options;
}

// A copy that fits on one line: a fold stands for one blank (RFC 3261 7.3.1).
std::string unfolded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    i += 1;  // the parser lets a CR pass only in front of LF and a blank
    while (i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t')) ++i;
    out += ' ';
  }
  return out;
}

std::optional<std::uint32_t> read_count(std::string_view text) {
  constexpr std::string_view zeros = "00000000";
  if (text.size() != zeros.size()) return std::nullopt;
  const auto word = core::read_hex(std::string(zeros).append(text));
  if (!word) return std::nullopt;
  return static_cast<std::uint32_t>(*word);
}

}  // namespace

Error read_challenge(std::string_view value, Challenge& out) {
  std::array<Wanted, 5> wanted{
      {{Label::realm, {}}, {Label::nonce, {}}, {Label::opaque, {}}, {Label::algorithm, {}}, {Label::stale, {}}}};
  const auto& [realm, nonce, opaque, algorithm, stale] = wanted;
  Message message;
  const Error error = read(Header::www_authenticate, value, limits::challenge_octets_max, message, wanted);
  if (error != Error::none) return error;
  if (!realm.text || !nonce.text) return Error::missing_parameter;

  const auto known = algorithm_named(algorithm.text.value_or(word::md5));
  if (!known) return Error::unknown_algorithm;
  const Options qop = read_options(message);
  if (qop.given && !qop.auth) return Error::unknown_qop;
  out.algorithm = *known;
  out.algorithm_given = algorithm.text.has_value();
  out.qop_auth = qop.given;
  out.stale = stale.text && core::same_caseless(*stale.text, word::true_word);
  out.opaque_given = opaque.text.has_value();
  out.realm = unfolded(*realm.text);
  out.nonce = unfolded(*nonce.text);
  out.opaque = unfolded(opaque.text.value_or(""));
  return Error::none;
}

Error read_credentials(std::string_view value, Credentials& out) {
  std::array<Wanted, 10> wanted{{{Label::username, {}},
                                 {Label::realm, {}},
                                 {Label::nonce, {}},
                                 {Label::digestUriValue, {}},
                                 {Label::response, {}},
                                 {Label::algorithm, {}},
                                 {Label::cnonce, {}},
                                 {Label::opaque, {}},
                                 {Label::qop, {}},
                                 {Label::nc, {}}}};
  const auto& [username, realm, nonce, uri, response, algorithm, cnonce, opaque, qop, nc] = wanted;
  Message message;
  const Error error = read(Header::authorization, value, limits::credentials_octets_max, message, wanted);
  if (error != Error::none) return error;
  if (!username.text || !realm.text || !nonce.text || !uri.text || !response.text)
    return Error::missing_parameter;

  const auto known = algorithm_named(algorithm.text.value_or(word::md5));
  if (!known) return Error::unknown_algorithm;
  out = Credentials();
  out.algorithm = *known;
  out.username = *username.text;
  out.realm = *realm.text;
  out.nonce = *nonce.text;
  out.uri = *uri.text;
  out.response = *response.text;
  out.opaque = opaque.text.value_or("");
  if (!qop.text) return Error::none;  // RFC 2069: cnonce and nc, if they are there, mean nothing

  if (!core::same_caseless(*qop.text, word::auth)) return Error::unknown_qop;
  if (!cnonce.text || !nc.text) return Error::missing_parameter;
  const auto count = read_count(*nc.text);
  if (!count) return Error::syntax;
  out.qop_auth = true;
  out.count = *count;
  out.count_text = *nc.text;
  out.cnonce = *cnonce.text;
  return Error::none;
}

}  // namespace sipwright::digest
