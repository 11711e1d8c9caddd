// Reduction of URIs to keys. The URI has passed the parser, so this only has to find its parts.
#include "core/uri_key.hpp"

#include <cstddef>

#include "core/text.hpp"

namespace sipwright::core {
namespace {

struct Parts {
  std::string_view scheme, user, host_port;
  bool has_user = false;
};

Parts split(std::string_view uri) {
  Parts parts;
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos) {
    parts.host_port = uri;
    return parts;
  }
  parts.scheme = uri.substr(0, colon);
  std::string_view rest = uri.substr(colon + 1);
  // `;` and `?` may stand in the user part, `@` may not (RFC 3261 25.1), so the first one ends it.
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    parts.has_user = true;
    parts.user = rest.substr(0, at);
    rest.remove_prefix(at + 1);
  }
  parts.host_port = rest.substr(0, rest.find_first_of(";?"));
  return parts;
}

int digit_value(char c) {
  const char d = lower(c);
  if (d >= '0' && d <= '9') return d - '0';
  return d >= 'a' && d <= 'f' ? d - 'a' + 10 : -1;
}

// RFC 3261 25.1 unreserved.
bool is_unreserved(char c) {
  const char d = lower(c);
  return (d >= 'a' && d <= 'z') || (d >= '0' && d <= '9') ||
         std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
}

void append_user(std::string& key, std::string_view user) {
  for (std::size_t i = 0; i < user.size(); ++i) {
    const int high = user[i] == '%' && i + 2 < user.size() ? digit_value(user[i + 1]) : -1;
    const int low = high >= 0 ? digit_value(user[i + 2]) : -1;
    if (low < 0) {
      key += user[i];
      continue;
    }
    const char decoded = static_cast<char>(high * 16 + low);
    if (is_unreserved(decoded)) {
      key += decoded;
    } else {
      key += '%';
      key += "0123456789ABCDEF"[high];
      key += "0123456789ABCDEF"[low];
    }
    i += 2;
  }
}

}  // namespace

void append_uri_key(std::string& key, std::string_view uri) {
  const Parts parts = split(uri);
  for (char c : parts.scheme) key += lower(c);
  key += ':';
  if (parts.has_user) {
    append_user(key, parts.user);
    key += '@';
  }
  for (char c : parts.host_port) key += lower(c);
}

std::string_view host_of(std::string_view uri) {
  std::string_view host = split(uri).host_port;
  if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

std::string_view scheme_of(std::string_view uri) {
  return split(uri).scheme;
}

}  // namespace sipwright::core
