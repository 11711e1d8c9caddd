// `sipwright prove`: the properties of the model, with SPIN.
#pragma once

#include <string>
#include <vector>

#include "kit/proof/prove.hpp"

namespace CLI {
class App;
}

namespace sipwright::cli {

void add_prove(CLI::App& app, int& exit_status);

// What the command prints.
std::string text_of(const kit::ProofReport& report, bool deep);
std::string json_of(const kit::ProofReport& report, bool deep);
// What --list prints.
std::string list_text(const std::vector<const kit::Property*>& properties);
std::string list_json(const std::vector<const kit::Property*>& properties);
// model/PROPERTIES.md.
std::string markdown_of(const kit::ProofReport& report);
int status_of(const kit::ProofReport& report, bool planted);

}  // namespace sipwright::cli
