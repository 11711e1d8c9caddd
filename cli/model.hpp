// Registers `sipwright model`: check and show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace sipwright::gen::behaviour {
struct Machine;
}

namespace sipwright::cli {

// `exit_status` is set when the command has run.
void add_model(CLI::App& app, int& exit_status);

// One row of model/requirements.csv.
struct Requirement {
  std::string id, level, statement, observable_by;
};

// model/requirements.csv as built into the command.
std::string_view requirements_text();
// Its rows. Throws Refusal (usage) where a row is broken.
std::vector<Requirement> read_requirements(std::string_view csv);

// Faults in what rows and catalogue say of each other, one sentence each: a row that names an unknown requirement, a
// requirement that is the model's own business and stands in no row, timer, limit or proven property.
std::vector<std::string> check_requirements(const std::vector<gen::behaviour::Machine>& machines,
                                            const std::vector<Requirement>& requirements);

// model/invariants.csv as built into the command.
std::string_view invariants_text();

// What `model show WORD` prints: a machine, a state of any machine, a requirement or an invariant; empty: there is
// none.
std::string show_word(const std::vector<gen::behaviour::Machine>& machines, const std::string& word, bool diagram);

}  // namespace sipwright::cli
