// What every sub-command shares: the exit status, and the one line on stderr that says what went wrong.
//
// A sub-command is one file with `void add_NAME(CLI::App& app, int& exit_status)`: it adds its options and a
// callback that runs the command. Inside, throw Refusal where the command cannot go on; main turns it into
// the line and the status.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sipwright::cli {

enum ExitStatus : int {
  held = 0,          // done, and what was checked held
  failed = 1,        // something failed: refused, violated, not removed
  usage = 2,         // wrong usage or configuration
  inconclusive = 3,  // could not find out: unreachable, time-out, tool missing
};

// Ends a command. The text is one line: what, why, what to do.
class Refusal : public std::runtime_error {
 public:
  Refusal(ExitStatus status, const std::string& reason) : std::runtime_error(reason), status_(status) {}
  [[nodiscard]] ExitStatus status() const { return status_; }

 private:
  ExitStatus status_;
};

// Writes "sipwright COMMAND: TEXT" as one line to stderr; what cannot be shown in a line is replaced.
void complain(std::string_view command, std::string_view text);

// Writes one line (without its line end) to stdout and never waits: a reader that has fallen behind must not
// stop the command. A line that cannot be written is dropped; the first such line is told on stderr, as
// `command`, and the command ends as failed.
void print_line(std::string_view command, std::string_view line);

// Opens /dev/null where stdin, stdout or stderr is closed, so that no socket takes its number. For main,
// first of all.
void open_standard_streams();

// Refusal (usage) where nothing can be read from standard input: it is closed, a directory, or open for writing
// only. `what` is what is expected there, such as "call events".
void require_standard_input(const std::string& what);

// Whether all that was written to stdout was taken; what is still buffered is written now.
bool output_was_taken();

// Runs `body` and returns its status, or that of the Refusal, which it complains of. Anything else that is
// thrown is told in one line too.
int guarded(std::string_view command, const std::function<int()>& body);

// For CLI11's check(): why `text` is no whole number of 64 bits without a sign; empty: it is one. CLI11 itself takes
// -1 for the largest number.
std::string no_whole_number(const std::string& text);

// The whole file, `-` for standard input. Refusal (usage) if it cannot be read or holds more than
// `octets_max`. `what` is told to the user: "message".
std::string read_file(const std::string& what, const std::string& name, std::size_t octets_max);

}  // namespace sipwright::cli
