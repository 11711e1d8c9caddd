#include "behaviour.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "check.hpp"
#include "emit_document.hpp"
#include "emit_machine.hpp"
#include "emit_mutants.hpp"
#include "emit_needed_fields.hpp"
#include "emit_promela.hpp"
#include "emit_vocabulary.hpp"
#include "equivalent.hpp"

namespace sipwright::gen {

namespace {

// The machines that model/proofs/ speaks of.
bool is_proven(const behaviour::Machine& machine) {
  static constexpr std::string_view names[] = {"publisher", "client_transaction", "server_transaction", "compositor",
                                               "publication"};
  return std::find(std::begin(names), std::end(names), machine.name) != std::end(names);
}

}  // namespace

std::vector<GeneratedFile> emit_behaviour() {
  std::vector<GeneratedFile> files;
  const auto add = [&](std::vector<GeneratedFile> more) { files.insert(files.end(), more.begin(), more.end()); };
  files.push_back(emit_vocabulary());
  files.push_back(emit_needed_fields());
  using namespace behaviour;
  std::vector<Mutant> all;
  std::vector<std::string> reasons;
  for (const Machine& machine : read_machines()) {
    const std::vector<std::string> faults = check_machine(machine);
    if (!faults.empty()) throw std::runtime_error("the table must be mended first: " + faults.front());
    files.push_back(emit_machine_words(machine));
    files.push_back(emit_machine(machine));
    files.push_back(emit_markdown(machine));
    files.push_back(emit_diagram(machine));
    const std::vector<Mutant> mutants = mutants_of(machine, static_cast<int>(all.size()) + 1);
    all.insert(all.end(), mutants.begin(), mutants.end());
    for (const Mutant& one : mutants) reasons.push_back(reason_of_equivalence(machine, one));
    files.push_back(emit_machine(machine, mutants));
    if (is_proven(machine)) add(emit_promela(machine));
  }
  add(emit_mutant_list(all, reasons));
  std::sort(files.begin(), files.end(),
            [](const GeneratedFile& a, const GeneratedFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace sipwright::gen
