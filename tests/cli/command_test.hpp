// What the tests of the command share: a server on free ports, certificates, and lines read as JSON.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kit/certificates.hpp"
#include "kit/process.hpp"

namespace sipwright::cli {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

inline const std::string command = SIPWRIGHT_COMMAND;

inline Arguments with_command(const Arguments& arguments) {
  Arguments all{command};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

inline Json json_line(kit::Process& process) {
  const std::string line = process.line();
  Json read = Json::parse(line, nullptr, false);
  EXPECT_TRUE(read.is_object()) << "\"" << line << "\"; stderr: " << process.errors();
  return read.is_object() ? read : Json::object();
}

// One line, with its end, that names the command.
inline void expect_one_line(const std::string& errors, const std::string& part) {
  EXPECT_TRUE(errors.starts_with("sipwright")) << errors;
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << errors;
  EXPECT_TRUE(errors.ends_with("\n")) << errors;
  EXPECT_NE(errors.find(part), std::string::npos) << errors;
  EXPECT_EQ(errors.find("terminate"), std::string::npos) << errors;
}

class CommandTest : public ::testing::Test {
 protected:
  // Free ports are chosen by the system, so tests can run side by side.
  std::string start_server(const std::string& transport, Arguments more = {},
                           const std::string& host = "127.0.0.1") {
    Arguments all{"server",
                  "--listen",
                  "sip:" + host + ":0;transport=" + transport,
                  "--print-publications",
                  "--min-expires",
                  "1",
                  "--default-expires",
                  "5",
                  "--max-expires",
                  "60"};
    all.insert(all.end(), more.begin(), more.end());
    server = std::make_unique<kit::Process>(with_command(all));
    const Json listening = json_line(*server);
    return "sip:" + host + ":" + std::to_string(listening.value("port", 0)) + ";transport=" + transport;
  }
  int stop_server() {
    server->signal(SIGTERM);
    return server->wait();
  }
  // Certificates of one authority, good for loopback.
  void make_certificates() {
    ca = certificates.authority("ca");
    both = certificates.issue(ca, "both", {.addresses = {"127.0.0.1", "::1"}});
  }
  [[nodiscard]] Arguments tls_arguments() const {
    return {"--cert", both.certificate_file, "--key", both.key_file, "--ca", ca.certificate_file};
  }

  kit::CertificateFolder certificates;
  kit::Certified ca, both;
  std::unique_ptr<kit::Process> server;
};

inline Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace sipwright::cli
