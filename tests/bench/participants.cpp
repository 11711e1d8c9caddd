#include "participants.hpp"

#include <dlfcn.h>

#include <memory>
#include <sstream>
#include <stdexcept>

#include "kit/oracle/oracle.h"
#include "peers/peer.h"
#include "sipwright/parser.hpp"

namespace sipwright::bench {
namespace {

// One message object for all, used again and again, as an embedder would.
Message& message() {
  static const auto one = std::make_unique<Message>();
  return *one;
}

bool full(const Participant&, std::string_view bytes) {
  return parse(bytes, message()).accepted();
}

// What a transaction needs is decoded, everything else found and named.
bool index(const Participant&, std::string_view bytes) {
  static const HeaderSet only = transaction_headers();
  ParseOptions options;
  options.only = &only;
  return parse(bytes, message(), options).accepted();
}

bool foreign(const Participant& participant, std::string_view bytes) {
  return participant.peer(bytes.data(), bytes.size()) == 0;
}

bool reference(const Participant&, std::string_view bytes) {
  const auto answer = sipwright_oracle_parse_message(reinterpret_cast<const unsigned char*>(bytes.data()),
                                                     bytes.size(), nullptr);
  return answer.verdict.answer == SIPWRIGHT_ORACLE_WELL_FORMED && answer.refused == 0;
}

const bench_peer& load(const std::string& path) {
  // Never closed: the libraries keep state until the process ends.
  void* const object = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  const void* const symbol = object == nullptr ? nullptr : dlsym(object, "sipwright_bench_peer");
  if (symbol == nullptr) throw std::runtime_error(dlerror());
  const auto& peer = *static_cast<const bench_peer*>(symbol);
  if (peer.start() != 0) throw std::runtime_error(path + " does not start");
  return peer;
}

}  // namespace

void prepare(const Participant& participant) {
  if (!participant.kernel.empty() && !use_kernel(participant.kernel))
    throw std::runtime_error("no kernel " + participant.kernel);
}

std::vector<Participant> ours() {
  std::vector<Participant> all;
  const std::string best(kernel_name());
  for (const char* kernel : {"avx2", "sse2", "scalar"})
    if (use_kernel(kernel)) all.push_back({std::string("full/") + kernel, kernel, full, nullptr});
  for (const char* kernel : {"avx2", "sse2", "scalar"})
    if (use_kernel(kernel)) all.push_back({std::string("index/") + kernel, kernel, index, nullptr});
  use_kernel(best);
  return all;
}

std::vector<Participant> peers() {
  std::vector<Participant> all;
  std::istringstream paths(SIPWRIGHT_BENCH_PEERS);
  for (std::string path; std::getline(paths, path, ':');) {
    const bench_peer& peer = load(path);
    all.push_back({peer.name, "", foreign, peer.full});
  }
  return all;
}

Participant antlr() {
  return {"antlr", "", reference, nullptr};
}

}  // namespace sipwright::bench
