#include "messages.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sipwright::bench {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Each message stands behind its length, a little-endian number of 32 bits.
std::vector<std::string> cut(const std::string& bytes, const std::string& path) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at != bytes.size();) {
    std::size_t length = 0;
    for (std::size_t i = 4; i-- > 0;)
      length = length << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
    at += 4;
    if (at > bytes.size() || length > bytes.size() - at) throw std::runtime_error(path + " is cut short");
    all.push_back(bytes.substr(at, length));
    at += length;
  }
  return all;
}

}  // namespace

Messages read_messages(const std::string& name) {
  const bool many = name == "mix";
  const std::string path = std::string(SIPWRIGHT_BENCH_DIR) + "/messages/" + name + (many ? ".bin" : ".sip");
  const std::string bytes = read(path);
  return {name, many ? cut(bytes, path) : std::vector<std::string>{bytes}};
}

}  // namespace sipwright::bench
