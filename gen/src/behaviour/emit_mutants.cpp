#include "emit_mutants.hpp"

#include "../banner.hpp"

namespace sipwright::gen::behaviour {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::vector<GeneratedFile> emit_mutant_list(const std::vector<Mutant>& mutants,
                                            const std::vector<std::string>& reasons) {
  const std::string head = banner("//", "model/*.hpp");
  const std::string chosen = head +
                             "//\n// The mutant that the machines below this folder are at the moment; 0: none.\n"
                             "#pragma once\n\nnamespace sipwright::machines {\n\n"
                             "inline int selected_mutant = 0;\n\n}  // namespace sipwright::machines\n";
  std::string text = head +
                     "//\n// Every mutant of every table: number, machine, what is wrong, by a name that stays.\n"
                     "#pragma once\n\n#include <string_view>\n\nnamespace sipwright::kit {\n\n"
                     "// `row`: of the table, -1: in a named value or steps. `reason`: why nothing can tell it from\n"
                     "// its table, as the generator proves from the table alone; empty: it proves nothing.\n"
                     "struct Mutant {\n  int number;\n  std::string_view machine;\n  int row;\n"
                     "  std::string_view name;\n  std::string_view reason;\n};\n"
                     "inline constexpr Mutant mutants[] = {\n";
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    const Mutant& one = mutants[i];
    const int row = one.place == Mutant::Place::row ? static_cast<int>(one.row) : -1;
    text += "    {" + std::to_string(one.number) + ", " + quoted(one.machine) + ", " + std::to_string(row) + ", " +
            quoted(one.name) + ",\n     " + quoted(reasons[i]) + "},\n";
  }
  text += "};\n\n}  // namespace sipwright::kit\n";
  return {{"tests/mutants/generated/mutants.hpp", text},
          {"tests/mutants/generated/sipwright/machines/selected_mutant.hpp", chosen}};
}

}  // namespace sipwright::gen::behaviour
