// A throw-away certificate authority and certificates, made at run time: no key material lives in the
// repository.
//
//   kit::CertificateFolder folder;                                  // a private folder that goes with this
//   object auto ca = folder.authority("ca");                               // ca.pem auto server =
//   folder.issue(ca, "server", {.sip_domains = {"sfb.example"}, .addresses = {"127.0.0.1"}});
//   settings.certificate_file = server.certificate_file;
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sipwright::kit {

struct CertificateRequest {
  std::vector<std::string> sip_domains = {};  // subjectAltName URI sip:DOMAIN (RFC 5922 7.1)
  std::vector<std::string> uris = {};         // subjectAltName URI, as it stands
  std::vector<std::string> dns = {};          // subjectAltName DNS name
  std::vector<std::string> addresses = {};    // subjectAltName IP address, numeric
  // Days from now; a negative end makes an expired certificate.
  int begins_in_days = -1;
  int ends_in_days = 2;
};

// A certificate and its key, as PEM files.
struct Certified {
  std::string certificate_file;
  std::string key_file;
};

class CertificateFolder {
 public:
  // Makes a folder that only this user can read. Throws std::runtime_error where that or anything below
  // fails: a test cannot go on without.
  CertificateFolder();
  // Removes the folder and all in it.
  ~CertificateFolder();
  CertificateFolder(const CertificateFolder&) = delete;
  CertificateFolder& operator=(const CertificateFolder&) = delete;

  // A self-signed authority; its certificate_file is what trusts it.
  Certified authority(const std::string& name);
  // A certificate for `name`, signed by the authority.
  Certified issue(const Certified& authority, const std::string& name, const CertificateRequest& request);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Writes a file into the folder and returns its name.
  std::string write(const std::string& name, const std::string& text);

 private:
  std::filesystem::path path_;
};

}  // namespace sipwright::kit
