// Certificates through the OpenSSL API: P-256 keys, since they are made in no time.
#include "kit/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace sipwright::kit {
namespace {

template <class T, void (*release)(T*)>
struct Release {
  void operator()(T* object) const { release(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509, X509_free>>;
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

void require(bool done, const std::string& what) {
  if (!done) throw std::runtime_error("test certificates: " + what);
}

File open_file(const std::string& name, const char* mode) {
  File file(std::fopen(name.c_str(), mode));
  require(file != nullptr, "cannot open " + name);
  return file;
}

Key read_key(const std::string& file) {
  Key key(PEM_read_PrivateKey(open_file(file, "rb").get(), nullptr, nullptr, nullptr));
  require(key != nullptr, "no key in " + file);
  return key;
}

Certificate read_certificate(const std::string& file) {
  Certificate certificate(PEM_read_X509(open_file(file, "rb").get(), nullptr, nullptr, nullptr));
  require(certificate != nullptr, "no certificate in " + file);
  return certificate;
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  require(extension != nullptr, "extension " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Two certificates of one issuer must differ in their serial numbers.
void set_random_serial(X509* certificate) {
  std::uint64_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "randomness");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
}

Certificate begin(const Key& key, const std::string& name, int begins_in_days, int ends_in_days) {
  Certificate certificate(X509_new());
  require(certificate != nullptr, "no memory");
  X509_set_version(certificate.get(), X509_VERSION_3);
  set_random_serial(certificate.get());
  X509_time_adj_ex(X509_getm_notBefore(certificate.get()), begins_in_days, 0, nullptr);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), ends_in_days, 0, nullptr);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

std::string alternative_names(const CertificateRequest& request) {
  std::string text;
  const auto add = [&text](const std::string& item) { text += (text.empty() ? "" : ",") + item; };
  for (const std::string& domain : request.sip_domains) add("URI:sip:" + domain);
  for (const std::string& uri : request.uris) add("URI:" + uri);
  for (const std::string& name : request.dns) add("DNS:" + name);
  for (const std::string& address : request.addresses) add("IP:" + address);
  return text;
}

Certified save(const std::filesystem::path& folder, const std::string& name, const Certificate& certificate,
               const Key& key) {
  Certified files{folder / (name + ".pem"), folder / (name + ".key")};
  require(PEM_write_X509(open_file(files.certificate_file, "wb").get(), certificate.get()) == 1,
          "cannot write");
  require(PEM_write_PrivateKey(open_file(files.key_file, "wb").get(), key.get(), nullptr, nullptr, 0, nullptr,
                               nullptr) == 1,
          "cannot write");
  return files;
}

}  // namespace

CertificateFolder::CertificateFolder() {
  std::string pattern = std::filesystem::temp_directory_path() / "sipwright-certificates-XXXXXX";
  require(mkdtemp(pattern.data()) != nullptr, "cannot make a folder like " + pattern);
  path_ = pattern;
}

CertificateFolder::~CertificateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Certified CertificateFolder::authority(const std::string& name) {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "no key");
  const Certificate certificate = begin(key, name, -1, 2);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "cannot sign");
  return save(path_, name, certificate, key);
}

Certified CertificateFolder::issue(const Certified& authority, const std::string& name,
                                   const CertificateRequest& request) {
  const Key ca_key = read_key(authority.key_file);
  const Certificate ca = read_certificate(authority.certificate_file);
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "no key");
  const Certificate certificate = begin(key, name, request.begins_in_days, request.ends_in_days);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(ca.get()));
  add_extension(certificate.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), ca.get(), NID_authority_key_identifier, "keyid");
  const std::string names = alternative_names(request);
  if (!names.empty()) add_extension(certificate.get(), ca.get(), NID_subject_alt_name, names);
  require(X509_sign(certificate.get(), ca_key.get(), EVP_sha256()) > 0, "cannot sign");
  return save(path_, name, certificate, key);
}

std::string CertificateFolder::write(const std::string& name, const std::string& text) {
  const std::string file = path_ / name;
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

}  // namespace sipwright::kit
