// Whom a certificate speaks for: the SIP domain identities of RFC 5922 7.1 and their comparison, 7.2.
#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sipwright/net/tls.hpp"

namespace sipwright::net {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_without_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view view(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

// The host part of a URI of scheme sip without user part; empty for any other URI.
std::string_view domain_of(std::string_view uri) {
  constexpr std::string_view scheme = "sip:";
  if (uri.size() <= scheme.size() || !same_without_case(uri.substr(0, scheme.size()), scheme)) return {};
  uri.remove_prefix(scheme.size());
  if (uri.find('@') != std::string_view::npos) return {};  // names a user, not a domain
  if (uri.front() == '[') return uri.substr(0, std::min(uri.find(']') + 1, uri.size()));
  return uri.substr(0, uri.find_first_of(":;?"));
}

// What the certificate says about itself, by kind of name.
struct Names {
  std::vector<std::string_view> sip_domains, dns, addresses;
};

Names names_in(const GENERAL_NAMES* list) {
  Names names;
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(list, i);
    if (name->type == GEN_URI) {
      const std::string_view domain = domain_of(view(name->d.uniformResourceIdentifier));
      if (!domain.empty()) names.sip_domains.push_back(domain);
    } else if (name->type == GEN_DNS) {
      names.dns.push_back(view(name->d.dNSName));
    } else if (name->type == GEN_IPADD) {
      names.addresses.push_back(view(name->d.iPAddress));
    }
  }
  return names;
}

// The octets of a numeric address as they stand in a certificate: 4 or 16, none for a host name.
std::string address_octets(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  const std::string name(text);
  std::array<char, 16> octets;
  if (inet_pton(AF_INET, name.c_str(), octets.data()) == 1) return std::string(octets.data(), 4);
  if (inet_pton(AF_INET6, name.c_str(), octets.data()) == 1) return std::string(octets.data(), 16);
  return {};
}

std::string address_text(std::string_view octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = octets.size() == 4 ? AF_INET : AF_INET6;
  if (octets.size() != 4 && octets.size() != 16) return "an address of odd size";
  return inet_ntop(family, octets.data(), text.data(), text.size()) == nullptr ? "an address" : text.data();
}

// A name from a certificate goes into a log line: what cannot be shown is replaced.
std::string printable(std::string_view name) {
  std::string shown(name.substr(0, 128));
  for (char& c : shown) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  return shown;
}

std::string list_of(const Names& names) {
  std::string text;
  const auto add = [&text](const std::string& item) { text += (text.empty() ? "" : ", ") + item; };
  for (const std::string_view domain : names.sip_domains) add("sip:" + printable(domain));
  for (const std::string_view name : names.dns) add(printable(name));
  for (const std::string_view address : names.addresses) add(address_text(address));
  return text.empty() ? "nobody (no usable subjectAltName)" : text;
}

}  // namespace

std::optional<std::string> identity_mismatch(X509* certificate, std::string_view expected) {
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> list(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      [](GENERAL_NAMES* names) { GENERAL_NAMES_free(names); });
  const Names names = list ? names_in(list.get()) : Names{};
  const auto named_in = [expected](const std::vector<std::string_view>& candidates) {
    return std::any_of(candidates.begin(), candidates.end(),
                       [expected](std::string_view name) { return same_without_case(name, expected); });
  };
  const std::string octets = address_octets(expected);
  bool matches = named_in(names.sip_domains);
  if (!octets.empty()) {
    for (const std::string_view domain : names.sip_domains)
      matches = matches || address_octets(domain) == octets;
    matches =
        matches || std::find(names.addresses.begin(), names.addresses.end(), octets) != names.addresses.end();
  } else if (names.sip_domains.empty()) {
    matches = named_in(names.dns);
  }
  if (matches) return std::nullopt;
  return "it is for " + list_of(names) + " and not for " + printable(expected);
}

}  // namespace sipwright::net
