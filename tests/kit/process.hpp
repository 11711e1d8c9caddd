// A program run by a test: its input, its output line by line, its end. It never outlives the object.
//
//   kit::Process server({command, "server", "--listen", "sip:127.0.0.1:0"});
//   const std::string first = server.line();            // of stdout; empty if none came in time
//   server.signal(SIGTERM);
//   EXPECT_EQ(server.wait(), 0);
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace sipwright::kit {

class Process {
 public:
  // Long enough for a loaded machine; a test that holds never waits for it.
  static constexpr std::chrono::seconds patience{20};

  // Starts the program at path `arguments[0]`. Throws std::runtime_error if it cannot be started.
  explicit Process(const std::vector<std::string>& arguments);
  // Kills the program if it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Feeds standard input; what nobody reads any more is dropped.
  void write(const std::string& text);
  void close_input();
  // The next line of standard output without its end; empty if there is none within `span` or at its end.
  std::string line(std::chrono::milliseconds span = patience);
  // What line() has not given yet: all of it after wait().
  std::string rest();
  void signal(int number) const;

  // Waits for the end. The exit status, 128 + N where signal N ended it, or -1 if it did not end in time (it
  // is killed then).
  int wait(std::chrono::milliseconds span = patience);
  // Everything written to standard error so far; all of it after wait().
  const std::string& errors();

 private:
  void take(std::chrono::milliseconds span);
  void take_from(int& descriptor, std::string& into);

  pid_t pid_ = -1;
  int input_ = -1, output_ = -1, error_ = -1;
  std::string output_text_, error_text_;
  int status_ = -1;
};

// A program run to its end without input.
struct Ended {
  int status;
  std::string output, errors;
};
Ended run(const std::vector<std::string>& arguments, const std::string& input = {});

}  // namespace sipwright::kit
