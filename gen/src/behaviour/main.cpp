// Writes what the model gives below the folder named by the argument; a stop-gap until `sipwright-gen` does it.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "behaviour.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: sipwright-gen-behaviour ROOT\n");
    return 2;
  }
  for (const auto& file : sipwright::gen::emit_behaviour()) {
    const auto path = std::filesystem::path(argv[1]) / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.text;
  }
}
