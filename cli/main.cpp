// The sipwright command: finds the sub-command, and turns whatever goes wrong into one line and an exit
// status.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <string>

#include "agent.hpp"
#include "command.hpp"
#include "model.hpp"
#include "parse.hpp"
#include "prove.hpp"
#include "publish.hpp"
#include "server.hpp"
#include "verify.hpp"

namespace {

using sipwright::cli::complain;

// Wrong usage in one line. CLI11's own words are kept, except where they say less than we know.
int wrong_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::string command;
  for (const CLI::App* sub : app.get_subcommands()) command = sub->get_name();
  const std::string help = "sipwright " + command + (command.empty() ? "" : " ") + "--help";
  std::string text = error.what();
  if (command.empty()) {
    text = "a sub-command is missing";
    if (argc > 1) text = "unknown " + std::string(argv[1][0] == '-' ? "option " : "sub-command ") + argv[1];
  }
  complain(command, text + "; see " + help);
  return sipwright::cli::usage;
}

// An empty value is never a wish: most often it is a variable that was not set.
void refuse_empty_values(CLI::App& app) {
  const CLI::Validator filled(
      [](std::string& value) {
        return value.empty() ? std::string("the value is empty; give one, or leave the option out") : std::string();
      },
      "");
  for (CLI::Option* option : app.get_options()) {
    if (option->get_items_expected_max() > 0) option->check(filled);
  }
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) refuse_empty_values(*sub);
}

}  // namespace

int main(int argc, char** argv) {
  sipwright::cli::open_standard_streams();
  // A closed pipe or connection is an error value where it is used, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app{
      "Sipwright: a model of SIP event-state publication (RFC 3903), and what is made from it.\n"
      "Exit status: 0 held, 1 something failed, 2 wrong usage or configuration, 3 inconclusive.",
      "sipwright"};
  app.set_version_flag("--version", "sipwright " SIPWRIGHT_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);

  int exit_status = sipwright::cli::held;
  sipwright::cli::add_agent(app, exit_status);
  sipwright::cli::add_model(app, exit_status);
  sipwright::cli::add_parse(app, exit_status);
  sipwright::cli::add_prove(app, exit_status);
  sipwright::cli::add_publish(app, exit_status);
  sipwright::cli::add_server(app, exit_status);
  sipwright::cli::add_verify(app, exit_status);
  refuse_empty_values(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);  // --help, --version
  } catch (const CLI::ParseError& error) {
    return wrong_usage(app, error, argc, argv);
  }
  if (!sipwright::cli::output_was_taken()) {
    complain("", "standard output could not be written to the end; check the pipe or the disk behind it");
    if (exit_status == sipwright::cli::held) exit_status = sipwright::cli::failed;
  }
  return exit_status;
}
