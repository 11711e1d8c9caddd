// Tells transport troubles on stderr, without letting a server that is down, or a stranger who knocks, fill
// the log.
#pragma once

#include <chrono>
#include <string>

#include "command.hpp"
#include "sipwright/net/failure.hpp"

namespace sipwright::cli {

class Troubles {
 public:
  explicit Troubles(std::string command) : command_(std::move(command)) {}

  void tell(const net::Failure& failure) {
    const auto now = std::chrono::steady_clock::now();
    if (now - window_began_ > window) {
      window_began_ = now;
      told_ = 0;
      last_.clear();
    }
    if (failure.reason == last_ || told_ > told_max) return;
    last_ = failure.reason;
    if (++told_ > told_max) {
      complain(command_, "further transport troubles of this minute are not told");
    } else {
      complain(command_, failure.reason);
    }
  }

 private:
  static constexpr std::chrono::seconds window{60};
  static constexpr int told_max = 20;

  std::string command_;
  std::string last_;
  std::chrono::steady_clock::time_point window_began_{};
  int told_ = 0;
};

}  // namespace sipwright::cli
