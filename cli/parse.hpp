// Registers `sipwright parse`.
#pragma once

namespace CLI {
class App;
}

namespace sipwright::cli {

// `exit_status` is set when the command has run.
void add_parse(CLI::App& app, int& exit_status);

}  // namespace sipwright::cli
