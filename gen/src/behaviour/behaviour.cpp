#include "behaviour.hpp"

#include <algorithm>

#include "emit_machine.hpp"
#include "emit_vocabulary.hpp"

namespace sipwright::gen {

std::vector<GeneratedFile> emit_behaviour() {
  std::vector<GeneratedFile> files;
  files.push_back(emit_vocabulary());
  for (const Machine& machine : read_machines()) {
    files.push_back(emit_machine(machine));
  }
  std::sort(files.begin(), files.end(),
            [](const GeneratedFile& a, const GeneratedFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace sipwright::gen
