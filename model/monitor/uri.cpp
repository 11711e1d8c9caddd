#include "model/monitor/uri.hpp"

#include <algorithm>
#include <vector>

#include "model/monitor/hash.hpp"

namespace sipwright::model {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool unreserved(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
         std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
}

// RFC 3261 19.1.4: a character outside the reserved set equals its %HH form.
std::string unescaped(std::string_view part) {
  std::string out;
  out.reserve(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '%' && i + 2 < part.size() && hex(part[i + 1]) >= 0 && hex(part[i + 2]) >= 0) {
      const char decoded = static_cast<char>(hex(part[i + 1]) * 16 + hex(part[i + 2]));
      if (unreserved(decoded)) {
        out += decoded;
      } else {
        out += '%';
        out += lower(part[i + 1]);
        out += lower(part[i + 2]);
      }
      i += 2;
    } else {
      out += part[i];
    }
  }
  return out;
}

// Parameters whose presence on one side only already makes two URIs different, and those that name another target.
bool always_significant(std::string_view parameter) {
  const auto name = parameter.substr(0, parameter.find('='));
  for (const std::string_view known : {"user", "ttl", "method", "maddr", "transport", "gr"})
    if (name == known) return true;
  return false;
}

}  // namespace

std::string lower(std::string_view value) {
  std::string out(value);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

std::string_view lower(std::string_view value, std::string& room) {
  if (!has_upper(value)) return value;
  room.assign(value);
  std::transform(room.begin(), room.end(), room.begin(), [](char c) { return lower(c); });
  return room;
}

std::string_view canonical_uri(std::string_view uri, UriForm form, std::string& room) {
  bool plain = uri.substr(0, 4) == "sip:" || uri.substr(0, 5) == "sips:";
  bool host = uri.find('@') == std::string_view::npos;
  for (std::size_t i = 4; plain && i < uri.size(); ++i) {
    const char c = uri[i];
    host = host || c == '@';
    plain = c != '%' && c != ';' && c != '?' && !(host && c >= 'A' && c <= 'Z');
  }
  if (plain) return uri;
  room = canonical_uri(uri, form);
  return room;
}

std::string canonical_uri(std::string_view uri, UriForm form) {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos) return std::string(uri);
  std::string out = lower(uri.substr(0, colon + 1));
  if (out != "sip:" && out != "sips:" && out != "pres:") return std::string(uri);
  auto rest = uri.substr(colon + 1);
  if (const auto at = rest.find('@'); at != std::string_view::npos) {
    out += unescaped(rest.substr(0, at));
    out += '@';
    rest = rest.substr(at + 1);
  }
  rest = rest.substr(0, rest.find('?'));
  const auto semicolon = rest.find(';');
  out += lower(unescaped(rest.substr(0, semicolon)));
  if (semicolon == std::string_view::npos) return out;

  std::vector<std::string> parameters;
  for (rest = rest.substr(semicolon + 1); !rest.empty();) {
    const auto end = rest.find(';');
    std::string parameter = lower(unescaped(rest.substr(0, end)));
    if (form == UriForm::strict || always_significant(parameter)) parameters.push_back(std::move(parameter));
    if (end == std::string_view::npos) break;
    rest = rest.substr(end + 1);
  }
  std::sort(parameters.begin(), parameters.end());
  for (const auto& parameter : parameters) {
    out += ';';
    out += parameter;
  }
  return out;
}

}  // namespace sipwright::model
