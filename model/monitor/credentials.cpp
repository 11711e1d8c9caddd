// Reading of parameters; nothing is copied.
#include "model/monitor/credentials.hpp"

#include <charconv>

namespace sipwright::model {
namespace {

char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_caseless(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (low(left[i]) != low(right[i])) return false;
  return true;
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view part) {
  while (!part.empty() && blank(part.front())) part.remove_prefix(1);
  while (!part.empty() && blank(part.back())) part.remove_suffix(1);
  return part;
}

// Cuts the piece up to the next `mark` outside quotes off `rest`.
std::string_view cut(std::string_view& rest, char mark) {
  bool quoted = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (quoted && rest[i] == '\\') {
      ++i;
    } else if (rest[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && rest[i] == mark) {
      const std::string_view piece = rest.substr(0, i);
      rest.remove_prefix(i + 1);
      return piece;
    }
  }
  const std::string_view piece = rest;
  rest = {};
  return piece;
}

}  // namespace

std::string_view parameter_of(std::string_view value, std::string_view name) {
  value = trimmed(value);
  if (const auto scheme = value.find(' '); scheme != std::string_view::npos && value.find('=') > scheme)
    value.remove_prefix(scheme);
  while (!value.empty()) {
    std::string_view rest = cut(value, ',');
    if (!same_caseless(trimmed(cut(rest, '=')), name)) continue;
    rest = trimmed(rest);
    if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') rest = rest.substr(1, rest.size() - 2);
    return rest;
  }
  return {};
}

void read_credentials(const Fields& request, Transaction& into) {
  const text value = request.authorization.data() != nullptr ? request.authorization : request.proxy_authorization;
  if (value.data() == nullptr) return;
  const std::string_view nonce = parameter_of(value, "nonce");
  into.nonce = digest(nonce);
  const std::string_view uses = parameter_of(value, "nc");
  std::from_chars(uses.data(), uses.data() + uses.size(), into.nonce_count, 16);
  into.texts.append(nonce);
  into.texts.append(" ");
  into.texts.add(uses);
}

namespace {

// The same for a value without quotes.
std::string_view cut_plain(std::string_view& rest, char mark) {
  const auto at = rest.find(mark);
  const std::string_view piece = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return piece;
}

// A server adds these to the Via that it answers.
bool added_by_server(std::string_view parameter) {
  if (parameter.size() < 3 || (low(parameter[0]) != 'r' && low(parameter[0]) != 'm')) return false;
  const std::string_view name = trimmed(parameter.substr(0, parameter.find('=')));
  return same_caseless(name, "received") || same_caseless(name, "rport") || same_caseless(name.substr(0, 3), "ms-");
}

}  // namespace

std::uint64_t via_digest(const Fields& message) {
  std::string_view rest = message.via_value;
  const auto next = rest.find('"') == std::string_view::npos ? cut_plain : cut;
  rest = next(rest, ',');
  std::uint64_t sum = digest(trimmed(next(rest, ';')));
  // The order of the parameters does not matter: what a server adds may stand anywhere.
  while (!rest.empty()) {
    const std::string_view parameter = trimmed(next(rest, ';'));
    if (!added_by_server(parameter)) sum += digest(parameter);
  }
  return sum;
}

}  // namespace sipwright::model
