// `sipwright parse`: judges one message and prints the verdict in one line, or the decoded message as JSON.
#include "parse.hpp"

#include <CLI/App.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "decoded.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::cli {
namespace {

constexpr const char* me = "parse";

struct ParseCommand {
  std::string file;
  bool json = false;
  bool reference = false;
  bool strict = false;
  std::vector<std::string> tolerant;  // names with commas between them; "true": all
};

// A file of several messages must not pass for judged as a whole.
void tell_of_octets_behind(const Decoded& decoded, std::size_t octets) {
  if (decoded.malformed || decoded.body.end >= octets) return;
  complain(me, "the last " + std::to_string(octets - decoded.body.end) +
                   " octets stand behind the message, by its Content-Length, and are not judged; give one message a "
                   "file");
}

int run(const ParseCommand& options) {
  ToleranceSet allowed;
  for (const std::string& names : options.tolerant) tolerances_named(names, allowed);
  const std::string bytes = read_file("message", options.file, limits::message_octets_max);
  const Decoded decoded = decode_tolerantly(bytes, allowed, options.reference ? decode_by_reference : decode);
  std::string line = decoded.verdict;
  if (options.json)
    line = to_json(decoded, bytes).dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  line += '\n';
  if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fflush(stdout) != 0)
    throw Refusal(failed, "cannot write to standard output");
  tell_of_octets_behind(decoded, decoded.tolerated.empty() ? bytes.size() : decoded.mended.size());
  return decoded.accepted ? held : decoded.unjudged ? inconclusive : failed;
}

}  // namespace

void add_parse(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<ParseCommand>();
  CLI::App* command = app.add_subcommand(me, "judge one SIP message: valid, tolerated, rejected or invalid");
  command->add_option("FILE", options->file, "one message, head and body; - for standard input")->required();
  command->add_flag("--json", options->json, "print the decoded message, with octet offsets");
  command->add_flag("--reference", options->reference, "ask the reference parser (builds with tests)");
  CLI::Option* strict = command->add_flag("--strict", options->strict, "tolerate nothing (default)");
  std::string names;
  for (std::size_t i = 0; i < tolerance_count; ++i) {
    const auto tolerance = static_cast<Tolerance>(i);
    names += "\n  " + std::string(name_of(tolerance)) + "\n      " + std::string(reason_of(tolerance));
  }
  command
      ->add_flag("--tolerant", options->tolerant,
                 "accept all the deviations below, or with --tolerant=NAME,NAME these; those met are named")
      ->excludes(strict);
  command->footer(
      "Prints `valid`, `tolerated: NAME at OFFSET, NAME at OFFSET`, `rejected: STATUS REASON` (follows the grammar, "
      "but a server must\n"
      "refuse it with STATUS, or a client `drop` it) or `invalid: ERROR at OFFSET`, where ERROR ends with the "
      "rule of\n"
      "the grammar, in parentheses; exits 0, 0, 1, 1. Wrong usage or a file that cannot be read: 2.\n"
      "`unjudged: LIMIT at OFFSET`, a limit of the parser (limits in sipwright/message.hpp), and --reference "
      "where the\n"
      "reference parser is not built in: 3.\n\n"
      "Tolerances, and why a message that has the deviation may be taken:" +
      names);
  command->callback([options, &exit_status] { exit_status = guarded(me, [&] { return run(*options); }); });
}

}  // namespace sipwright::cli
