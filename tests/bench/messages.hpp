// The messages of the bench: what everybody parses.
#pragma once

#include <string>
#include <vector>

namespace sipwright::bench {

struct Messages {
  std::string name;
  std::vector<std::string> all;
};

// "publish", "ok200", "refresh" and "invite" hold one message each, "mix" 256. Throws std::runtime_error
// where the file cannot be read.
Messages read_messages(const std::string& name);

inline constexpr const char* message_names[] = {"publish", "ok200", "refresh", "invite", "mix"};

}  // namespace sipwright::bench
