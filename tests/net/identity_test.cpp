// Whom a certificate speaks for, by the rules of RFC 5922 7.1 and 7.2.
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <cstdio>

#include "kit/certificates.hpp"
#include "sipwright/net/tls.hpp"

namespace sipwright::net {
namespace {

class Identity : public ::testing::Test {
 protected:
  Identity() : ca_(folder_.authority("ca")) {}

  // Nothing where it matches, else the reason.
  std::string mismatch(const kit::CertificateRequest& request, const std::string& expected) {
    const kit::Certified issued = folder_.issue(ca_, "peer", request);
    std::FILE* file = std::fopen(issued.certificate_file.c_str(), "rb");
    X509* certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
    std::fclose(file);
    const auto reason = identity_mismatch(certificate, expected);
    X509_free(certificate);
    return reason.value_or("");
  }

  kit::CertificateFolder folder_;
  kit::Certified ca_;
};

TEST_F(Identity, AcceptsASipUriOfTheDomainWithoutCase) {
  EXPECT_EQ(mismatch({.sip_domains = {"sfb.example"}}, "sfb.example"), "");
  EXPECT_EQ(mismatch({.sip_domains = {"SFB.Example"}}, "sfb.example"), "");
  EXPECT_EQ(mismatch({.uris = {"SIP:sfb.example:5061"}}, "SFB.EXAMPLE"), "");
  EXPECT_EQ(mismatch({.sip_domains = {"other.example", "sfb.example"}}, "sfb.example"), "");
}

TEST_F(Identity, RefusesOtherSchemesAndUsers) {
  EXPECT_NE(mismatch({.uris = {"sips:sfb.example"}}, "sfb.example"), "");
  EXPECT_NE(mismatch({.uris = {"https://sfb.example"}}, "sfb.example"), "");
  EXPECT_NE(mismatch({.uris = {"sip:john@sfb.example"}}, "sfb.example"), "");
}

TEST_F(Identity, AcceptsADnsNameOnlyWithoutSipUri) {
  EXPECT_EQ(mismatch({.dns = {"sfb.example"}}, "sfb.example"), "");
  EXPECT_EQ(mismatch({.uris = {"https://sfb.example"}, .dns = {"sfb.example"}}, "sfb.example"), "");
  EXPECT_EQ(mismatch({.sip_domains = {"other.example"}, .dns = {"sfb.example"}}, "sfb.example"),
            "it is for sip:other.example, sfb.example and not for sfb.example");
}

TEST_F(Identity, KnowsNoWildcardAndNoSuffix) {
  EXPECT_NE(mismatch({.dns = {"*.example"}}, "sfb.example"), "");
  EXPECT_NE(mismatch({.dns = {"example"}}, "sfb.example"), "");
  EXPECT_NE(mismatch({.dns = {"sfb.example"}}, "example"), "");
  EXPECT_NE(mismatch({.dns = {"sfb.example.evil"}}, "sfb.example"), "");
}

TEST_F(Identity, AcceptsANumericAddressAsSuch) {
  EXPECT_EQ(mismatch({.addresses = {"127.0.0.1"}}, "127.0.0.1"), "");
  EXPECT_EQ(mismatch({.addresses = {"::1"}}, "[::1]"), "");
  EXPECT_EQ(mismatch({.addresses = {"::1"}}, "0:0:0:0:0:0:0:1"), "");
  EXPECT_EQ(mismatch({.sip_domains = {"127.0.0.1"}}, "127.0.0.1"), "");
  EXPECT_EQ(mismatch({.addresses = {"127.0.0.1"}}, "127.0.0.2"), "it is for 127.0.0.1 and not for 127.0.0.2");
  EXPECT_NE(mismatch({.dns = {"127.0.0.1"}}, "127.0.0.1"), "");
}

TEST_F(Identity, DoesNotLookAtTheCommonName) {
  EXPECT_EQ(mismatch({}, "peer"), "it is for nobody (no usable subjectAltName) and not for peer");
}

}  // namespace
}  // namespace sipwright::net
