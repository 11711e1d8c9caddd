// What every emitter returns: one file of the output, with its path from the root of the repository.
#pragma once

#include <string>

namespace sipwright::gen {

struct GeneratedFile {
  std::string path;
  std::string text;
};

}  // namespace sipwright::gen
