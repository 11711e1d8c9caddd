// What callgrind looks at: parses the named messages over and over, and nothing else between the marks.
//
// usage: bench_instructions PARTICIPANT MESSAGES | --list
// Prints how many messages were parsed between the marks, or who there is.
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "messages.hpp"
#include "participants.hpp"

using namespace sipwright::bench;

// The mark: callgrind collects while this function runs (--toggle-collect), so its call and return count,
// three or four instructions a message.
extern "C" __attribute__((noinline)) bool sipwright_bench_marked(const Participant& participant,
                                                                 const std::string& message) {
  return participant.parse(participant, message);
}

namespace {

std::vector<Participant> everybody() {
  std::vector<Participant> all = ours();
  for (const Participant& peer : peers()) all.push_back(peer);
  return all;
}

// What happens once stays out: tables of the libraries, symbols that the loader binds late.
std::size_t parse_marked(const Participant& participant, const Messages& messages) {
  prepare(participant);
  for (const std::string& message : messages.all)
    if (!participant.parse(participant, message))
      throw std::runtime_error(participant.name + " refuses a message");
  constexpr int rounds = 3;
  for (int round = 0; round < rounds; ++round)
    for (const std::string& message : messages.all) sipwright_bench_marked(participant, message);
  return rounds * messages.all.size();
}

int run(int argc, char** argv) {
  const std::vector<Participant> all = everybody();
  if (argc == 2 && std::string_view(argv[1]) == "--list") {
    for (const Participant& participant : all) std::printf("%s\n", participant.name.c_str());
    return 0;
  }
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_instructions PARTICIPANT MESSAGES | --list\n");
    return 2;
  }
  for (const Participant& participant : all) {
    if (participant.name != argv[1]) continue;
    std::printf("%zu\n", parse_marked(participant, read_messages(argv[2])));
    return 0;
  }
  std::fprintf(stderr, "bench_instructions: no participant %s on this machine\n", argv[1]);
  return 3;
}

}  // namespace

int main(int argc, char** argv) try { return run(argc, argv); } catch (const std::exception& error) {
  std::fprintf(stderr, "bench_instructions: %s\n", error.what());
  return 1;
}
