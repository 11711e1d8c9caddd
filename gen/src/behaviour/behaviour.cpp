#include "behaviour.hpp"

#include <algorithm>
#include <stdexcept>

#include "check.hpp"
#include "emit_document.hpp"
#include "emit_machine.hpp"
#include "emit_vocabulary.hpp"

namespace sipwright::gen {

std::vector<GeneratedFile> emit_behaviour() {
  std::vector<GeneratedFile> files;
  files.push_back(emit_vocabulary());
  using namespace behaviour;
  for (const Machine& machine : read_machines()) {
    const std::vector<std::string> faults = check_machine(machine);
    if (!faults.empty()) throw std::runtime_error("the table must be mended first: " + faults.front());
    files.push_back(emit_machine(machine));
    files.push_back(emit_markdown(machine));
    files.push_back(emit_diagram(machine));
  }
  std::sort(files.begin(), files.end(),
            [](const GeneratedFile& a, const GeneratedFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace sipwright::gen
